import type { Row } from '../src/core/rows.ts';
import { element } from './element.ts';
import { rowDetails } from './rowText.ts';

/** Until a row has the focus. */
const hint = 'Press ? in the table for its keys.';

/**
 * Below the table: all about the row with the focus, so that what the table says in tooltips, or has
 * no room for, is there without a mouse.
 */
export class Details {
  readonly element = element('footer', { class: 'details' }, hint);
  #shown: Row | undefined;

  show(row: Row | undefined): void {
    if (row === this.#shown) return;
    this.#shown = row;
    this.element.textContent = row === undefined ? hint : rowDetails(row);
  }
}
