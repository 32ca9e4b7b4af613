import type { ArgumentSpan } from './flagReader.ts';
import type { FlagValue } from './portFlags.ts';
import { formatPortRange, portCount } from './portRange.ts';
import type { ParsedPublishRule } from './portSpec.ts';
import { warningsOf, type PublishWarningCode } from './publishWarnings.ts';

/**
 * What docker takes without a word, besides the warnings about one rule:
 *
 * - `duplicateRule`: the same host port twice; the container is created and does not start.
 * - `hostNetwork`: the rules have no effect.
 * - `imageLikeRule`: a flag took `-p` for its value, so that the rule became the image.
 */
export type RunWarningCode = PublishWarningCode | 'duplicateRule' | 'hostNetwork' | 'imageLikeRule';

/** `message` ends with the next step. */
export interface RunWarning extends ArgumentSpan {
  readonly code: RunWarningCode;
  readonly message: string;
}

type Published = FlagValue<ParsedPublishRule>;

/** In the order of the arguments, as far as they concern different ones. */
export function runWarningsOf(
  published: readonly Published[],
  network: string | undefined,
  image: string,
  imageIndex: number,
): RunWarning[] {
  return [
    ...published.flatMap(ruleWarnings),
    ...duplicateWarnings(published),
    ...(network === 'host' ? published.map(hostNetworkWarning) : []),
    ...imageWarnings(image, imageIndex),
  ].sort((left, right) => left.index - right.index);
}

function ruleWarnings({ value, use }: Published): RunWarning[] {
  return warningsOf(value).map(({ code, message, start, end }) => ({
    code,
    message,
    index: use.index,
    start: use.start + start,
    end: use.start + end,
  }));
}

function duplicateWarnings(published: readonly Published[]): RunWarning[] {
  const taken = new Set<string>();
  return published.flatMap(({ value, use }) => {
    const key = hostSideOf(value);
    if (key === undefined) return [];
    if (taken.has(key)) {
      const message = `${key} is published twice, so the container would not start. Remove one.`;
      return [runWarning('duplicateRule', use, message)];
    }
    taken.add(key);
    return [];
  });
}

/** Undefined when the engine chooses the port. */
function hostSideOf({
  hostIp,
  hostPorts,
  containerPorts,
  protocol,
}: ParsedPublishRule): string | undefined {
  if (hostPorts === undefined || hostPorts.end === 0) return undefined;
  if (portCount(hostPorts) !== portCount(containerPorts)) return undefined;
  const port = `${formatPortRange(hostPorts)}/${protocol}`;
  return hostIp === '' ? port : `${port} on ${hostIp}`;
}

function hostNetworkWarning({ use }: Published): RunWarning {
  return runWarning(
    'hostNetwork',
    use,
    'Docker discards published ports with the host network. Remove the rule or the network.',
  );
}

function imageWarnings(image: string, index: number): RunWarning[] {
  if (!/^[\d.-]+:\d+$/.test(image)) return [];
  const message = `Docker reads ${image} as the image. Check the flag before it.`;
  return [runWarning('imageLikeRule', { index, start: 0, end: image.length }, message)];
}

function runWarning(
  code: RunWarningCode,
  { index, start, end }: ArgumentSpan,
  message: string,
): RunWarning {
  return { code, message, index, start, end };
}
