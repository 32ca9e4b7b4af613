import type { DraftField, DraftFix, DraftMessage, MappingDraft } from './mappingDraft.ts';
import { readPublishedRange } from './portNumber.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';

/** What a field of a draft says, or what is wrong with it. */
export type FieldReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: DraftMessage };

type PortField = 'hostPort' | 'containerPort';

/** A port or a range as `docker run -p` reads it, but for port 0, which is no port. */
export function readPortField(field: PortField, text: string): FieldReading<PortRange> {
  const reading = readPublishedRange(text);
  if (reading.ok && reading.range.start > 0) return { ok: true, value: reading.range };
  if (!reading.ok && reading.part === 'order') {
    return failed(field, 'The range ends before it starts.', [
      { label: 'Swap', change: { [field]: swapped(text) } },
    ]);
  }
  const anyPort = field === 'hostPort' && reading.ok && reading.range.end === 0;
  return failed(
    field,
    'Use a port from 1 to 65535, or a range such as 8000-8010.',
    anyPort ? [{ label: 'Let Docker pick', change: { hostPort: '' } }] : [],
  );
}

export function failed(
  field: DraftField,
  text: string,
  fixes: readonly DraftFix[] = [],
): { readonly ok: false; readonly message: DraftMessage } {
  return { ok: false, message: { field, level: 'error', text, fixes } };
}

function swapped(text: string): string {
  const hyphen = text.indexOf('-');
  return `${text.slice(hyphen + 1)}-${text.slice(0, hyphen)}`;
}

/** Why the ranges do not go together. Several host ports for one container port do. */
export function sizeFault(
  hostPorts: PortRange,
  containerPorts: PortRange,
): DraftMessage | undefined {
  const count = portCount(containerPorts);
  const hostCount = portCount(hostPorts);
  if (count === 1 || count === hostCount) return undefined;
  const matching = { start: hostPorts.start, end: hostPorts.start + count - 1 };
  const change: Partial<MappingDraft> = { hostPort: formatPortRange(matching) };
  return {
    field: 'hostPort',
    level: 'error',
    text: `The host range has ${countText(hostCount)} ${hostCount === 1 ? 'port' : 'ports'} and the container range has ${countText(count)}. Use equal ranges, or one container port.`,
    fixes: matching.end > 65_535 ? [] : [{ label: 'Match container range', change }],
  };
}

/** `2,001`: how many, and never a port itself. */
export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** Ours: four times every port there is. Docker has no limit of its own. */
const mostPorts = 4 * 65_536;

export function excessFault(
  field: DraftField,
  ranges: readonly PortRange[],
): DraftMessage | undefined {
  const total = ranges.reduce((sum, range) => sum + portCount(range), 0);
  if (total <= mostPorts) return undefined;
  return failed(field, `Use no more than ${countText(mostPorts)} ports.`).message;
}
