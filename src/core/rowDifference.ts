import type { Row } from './rows.ts';

/** What turns one list of rows into another. Order is the page's: it sorts by itself. */
export interface RowDifference {
  readonly removed: readonly string[];
  readonly changed: readonly Row[];
}

/** @param previous rows by id. */
export function rowDifference(
  previous: ReadonlyMap<string, Row>,
  next: readonly Row[],
): RowDifference {
  const kept = new Set(next.map(({ id }) => id));
  return {
    removed: [...previous.keys()].filter((id) => !kept.has(id)),
    changed: next.filter((row) => !sameRow(previous.get(row.id), row)),
  };
}

function sameRow(left: Row | undefined, right: Row): boolean {
  return left === right || (left !== undefined && JSON.stringify(left) === JSON.stringify(right));
}
