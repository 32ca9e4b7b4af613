import { element } from './element.ts';

const rowCount = 5;
const columns = ['status', 'address', 'hostPort', 'containerPort', 'name', 'source'];

/** Empty rows that stand for those to come. Shown by the style sheet while the table is busy. */
export function skeleton(): HTMLTableSectionElement {
  const rows = Array.from({ length: rowCount }, skeletonRow);
  return element('tbody', { class: 'skeleton', 'aria-hidden': 'true' }, ...rows);
}

function skeletonRow(): HTMLTableRowElement {
  const cells = columns.map((name) =>
    element('td', { class: name }, element('span', { class: 'bar' })),
  );
  return element('tr', {}, element('td'), ...cells, element('td'));
}
