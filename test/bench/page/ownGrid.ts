/** Runs in the panel's page: its own grid, driven by the messages that the extension sends. */
import type { ToPage } from '../../../src/protocol.ts';
import type { GridUnderTest } from './gridUnderTest.ts';

const send = (message: ToPage): void => {
  window.dispatchEvent(new MessageEvent('message', { data: message }));
};

const one = (selector: string): Element => {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`The page has no ${selector}.`);
  return found;
};

const firstRow = 'tbody tr[data-status]';

const grid: GridUnderTest = {
  get scroller() {
    return one('.grid');
  },
  show(rows) {
    send({ type: 'rows', revision: 1, rows });
  },
  replaceFirst(row) {
    send({ type: 'change', base: 1, revision: 2, removed: [], changed: [row] });
  },
  isShowing: (count) =>
    one('table').ariaRowCount === String(count + 1) && document.querySelector(firstRow) !== null,
  isInFirst: (text) => one(firstRow).textContent.includes(text),
};

window.gridUnderTest = grid;
