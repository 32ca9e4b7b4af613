import type { RowColumn, RowSort } from '../src/core/rowOrder.ts';
import { element, hiddenText } from './element.ts';
import type { StopElements } from './gridStops.ts';
import { icon, setIcon } from './icons.ts';

interface HeaderEvents {
  sort(sort: RowSort): void;
  selectAll(selected: boolean): void;
}

const columns: readonly { readonly column: RowColumn; readonly label: string }[] = [
  { column: 'status', label: 'Status' },
  { column: 'address', label: 'Address' },
  { column: 'hostPort', label: 'Host port' },
  { column: 'containerPort', label: 'Container port' },
  { column: 'name', label: 'Container' },
  { column: 'source', label: 'Source' },
];

/** Select all, actions, and the columns that can be sorted. */
export const columnCount = columns.length + 2;

interface SortHeader {
  readonly cell: HTMLTableCellElement;
  readonly button: HTMLButtonElement;
  readonly arrow: SVGSVGElement;
}

/** The header: select all, and a button to sort by each column. */
export class GridHeader {
  readonly #selectAll = element('input', {
    type: 'checkbox',
    class: 'checkbox',
    tabindex: '-1',
    'aria-label': 'Select all mappings',
  });
  readonly #sorts: ReadonlyMap<RowColumn, SortHeader>;
  readonly #row: HTMLTableRowElement;
  readonly element: HTMLTableSectionElement;
  readonly stops: StopElements;

  constructor(events: HeaderEvents) {
    this.#sorts = new Map(
      columns.map(({ column, label }, index) => [column, sortHeader(column, label, index + 2)]),
    );
    const sorts = [...this.#sorts.values()];
    this.#row = element(
      'tr',
      { role: 'row', 'aria-rowindex': '1' },
      headerCell('select', 1, this.#selectAll),
      ...sorts.map(({ cell }) => cell),
      headerCell('actions', columnCount, hiddenText('Actions')),
    );
    this.element = element('thead', { role: 'rowgroup' }, this.#row);
    this.stops = {
      select: this.#selectAll,
      ...Object.fromEntries([...this.#sorts].map(([column, { button }]) => [column, button])),
    };
    for (const [column, { cell, button }] of this.#sorts) {
      button.addEventListener('click', () => {
        events.sort({ column, descending: cell.ariaSort === 'ascending' });
      });
    }
    this.#selectAll.addEventListener('change', () => {
      events.selectAll(this.#selectAll.checked);
    });
  }

  contains(target: Node): boolean {
    return this.#row.contains(target);
  }

  showSort(sort: RowSort): void {
    for (const [column, { cell, arrow }] of this.#sorts) {
      const sorted = column === sort.column;
      if (sorted) cell.ariaSort = sort.descending ? 'descending' : 'ascending';
      else cell.removeAttribute('aria-sort');
      setIcon(arrow, sort.descending ? 'chevronDown' : 'chevronUp');
      arrow.toggleAttribute('hidden', !sorted);
    }
  }

  showSelection(selected: number, count: number): void {
    this.#selectAll.checked = count > 0 && selected === count;
    this.#selectAll.indeterminate = selected > 0 && selected < count;
    this.#selectAll.disabled = count === 0;
  }
}

function sortHeader(column: RowColumn, label: string, index: number): SortHeader {
  const arrow = icon('chevronUp');
  const button = element('button', { type: 'button', class: 'sort', tabindex: '-1' }, label, arrow);
  return { cell: headerCell(column, index, button), button, arrow };
}

function headerCell(name: string, column: number, child: Node): HTMLTableCellElement {
  return element(
    'th',
    { role: 'columnheader', class: name, 'aria-colindex': String(column) },
    child,
  );
}
