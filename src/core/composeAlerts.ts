import { composeClashes, isPublished } from './composeClashes.ts';
import {
  entriesOf,
  type ComposeDocument,
  type ComposeEntry,
  type ComposeFault,
} from './composeDocument.ts';
import type { DeclaredPlace } from './declaration.ts';
import type { Span } from './parsed.ts';
import { formatPortRange, portCount } from './portRange.ts';

/** The checks of Compose files, by the code that turns one off. */
export const composeChecks = [
  'PortConflict',
  'PortOfOtherProject',
  'PortInUse',
  'InvalidComposePort',
  'RangeMismatch',
  'HostNetworkPorts',
  'ScaledHostPort',
  'UnquotedPort',
  'PublishedOnAllInterfaces',
  'InconsistentService',
] as const;
export type ComposeCheck = (typeof composeChecks)[number];

/** How a port that is published on every interface is told: `portMappings.diagnostics.exposure`. */
export type ExposureLevel = 'off' | 'hint' | 'warning';

/** What to tell of a place in a Compose file. */
export interface ComposeAlert extends Span {
  readonly check: ComposeCheck;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly message: string;
  /** The other place that it is about. */
  readonly related?: RelatedPlace;
}

/** A place of the same file, unless another one is named. */
export interface RelatedPlace extends Span {
  readonly message: string;
  readonly elsewhere?: Pick<DeclaredPlace, 'uri' | 'line'>;
}

/**
 * What to tell of the ports of a file: only what holds whatever variables stand for, and not what a
 * check against the Compose schema tells.
 */
export function composeAlerts(
  document: ComposeDocument,
  exposure: ExposureLevel,
): readonly ComposeAlert[] {
  const entries = entriesOf(document);
  const alerts = [
    ...document.problems.flatMap((problem) => faultAlerts(problem, document)),
    ...clashAlerts(document),
    ...copyAlerts(document, entries),
    ...entries.flatMap(quoteAlerts),
    ...(exposure === 'off' ? [] : entries.flatMap((entry) => exposureAlerts(entry, exposure))),
  ];
  return firstOfEach(alerts);
}

/** An entry that several services have is told of once. */
function firstOfEach(alerts: readonly ComposeAlert[]): readonly ComposeAlert[] {
  const told = new Map<string, ComposeAlert>();
  for (const alert of alerts) {
    const key = `${alert.check} ${alert.start}`;
    if (!told.has(key)) told.set(key, alert);
  }
  return [...told.values()];
}

function faultAlerts(fault: ComposeFault, document: ComposeDocument): readonly ComposeAlert[] {
  const { rule, start, end, message, severity } = fault;
  switch (rule) {
    case 'port':
    case 'expose': {
      if (isUncertain(document.text.slice(start, end))) return [];
      const check = message.startsWith('invalid ranges') ? 'RangeMismatch' : 'InvalidComposePort';
      return [{ check, severity, start, end, message: `Compose refuses this entry: ${message}` }];
    }
    case 'discarded-ports':
      return isOnHostNetwork(fault, document)
        ? [{ check: 'HostNetworkPorts', severity, start, end, message: hostNetworkMessage }]
        : [];
    case 'consistency':
      return isWholeProject(document)
        ? [{ check: 'InconsistentService', severity, start, end, message }]
        : [];
    default:
      return [];
  }
}

const hostNetworkMessage =
  'With network_mode: host these ports have no effect: the service is reached on the ports that it listens on.';

/** An alias may stand for a text with variables. */
function isUncertain(text: string): boolean {
  return hasVariable(text) || text.startsWith('*');
}

/** `$$` is a dollar sign, any other `$` begins a variable. */
function hasVariable(text: string): boolean {
  return text.replaceAll('$$', '').includes('$');
}

function isOnHostNetwork({ start }: ComposeFault, { services }: ComposeDocument): boolean {
  return services.some(
    ({ networkMode, portsKey }) => networkMode === 'host' && portsKey?.start === start,
  );
}

/** The file that Compose finds by itself; any other may be one of several that are joined. */
const mainFile = /^(?:docker-)?compose\.ya?ml$/;

/** What another file or a variable adds is not seen here. */
function isWholeProject({ file, text }: ComposeDocument): boolean {
  return mainFile.test(file.name) && file.unread.count === 0 && !hasVariable(text);
}

function clashAlerts(document: ComposeDocument): readonly ComposeAlert[] {
  return composeClashes(document).map(({ entry, other, hostPort }) => {
    const { line } = other.declarations[0].at;
    const message =
      entry.service === other.service
        ? `${entry.service} publishes host port ${hostPort} twice: also in line ${line}.`
        : `${entry.service} and ${other.service} both publish host port ${hostPort}: ${other.service} in line ${line}.`;
    const { start, end } = other;
    const related = { start, end, message: `${other.service} publishes ${hostPort} here` };
    return { check: 'PortConflict', severity: 'error', ...spanOf(entry), message, related };
  });
}

function copyAlerts(
  { services }: ComposeDocument,
  entries: readonly ComposeEntry[],
): readonly ComposeAlert[] {
  const copiesOf = new Map(services.map(({ name, copies }) => [name, copies]));
  return entries.flatMap((entry) => {
    const copies = copiesOf.get(entry.service);
    const [{ rule }] = entry.declarations;
    const { hostPorts, containerPorts } = rule;
    if (copies === undefined || hostPorts === undefined || hostPorts.start === 0) return [];
    const enough = Math.floor(portCount(hostPorts) / portCount(containerPorts));
    const { count, askedBy } = copies;
    if (count <= enough || !entry.declarations.every(isPublished)) return [];
    const ports = formatPortRange(hostPorts);
    const number = enough === 1 ? 'one' : enough;
    const message = `${askedBy} asks for ${count} containers of ${entry.service}, and on one host only ${number} of them can have host port ${ports}.`;
    // As a stack of a swarm, which only deploy is for too, all of them share it.
    const severity = askedBy === 'scale' ? 'warning' : 'info';
    return [{ check: 'ScaledHostPort', severity, ...spanOf(entry), message }];
  });
}

/**
 * A number of base 60 in YAML 1.1: every part after the first is below 60
 * (https://yaml.org/type/int.html).
 */
const base60 = /^\d[\d_]*(?::[0-5]?\d)+$/;

function quoteAlerts(entry: ComposeEntry): readonly ComposeAlert[] {
  const { kind, text } = entry;
  if (kind !== 'publish' || !base60.test(text)) return [];
  const parts = text.replaceAll('_', '').split(':').map(Number);
  const number = parts.reduce((sum, part) => sum * 60 + part, 0);
  const message = `Without quotes ${text} is the number ${number} to programs that read YAML 1.1.`;
  return [{ check: 'UnquotedPort', severity: 'info', ...spanOf(entry), message }];
}

function exposureAlerts(
  entry: ComposeEntry,
  severity: Exclude<ExposureLevel, 'off'>,
): readonly ComposeAlert[] {
  const [{ rule }] = entry.declarations;
  if (rule.hostIp !== '' || !entry.declarations.every(isPublished)) return [];
  return [{ check: 'PublishedOnAllInterfaces', severity, ...spanOf(entry), message: openMessage }];
}

/** What it means, the hover over the same place says. */
const openMessage = 'Published on all interfaces.';

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
