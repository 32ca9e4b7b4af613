import { defaultSort, type RowColumn, type RowSort } from '../src/core/rowOrder.ts';
import { noFilter, type RowChip, type RowFilter } from '../src/core/rowFilter.ts';
import { isRecord } from '../src/protocol.ts';
import { stops, type Stop } from './gridStops.ts';
import { readStoredForm, type StoredForm } from './storedForm.ts';

/** What the page keeps through a reload: only what the user set. */
export interface PageState {
  readonly filter: RowFilter;
  readonly sort: RowSort;
  readonly place?: GridPlace;
  /** In pixels. */
  readonly scroll: number;
  /** Ids of rows. */
  readonly selected: readonly string[];
  /** The open form, with what was typed. */
  readonly form?: StoredForm;
}

/** Where the grid's one tab stop is; without a row, in the header. */
export interface GridPlace {
  readonly rowId?: string;
  readonly stop: Stop;
}

/** Reads what an earlier page, perhaps of an earlier version, stored; unknown parts are left out. */
export function readPageState(stored: unknown): PageState {
  const state = isRecord(stored) ? stored : {};
  const place = readPlace(state['place']);
  const form = readStoredForm(state['form']);
  return {
    filter: readFilter(state['filter']),
    sort: readSort(state['sort']),
    ...(place === undefined ? {} : { place }),
    scroll: typeof state['scroll'] === 'number' ? state['scroll'] : 0,
    selected: strings(state['selected']),
    ...(form === undefined ? {} : { form }),
  };
}

function readFilter(stored: unknown): RowFilter {
  if (!isRecord(stored)) return noFilter;
  const { text, chips } = stored;
  const wanted = new Set(strings(chips));
  return {
    text: typeof text === 'string' ? text : '',
    chips: rowChips.filter((chip) => wanted.has(chip)),
  };
}

function readSort(stored: unknown): RowSort {
  if (!isRecord(stored)) return defaultSort;
  const column = sortColumns.find((known) => known === stored['column']);
  return column === undefined ? defaultSort : { column, descending: stored['descending'] === true };
}

function readPlace(stored: unknown): GridPlace | undefined {
  if (!isRecord(stored)) return undefined;
  const { rowId } = stored;
  const stop = stops.find((known) => known === stored['stop']);
  if (stop === undefined) return undefined;
  return typeof rowId === 'string' ? { rowId, stop } : { stop };
}

function strings(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
}

const rowChips: readonly RowChip[] = ['conflicts', 'staged', 'allInterfaces', 'exposedOnly'];

const sortColumns: readonly RowColumn[] = [
  'status',
  'address',
  'hostPort',
  'containerPort',
  'name',
  'source',
];
