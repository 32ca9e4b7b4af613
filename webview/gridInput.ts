import type { Row } from '../src/core/rows.ts';
import type { Grid } from './grid.ts';
import { gridKey, type GridKey, type Step } from './gridKeys.ts';
import { nearestStop, type Stop } from './gridStops.ts';
import type { Host } from './host.ts';
import type { GridPlace } from './pageState.ts';
import type { RowModel } from './rowModel.ts';
import { canCopyAddress, editAction, openAction, removeAction } from './rowText.ts';
import type { Selection } from './selection.ts';

export interface GridEvents {
  help(): void;
  /** The place or the selection is another one. */
  changed(): void;
}

interface GridInputParts {
  readonly grid: Grid;
  readonly model: RowModel;
  readonly selection: Selection;
  readonly host: Host;
}

/** Turns keys and clicks in the grid into moves, selections and intents. */
export class GridInput {
  readonly #grid: Grid;
  readonly #model: RowModel;
  readonly #selection: Selection;
  readonly #host: Host;
  readonly #events: GridEvents;

  constructor({ grid, model, selection, host }: GridInputParts, events: GridEvents) {
    this.#grid = grid;
    this.#model = model;
    this.#selection = selection;
    this.#host = host;
    this.#events = events;
    const { table } = grid;
    table.addEventListener('keydown', (event) => {
      this.#pressed(event);
    });
    table.addEventListener('focusin', ({ target }) => {
      if (target instanceof Node) grid.moved(target);
      events.changed();
    });
    grid.body.element.addEventListener('mousedown', (event) => {
      // Shift and a click would mark text.
      if (event.shiftKey) event.preventDefault();
    });
    grid.body.element.addEventListener('click', (event) => {
      this.#clicked(event);
    });
  }

  /** Selects all visible rows, or none of them. */
  selectAll(selected: boolean): void {
    this.#selection.set(
      this.#model.visible.map(({ id }) => id),
      selected,
    );
    this.#selectionChanged();
  }

  #pressed(event: KeyboardEvent): void {
    const onControl = event.target instanceof HTMLElement && event.target.matches('button, input');
    const key = gridKey(event, onControl);
    if (key === undefined) return;
    // Handled here, so it is neither the browser's nor, further up, the editor's.
    event.preventDefault();
    event.stopPropagation();
    this.#act(key);
  }

  #act(key: GridKey): void {
    const { row } = this.#grid;
    switch (key.kind) {
      case 'step':
        this.#step(key.step, key.extend);
        break;
      case 'selectAll':
        this.selectAll(true);
        break;
      case 'toggle':
        if (row !== undefined) this.#selection.toggle(row.id);
        this.#selectionChanged();
        break;
      case 'copy':
        this.#copy();
        break;
      case 'open':
        if (row?.web === true) this.#host.open(row);
        break;
      case 'edit':
        if (row !== undefined) this.#edit(row);
        break;
      case 'remove':
        this.#removeOrUnstage(this.#chosen());
        break;
      case 'help':
        this.#events.help();
        break;
    }
  }

  #step(step: Step, extend: boolean): void {
    const rows = this.#model.visible;
    const from = this.#grid.place ?? { stop: 'select' };
    const index = from.rowId === undefined ? -1 : this.#model.indexOf(from.rowId);
    const next = this.#rowAfter(step, index);
    const row = rows[next];
    const place = row === undefined ? {} : { rowId: row.id };
    if (extend && next !== index && row !== undefined && from.rowId !== undefined) {
      this.#selection.extend(
        from.rowId,
        row.id,
        rows.map(({ id }) => id),
      );
    } else {
      this.#selection.endExtension();
    }
    this.#grid.moveTo({ ...place, stop: this.#stopAfter(step, from) });
  }

  /** The index of the row that a step leads to; -1 is the header. */
  #rowAfter(step: Step, index: number): number {
    const last = this.#model.visible.length - 1;
    switch (step) {
      case 'up':
        return Math.max(-1, index - 1);
      case 'down':
        return Math.min(last, index + 1);
      case 'pageUp':
        return Math.max(Math.min(0, last), index - this.#grid.page);
      case 'pageDown':
        return Math.min(last, index + this.#grid.page);
      case 'gridStart':
        return Math.min(0, last);
      case 'gridEnd':
        return last;
      default:
        return index;
    }
  }

  #stopAfter(step: Step, from: GridPlace): Stop {
    const shown = this.#grid.shownStops(from);
    const stop = nearestStop(from.stop, shown);
    const place = shown.indexOf(stop);
    switch (step) {
      case 'left':
        return shown[Math.max(0, place - 1)] ?? stop;
      case 'right':
        return shown[place + 1] ?? stop;
      case 'rowStart':
      case 'gridStart':
        return 'select';
      case 'rowEnd':
      case 'gridEnd':
        return 'remove';
      default:
        // The column that was chosen, even if this row has nothing there.
        return from.stop;
    }
  }

  /** The selected rows if the focus is among them, else the row with the focus. */
  #chosen(): readonly Row[] {
    const { row } = this.#grid;
    if (row === undefined) return [];
    return this.#selection.has(row.id) ? this.#selection.among(this.#model.visible) : [row];
  }

  #copy(): void {
    const copied = this.#chosen().filter(canCopyAddress);
    if (copied.length > 0) this.#host.copy(copied, 'address');
  }

  #goToSource(row: Row): void {
    if (row.declared !== undefined) this.#host.goToSource(row);
  }

  #openOrMove(row: Row): void {
    if (openAction(row) === 'move') this.#host.move(row);
    else this.#host.open(row);
  }

  #edit(row: Row): void {
    if (editAction(row) !== undefined) this.#host.edit(row);
  }

  /** Staged changes are taken back only when there is nothing else to remove. */
  #removeOrUnstage(rows: readonly Row[]): void {
    const removable = rows.filter((row) => removeAction(row) === 'remove');
    const staged = rows.filter((row) => removeAction(row) === 'unstage');
    if (removable.length > 0) this.#host.remove(removable);
    else if (staged.length > 0) this.#host.unstage(staged);
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const view = this.#grid.body.viewAt(event.target);
    const row = view?.row;
    if (view === undefined || row === undefined) return;
    const { copy, open, edit, remove, name, source, select } = view.stops;
    const isOn = (element: HTMLElement | undefined): boolean =>
      event.composedPath().some((each) => each === element);
    if (isOn(copy)) this.#host.copy([row], 'address');
    else if (isOn(open)) this.#openOrMove(row);
    else if (isOn(edit)) this.#edit(row);
    else if (isOn(remove)) this.#removeOrUnstage([row]);
    else if (isOn(name)) this.#host.reveal(row);
    else if (isOn(source) && row.declared !== undefined) this.#goToSource(row);
    else if (event.shiftKey) this.#extendTo(row);
    else if (isOn(select) || event.ctrlKey || event.metaKey) {
      this.#selection.toggle(row.id);
      this.#selectionChanged();
    }
  }

  #extendTo(row: Row): void {
    const from = this.#grid.row?.id ?? row.id;
    this.#selection.extend(
      from,
      row.id,
      this.#model.visible.map(({ id }) => id),
    );
    this.#grid.moveTo({ rowId: row.id, stop: this.#grid.place?.stop ?? 'select' });
    this.#selectionChanged();
  }

  #selectionChanged(): void {
    this.#grid.redraw();
    this.#events.changed();
  }
}
