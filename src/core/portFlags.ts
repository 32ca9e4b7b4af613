import { readLink, type ContainerLink } from './containerLink.ts';
import { argumentFault, isTrue, type ArgumentFault, type FlagUse } from './flagReader.ts';
import type { Parsed } from './parsed.ts';
import { portCount } from './portRange.ts';
import {
  bindingsOf,
  exposedKeys,
  parseExposedRange,
  parsePublish,
  type ExposedRange,
  type ParsedPublishRule,
  type PortBinding,
} from './portSpec.ts';
import { standardNotation } from './publishNotation.ts';

/** What the flags of `docker run` say about ports. */
export interface PortFlags {
  /** The `-p` rules in the order of the flags. */
  readonly published: readonly FlagValue<ParsedPublishRule>[];
  /** `HostConfig.PortBindings`, by container port; those of one port in the order of the flags. */
  readonly bindings: readonly PortBinding[];
  /** The keys of `Config.ExposedPorts`, published ports among them: `80/tcp`. */
  readonly exposed: readonly string[];
  readonly publishAll: boolean;
  /** `container:alias` of each `--link` that docker records. */
  readonly links: readonly string[];
}

export interface FlagValue<T> {
  readonly value: T;
  readonly use: FlagUse;
}

export type PortFlagsReading = { readonly ok: true; readonly value: PortFlags } | ArgumentFault;

/** Ours: four times every port there is. Docker has no limit of its own. */
const maximumPorts = 4 * 65_536;

/** In docker's order: every long form, then every `-p`, then every `--expose`. */
export function readPortFlags(uses: readonly FlagUse[]): PortFlagsReading {
  const publishUses = usesOf(uses, 'publish');
  const notations = readValues(publishUses, standardNotation);
  if (!notations.ok) return notations;
  const published = readValues(publishUses, parsePublish);
  if (!published.ok) return published;
  const exposures = readValues(usesOf(uses, 'expose'), parseExposedRange);
  if (!exposures.ok) return exposures;

  const opened = [...published.values.map(exposureOf), ...exposures.values];
  const excess = excessFault(opened);
  if (excess !== undefined) return excess;
  return {
    ok: true,
    value: {
      published: published.values,
      bindings: published.values.flatMap(({ value }) => bindingsOf(value)).sort(byContainerPort),
      exposed: [...new Set(opened.flatMap(({ value }) => exposedKeys(value)))].sort(byPort),
      publishAll: isTrue(usesOf(uses, 'publish-all').at(-1)?.value ?? 'false'),
      links: usesOf(uses, 'link').flatMap(linkOf),
    },
  };
}

export function usesOf(uses: readonly FlagUse[], ...names: readonly string[]): FlagUse[] {
  return uses.filter(({ flag }) => names.includes(flag.name));
}

function readValues<T>(
  uses: readonly FlagUse[],
  parse: (text: string) => Parsed<T>,
): { readonly ok: true; readonly values: readonly FlagValue<T>[] } | ArgumentFault {
  const values: FlagValue<T>[] = [];
  for (const use of uses) {
    const parsed = parse(use.value);
    if (!parsed.ok) {
      const { index } = use;
      const start = use.start + parsed.start;
      return argumentFault(parsed.message, { index, start, end: use.start + parsed.end });
    }
    values.push({ value: parsed.value, use });
  }
  return { ok: true, values };
}

function exposureOf({ value, use }: FlagValue<ParsedPublishRule>): FlagValue<ExposedRange> {
  return { value: { ports: value.containerPorts, protocol: value.protocol }, use };
}

function excessFault(opened: readonly FlagValue<ExposedRange>[]): ArgumentFault | undefined {
  let total = 0;
  for (const { value, use } of opened) {
    total += portCount(value.ports);
    if (total > maximumPorts) return argumentFault(`More than ${maximumPorts} ports.`, use);
  }
  return undefined;
}

function byContainerPort(left: PortBinding, right: PortBinding): number {
  return left.containerPort - right.containerPort || compareTexts(left.protocol, right.protocol);
}

function byPort(left: string, right: string): number {
  return parseInt(left, 10) - parseInt(right, 10) || compareTexts(left, right);
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function linkOf(use: FlagUse): string[] {
  const reading = readLink(use.value);
  return reading.ok && reading.link.alias !== '' ? [formatLink(reading.link)] : [];
}

function formatLink({ container, alias }: ContainerLink): string {
  return `${container}:${alias}`;
}
