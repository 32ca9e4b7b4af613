import { shortId } from '../../../core/container.ts';
import type { RecreateResult } from '../../../core/recreate.ts';
import type { RecreateStep } from '../../../core/recreateSteps.ts';
import type { EngineCalls } from './engineCalls.ts';
import { idOf, nameOf, newName, oldName } from './names.ts';
import {
  findContainers,
  isPaused,
  isRunning,
  restartPolicy,
  runs,
  type Swap,
  type SwapContainers,
} from './swap.ts';

export type NeedsHelp = Extract<RecreateResult, { readonly kind: 'needsHelp' }>;

/**
 * What a person can do where neither going on nor going back worked: by what is on the engine now,
 * or, when it does not answer, by what may be there.
 */
export async function needsHelp(
  calls: EngineCalls,
  swap: Swap,
  step: RecreateStep,
  message: string,
): Promise<NeedsHelp> {
  const left = await findContainers(calls, swap).catch(() => undefined);
  return { kind: 'needsHelp', step, message, ...(left ? helpWith(left, swap) : helpBlindly(swap)) };
}

type Help = Pick<NeedsHelp, 'names' | 'commands'>;

function helpBlindly({ name, change }: Swap): Help {
  return {
    names: [oldName(name, change), newName(name), name],
    commands: [`docker ps --all --filter name=${name}`],
  };
}

/** The way of `restoreOriginal`, as commands. */
export function helpWith({ original, replacements, probes }: SwapContainers, swap: Swap): Help {
  const present = original === undefined ? [] : [original];
  return {
    names: [...present, ...replacements, ...probes].map(nameOf),
    commands:
      original === undefined
        ? replacements.slice(0, 1).flatMap((each) => toTakePlace(each, swap))
        : [
            ...probes.map((each) => `docker rm --force ${shortIdOf(each)}`),
            ...replacements.flatMap((each) => toPutAside(each, swap)),
            ...toGiveBack(original, swap),
            ...replacements.map((each) => `docker rm ${shortIdOf(each)}`),
          ],
  };
}

function shortIdOf(inspected: unknown): string {
  return shortId(idOf(inspected));
}

function toPutAside(replacement: unknown, { name }: Swap): readonly string[] {
  return [
    ...(isRunning(replacement) ? [`docker stop ${shortIdOf(replacement)}`] : []),
    ...(nameOf(replacement) === name ? [`docker rename ${name} ${newName(name)}`] : []),
  ];
}

function toGiveBack(original: unknown, swap: Swap): readonly string[] {
  const { name, was } = swap;
  const policy = restartPolicy(original) === 'no' ? restartFlag(swap) : undefined;
  return [
    ...(nameOf(original) === name ? [] : [`docker rename ${nameOf(original)} ${name}`]),
    ...(policy === undefined ? [] : [`docker update --restart ${policy} ${name}`]),
    ...toRun(original, name, was),
  ];
}

/** As `--restart` takes it; nothing for a container that is not started by itself. */
function restartFlag({ restart }: Swap): string | undefined {
  const { Name: policy, MaximumRetryCount: most } = restart;
  if (policy === 'always' || policy === 'unless-stopped') return policy;
  if (policy !== 'on-failure') return undefined;
  return typeof most === 'number' && most > 0 ? `${policy}:${most}` : policy;
}

function toTakePlace(replacement: unknown, { name, was }: Swap): readonly string[] {
  const now = nameOf(replacement);
  return [
    ...(now === name ? [] : [`docker rename ${now} ${name}`]),
    ...toRun(replacement, name, was),
  ];
}

function toRun(container: unknown, name: string, was: string): readonly string[] {
  return [
    ...(runs(was) && !isRunning(container) ? [`docker start ${name}`] : []),
    ...(was === 'paused' && !isPaused(container) ? [`docker pause ${name}`] : []),
  ];
}
