import type { Row } from '../src/core/rows.ts';
import { element } from './element.ts';
import { RowView } from './gridRow.ts';
import { arrange, type Run } from './gridWindow.ts';
import type { Selection } from './selection.ts';

/** More row elements than a window needs are not worth keeping. */
const mostSpare = 80;

/** The rows that are drawn, by id, and the empty space that stands for all others. */
export class GridBody {
  readonly element = element('tbody', { role: 'rowgroup' });
  readonly #views = new Map<string, RowView>();
  readonly #spare: RowView[] = [];
  readonly #spaces: HTMLTableRowElement[] = [];

  view(rowId: string): RowView | undefined {
    return this.#views.get(rowId);
  }

  /** The drawn row that contains the target. */
  viewAt(target: Node): RowView | undefined {
    return [...this.#views.values()].find(({ element }) => element.contains(target));
  }

  /** Draws these runs of the rows, and nothing else. */
  show(rows: readonly Row[], runs: readonly Run[], rowHeight: number, selection: Selection): void {
    const drawn = runs.map(({ start, end }) => rows.slice(start, end));
    this.#removeAllBut(new Set(drawn.flat().map(({ id }) => id)));
    const focused = this.viewAt(document.activeElement ?? document.body)?.element;
    const elements: Element[] = [];
    let drawnTo = 0;
    for (const [place, { start, end }] of runs.entries()) {
      elements.push(this.#space(place, (start - drawnTo) * rowHeight));
      for (const [offset, row] of (drawn[place] ?? []).entries()) {
        elements.push(this.#drawn(row, start + offset, selection).element);
      }
      drawnTo = end;
    }
    elements.push(this.#space(runs.length, (rows.length - drawnTo) * rowHeight));
    for (const unused of this.#spaces.slice(runs.length + 1)) unused.remove();
    arrange(this.element, elements, focused);
  }

  #drawn(row: Row, index: number, selection: Selection): RowView {
    const view = this.#views.get(row.id) ?? this.#spare.pop() ?? new RowView();
    this.#views.set(row.id, view);
    view.show(row, index, selection.has(row.id));
    return view;
  }

  #removeAllBut(kept: ReadonlySet<string>): void {
    for (const [id, view] of this.#views) {
      if (kept.has(id)) continue;
      view.element.remove();
      this.#views.delete(id);
      if (this.#spare.length < mostSpare) this.#spare.push(view);
    }
  }

  #space(place: number, height: number): HTMLTableRowElement {
    const space = (this.#spaces[place] ??= newSpace());
    space.hidden = height === 0;
    space.style.height = `${height}px`;
    return space;
  }
}

function newSpace(): HTMLTableRowElement {
  // One cell: spanning the columns it would add one in place of each that a narrow page hides.
  const cell = element('td', { role: 'presentation' });
  return element('tr', { class: 'space', 'aria-hidden': 'true', role: 'presentation' }, cell);
}
