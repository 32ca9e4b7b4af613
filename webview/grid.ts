import type { Row } from '../src/core/rows.ts';
import { element } from './element.ts';
import { GridBody } from './gridBody.ts';
import { columnCount, type GridHeader } from './gridHeader.ts';
import { firstStop, nearestStop, shownStops, stopOf, type Stop } from './gridStops.ts';
import { scrollToShow, windowRuns, type Run, type Viewport } from './gridWindow.ts';
import type { GridPlace } from './pageState.ts';
import type { RowModel } from './rowModel.ts';
import type { Selection } from './selection.ts';
import { skeleton } from './skeleton.ts';

/** A screen reader gets every row of a table up to this long, as it reads beyond what is in view. */
const longestWhole = 1_000;

interface GridParts {
  readonly model: RowModel;
  readonly selection: Selection;
  readonly header: GridHeader;
}

/**
 * The table: draws the rows in view, keeps the one tab stop, and keeps focus and place through
 * every change by the rows' ids.
 */
export class Grid {
  readonly body = new GridBody();
  readonly table = element('table', {
    role: 'grid',
    'aria-label': 'Port mappings',
    'aria-multiselectable': 'true',
    'aria-colcount': String(columnCount),
  });
  readonly element = element('div', { class: 'grid' }, this.table);
  readonly #parts: GridParts;
  /** The rows as they were drawn last. */
  #rows: readonly Row[] = [];
  /** Where the user went; undefined until then. */
  #place: GridPlace | undefined;
  #tabStop: HTMLElement | undefined;
  #viewport: Viewport = { scroll: 0, height: 0, rowHeight: 0 };
  #runs: readonly Run[] = [];

  constructor(parts: GridParts, place: GridPlace | undefined, scroll: number) {
    this.#parts = parts;
    this.#place = place;
    this.#viewport = { ...this.#viewport, scroll };
    this.table.append(parts.header.element, skeleton(), this.body.element);
    new ResizeObserver(() => {
      this.#measure();
      this.#draw();
    }).observe(this.element);
    this.element.addEventListener('scroll', () => {
      this.#followScroll();
    });
  }

  get place(): GridPlace | undefined {
    return this.#place;
  }

  get scroll(): number {
    return this.#viewport.scroll;
  }

  get hasFocus(): boolean {
    return this.table.contains(document.activeElement);
  }

  /** The row that has the focus, or had it last. */
  get row(): Row | undefined {
    const id = this.#place?.rowId;
    return id === undefined ? undefined : this.#parts.model.row(id);
  }

  /** How many rows a page is, without the one that stays in view. */
  get page(): number {
    const { height, rowHeight } = this.#viewport;
    return Math.max(1, Math.floor(height / rowHeight) - 1);
  }

  /** Draws the model's rows after they changed by themselves: what is in view stays where it is. */
  follow(): void {
    const hadFocus = this.hasFocus;
    const scroll = this.#anchoredScroll(hadFocus);
    this.#takeRows();
    this.#viewport = { ...this.#viewport, scroll };
    this.#draw();
    this.#keepFocus(hadFocus);
  }

  /** Draws the model's rows after the user asked for others or another order: from the top. */
  restart(): void {
    const hadFocus = this.hasFocus;
    this.#takeRows();
    this.#viewport = { ...this.#viewport, scroll: 0 };
    this.#draw();
    this.#keepFocus(hadFocus);
  }

  /** Draws the same rows after the selection changed. */
  redraw(): void {
    this.#draw();
  }

  /** Moves the focus to the tab stop; false when there is no row. */
  focus(): boolean {
    if (this.#rows.length === 0) return false;
    this.#tabStop?.focus({ preventScroll: true });
    return true;
  }

  /** Moves the focus, and brings its row into view. */
  moveTo(place: GridPlace): void {
    this.#place = place;
    const index = place.rowId === undefined ? -1 : this.#parts.model.indexOf(place.rowId);
    if (index >= 0) {
      this.#viewport = { ...this.#viewport, scroll: scrollToShow(index, this.#viewport) };
    }
    this.#draw();
    this.#tabStop?.focus({ preventScroll: true });
    this.#tabStop?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  /** The focus was moved by other means than ours: a click, or a screen reader. */
  moved(target: Node): void {
    // Our own move, which may have wished for a stop that this row has not.
    if (target === this.#tabStop && this.#place !== undefined) return;
    const view = this.body.viewAt(target);
    const stop = stopOf(view?.stops ?? this.#parts.header.stops, target);
    if (stop === undefined) return;
    this.#place = view?.row === undefined ? { stop } : { rowId: view.row.id, stop };
    this.#markTabStop();
  }

  /** The stops of the place's row, or of the header, that are shown now. */
  shownStops(place: GridPlace): readonly Stop[] {
    return shownStops(this.#stopsAt(place));
  }

  #stopsAt({ rowId }: GridPlace): GridHeader['stops'] {
    if (rowId === undefined) return this.#parts.header.stops;
    return this.body.view(rowId)?.stops ?? {};
  }

  #takeRows(): void {
    const { model } = this.#parts;
    const id = this.#place?.rowId;
    if (id !== undefined && model.indexOf(id) < 0) {
      const row = survivor(
        this.#rows,
        this.#rows.findIndex((each) => each.id === id),
        model,
      );
      this.#place = row && { rowId: row.id, stop: this.#place?.stop ?? firstStop };
    }
    this.#rows = model.visible;
  }

  /** The scroll position that keeps a row where it is seen: the focused one, else the topmost. */
  #anchoredScroll(hasFocus: boolean): number {
    const { scroll, height, rowHeight } = this.#viewport;
    if (scroll === 0 || rowHeight === 0) return scroll;
    const focused = hasFocus ? this.#rows.findIndex(({ id }) => id === this.#place?.rowId) : -1;
    const isInView =
      focused * rowHeight > scroll - rowHeight && focused * rowHeight < scroll + height;
    const anchor = focused >= 0 && isInView ? focused : Math.floor(scroll / rowHeight);
    const { model } = this.#parts;
    const row = survivor(this.#rows, anchor, model);
    if (row === undefined) return scroll;
    return Math.max(0, scroll + (model.indexOf(row.id) - anchor) * rowHeight);
  }

  #measure(): void {
    const { scroll, rowHeight: before } = this.#viewport;
    const rowHeight = Number.parseFloat(
      getComputedStyle(this.table).getPropertyValue('--row-height'),
    );
    this.#viewport = {
      // The same row on top when rows become cards, or cards rows.
      scroll: before === 0 ? scroll : (scroll / before) * rowHeight,
      height: this.element.clientHeight - this.#parts.header.element.offsetHeight,
      rowHeight,
    };
  }

  #followScroll(): void {
    this.#viewport = { ...this.#viewport, scroll: this.element.scrollTop };
    const runs = this.#wantedRuns();
    if (JSON.stringify(runs) !== JSON.stringify(this.#runs)) this.#draw();
  }

  #wantedRuns(): readonly Run[] {
    const count = this.#rows.length;
    const whole = document.body.classList.contains('vscode-using-screen-reader');
    if (whole && count < longestWhole) return [{ start: 0, end: count }];
    const kept =
      this.#place?.rowId === undefined ? -1 : this.#parts.model.indexOf(this.#place.rowId);
    return windowRuns(count, this.#viewport, kept);
  }

  #draw(): void {
    if (this.#viewport.rowHeight === 0) this.#measure();
    const { selection, header } = this.#parts;
    this.#runs = this.#wantedRuns();
    this.body.show(this.#rows, this.#runs, this.#viewport.rowHeight, selection);
    this.table.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    header.showSelection(selection.among(this.#rows).length, this.#rows.length);
    if (this.element.scrollTop !== this.#viewport.scroll) {
      this.element.scrollTop = this.#viewport.scroll;
    }
    this.#markTabStop();
  }

  #markTabStop(): void {
    const first = this.#rows[0];
    const place = this.#place ?? { ...(first && { rowId: first.id }), stop: firstStop };
    const elements = this.#stopsAt(place);
    const tabStop = elements[nearestStop(place.stop, shownStops(elements))];
    if (tabStop === this.#tabStop) return;
    this.#tabStop?.setAttribute('tabindex', '-1');
    tabStop?.setAttribute('tabindex', '0');
    this.#tabStop = tabStop;
  }

  /** Focus that was in the table goes on being there, although its element may be gone or hidden. */
  #keepFocus(hadFocus: boolean): void {
    // Without the document's focus, taking it would take it from the editor.
    if (!hadFocus || !document.hasFocus()) return;
    if (document.activeElement !== this.#tabStop) this.#tabStop?.focus({ preventScroll: true });
  }
}

/** The row at this place if it is still visible, else the next one that is, else the previous. */
function survivor(rows: readonly Row[], place: number, model: RowModel): Row | undefined {
  const isVisible = ({ id }: Row): boolean => model.indexOf(id) >= 0;
  if (place < 0) return model.visible[0];
  return rows.slice(place).find(isVisible) ?? rows.slice(0, place).findLast(isVisible);
}
