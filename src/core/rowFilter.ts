import { bracketed } from './address.ts';
import type { PortRange, Protocol } from './portRange.ts';
import type { Row } from './rows.ts';

export type RowChip = 'conflicts' | 'staged' | 'allInterfaces' | 'exposedOnly';

/** Which rows are wanted. */
export interface RowFilter {
  /**
   * Words that must all occur. A number also matches inside ranges; `:8080` looks at host ports
   * only, `80/tcp` at container ports of that protocol.
   */
  readonly text: string;
  /** Of the chips that are on, one must fit. */
  readonly chips: readonly RowChip[];
}

export const noFilter: RowFilter = { text: '', chips: [] };

/** Compiles a filter, so that ten thousand rows are asked without reading it ten thousand times. */
export function rowPredicate(filter: RowFilter): (row: Row) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean).map(wordPredicate);
  return (row) =>
    (filter.chips.length === 0 || filter.chips.some((chip) => fitsChip(row, chip))) &&
    words.every((matches) => matches(row));
}

function fitsChip(row: Row, chip: RowChip): boolean {
  switch (chip) {
    case 'conflicts':
      return row.status === 'conflict';
    case 'staged':
      return row.staged !== undefined;
    case 'allInterfaces':
      return row.reach === 'allInterfaces';
    case 'exposedOnly':
      return row.status === 'exposed';
  }
}

const protocols: readonly Protocol[] = ['tcp', 'udp', 'sctp'];

function wordPredicate(word: string): (row: Row) => boolean {
  const hostPort = /^:(\d{1,5})$/.exec(word)?.[1];
  if (hostPort !== undefined) return (row) => hasHostPort(row, Number(hostPort));
  const [, containerPort, protocol = ''] = /^(\d{1,5})\/([a-z]*)$/.exec(word) ?? [];
  // The start of a protocol is enough: the table must not go empty while one is typed.
  if (containerPort !== undefined && protocols.some((known) => known.startsWith(protocol))) {
    return (row) =>
      contains(row.containerPorts, Number(containerPort)) && row.protocol.startsWith(protocol);
  }
  const port = /^\d{1,5}$/.test(word) ? Number(word) : undefined;
  return (row) =>
    searchText(row).includes(word) ||
    (port !== undefined && (hasHostPort(row, port) || contains(row.containerPorts, port)));
}

/** A port that it has, or that the engine may choose for it when it starts. */
function hasHostPort({ hostPorts, requestedRange }: Row, port: number): boolean {
  return contains(hostPorts ?? requestedRange, port);
}

function contains(range: PortRange | undefined, port: number): boolean {
  return range !== undefined && range.start <= port && port <= range.end;
}

const searchTexts = new WeakMap<Row, string>();

function searchText(row: Row): string {
  const known = searchTexts.get(row);
  if (known !== undefined) return known;
  const text = [
    row.text,
    row.name,
    row.image,
    row.project,
    row.source,
    row.statusText,
    row.addressText,
    ...row.addresses.map((address) => `${bracketed(address)}:${row.hostPortText}`),
    ...row.addresses,
    row.dynamic ? 'dynamic' : '',
  ]
    .join('\n')
    .toLowerCase();
  searchTexts.set(row, text);
  return text;
}
