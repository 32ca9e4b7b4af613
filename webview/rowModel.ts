import type { Row } from '../src/core/rows.ts';
import { rowOrder, type RowSort } from '../src/core/rowOrder.ts';
import { rowPredicate, type RowFilter } from '../src/core/rowFilter.ts';
import type { RowDifference } from '../src/core/rowDifference.ts';

/** All rows by id, and those of them that the filter lets through, in the order of the sort. */
export class RowModel {
  readonly #rows = new Map<string, Row>();
  #filter: RowFilter;
  #sort: RowSort;
  #sorted: readonly Row[] = [];
  #visible: readonly Row[] = [];

  constructor(filter: RowFilter, sort: RowSort) {
    this.#filter = filter;
    this.#sort = sort;
  }

  get filter(): RowFilter {
    return this.#filter;
  }

  get sort(): RowSort {
    return this.#sort;
  }

  get total(): number {
    return this.#rows.size;
  }

  get visible(): readonly Row[] {
    return this.#visible;
  }

  get rows(): ReadonlyMap<string, Row> {
    return this.#rows;
  }

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** The place of a row among the visible ones; -1 when it is not among them. */
  indexOf(id: string): number {
    const row = this.#rows.get(id);
    if (row === undefined) return -1;
    const place = lowerBound(this.#visible, row, rowOrder(this.#sort));
    return this.#visible[place]?.id === id ? place : -1;
  }

  /** The rows of a container that are visible, else any of its rows. */
  rowsOfContainer(containerId: string): readonly Row[] {
    const isOfContainer = (row: Row): boolean => row.containerId === containerId;
    const visible = this.#visible.filter(isOfContainer);
    return visible.length > 0 ? visible : this.#sorted.filter(isOfContainer);
  }

  replace(rows: readonly Row[]): void {
    this.#rows.clear();
    for (const row of rows) this.#rows.set(row.id, row);
    this.#sorted = [...this.#rows.values()].sort(rowOrder(this.#sort));
    this.#applyFilter();
  }

  /** Costs a walk over the rows, but no new sorting of them. */
  change({ removed, changed }: RowDifference): void {
    for (const id of removed) this.#rows.delete(id);
    for (const row of changed) this.#rows.set(row.id, row);
    const touched = new Set([...removed, ...changed.map(({ id }) => id)]);
    const order = rowOrder(this.#sort);
    this.#sorted = merge(
      this.#sorted.filter(({ id }) => !touched.has(id)),
      [...changed].sort(order),
      order,
    );
    this.#applyFilter();
  }

  filterBy(filter: RowFilter): void {
    this.#filter = filter;
    this.#applyFilter();
  }

  sortBy(sort: RowSort): void {
    this.#sort = sort;
    this.#sorted = [...this.#sorted].sort(rowOrder(sort));
    this.#applyFilter();
  }

  #applyFilter(): void {
    this.#visible = isFilterOn(this.#filter)
      ? this.#sorted.filter(rowPredicate(this.#filter))
      : this.#sorted;
  }
}

export function isFilterOn({ text, chips }: RowFilter): boolean {
  return text.trim() !== '' || chips.length > 0;
}

type Order = (left: Row, right: Row) => number;

/** The first place whose row does not stand before this one. */
function lowerBound(rows: readonly Row[], row: Row, order: Order): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = rows[middle];
    if (candidate !== undefined && order(candidate, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two ordered lists as one; the second is the shorter. */
function merge(many: readonly Row[], few: readonly Row[], order: Order): readonly Row[] {
  const parts: (readonly Row[])[] = [];
  let from = 0;
  for (const row of few) {
    const place = lowerBound(many, row, order);
    parts.push(many.slice(from, place), [row]);
    from = place;
  }
  return [...parts, many.slice(from)].flat();
}
