import type { Row } from './rows.ts';
import type { RowStatus } from './rowStatus.ts';

export type RowColumn = 'status' | 'address' | 'hostPort' | 'containerPort' | 'name' | 'source';

export interface RowSort {
  readonly column: RowColumn;
  readonly descending: boolean;
}

export const defaultSort: RowSort = { column: 'hostPort', descending: false };

const statusOrder: readonly RowStatus[] = [
  'conflict',
  'staged',
  'running',
  'paused',
  'restarting',
  'stopped',
  'declared',
  'discarded',
  'exposed',
  'kept',
];

const collator = new Intl.Collator('en', { numeric: true });

/** A total order: rows that the column does not tell apart stand by port, then name, then id. */
export function rowOrder({ column, descending }: RowSort): (left: Row, right: Row) => number {
  const compare = comparisons[column];
  const sign = descending ? -1 : 1;
  return (left, right) =>
    sign * compare(left, right) ||
    comparisons.hostPort(left, right) ||
    comparisons.containerPort(left, right) ||
    comparisons.name(left, right) ||
    (left.id < right.id ? -1 : Number(left.id > right.id));
}

const comparisons: Readonly<Record<RowColumn, (left: Row, right: Row) => number>> = {
  status: (left, right) => statusOrder.indexOf(left.status) - statusOrder.indexOf(right.status),
  address: (left, right) =>
    wideness(left) - wideness(right) || collator.compare(left.addressText, right.addressText),
  // Without a host port: last, as there is nothing to look up.
  hostPort: (left, right) => (left.hostPorts?.start ?? 65_536) - (right.hostPorts?.start ?? 65_536),
  containerPort: (left, right) =>
    left.containerPorts.start - right.containerPorts.start ||
    left.protocol.localeCompare(right.protocol),
  name: (left, right) => collator.compare(left.name, right.name),
  source: (left, right) => collator.compare(left.source, right.source),
};

/** The widest open first. */
function wideness(row: Row): number {
  const order: readonly Row['reach'][] = ['allInterfaces', 'specific', 'thisHost', undefined];
  return order.indexOf(row.reach);
}
