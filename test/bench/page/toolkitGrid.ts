/** The yardstick's page: the data grid of the Webview UI Toolkit with all rows. */
import {
  provideVSCodeDesignSystem,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  type DataGrid,
} from '@vscode/webview-ui-toolkit';
import type { Row } from '../../../src/core/rows.ts';
import type { GridUnderTest } from './gridUnderTest.ts';

provideVSCodeDesignSystem().register(vsCodeDataGrid(), vsCodeDataGridCell(), vsCodeDataGridRow());

declare global {
  interface HTMLElementTagNameMap {
    'vscode-data-grid': DataGrid;
  }
}

const columns: readonly (keyof Row)[] = [
  'statusText',
  'addressText',
  'hostPortText',
  'text',
  'name',
  'source',
];

const table = document.createElement('vscode-data-grid');
table.generateHeader = 'sticky';
table.columnDefinitions = columns.map((columnDataKey) => ({ columnDataKey, title: columnDataKey }));
const scroller = document.createElement('main');
scroller.append(table);
document.body.append(scroller);

const grid: GridUnderTest = {
  scroller,
  show(rows) {
    table.rowsData = [...rows];
  },
  replaceFirst(row) {
    table.rowsData.splice(0, 1, row);
  },
  isShowing: (count) =>
    table.children.length === count + 1 && table.lastElementChild?.textContent !== '',
  isInFirst: (text) => table.children[1]?.textContent.includes(text) === true,
};

window.gridUnderTest = grid;
