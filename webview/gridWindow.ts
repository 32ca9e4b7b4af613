/** Rows `start` up to, and without, `end`. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** What is known of the page when the rows to draw are chosen. */
export interface Viewport {
  /** In pixels: how far the rows are scrolled, how much of them shows, and how high one is. */
  readonly scroll: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Rows drawn beyond each edge, so that scrolling does not show blank space before it is filled. */
const margin = 8;
/** A page of ordinary height draws the same number of rows whatever its height. */
const fewestRows = 40;
/** The window moves in steps, not with every row that is scrolled past. */
const step = 4;

/**
 * The rows to draw: those in view with a margin, and the one that must stay, in order.
 *
 * @param kept the row that has the focus; drawn wherever it is.
 */
export function windowRuns(count: number, viewport: Viewport, kept: number): readonly Run[] {
  const { scroll, height, rowHeight } = viewport;
  const size = Math.max(fewestRows, Math.ceil(height / rowHeight) + 2 * margin + step);
  const first = Math.floor(scroll / rowHeight / step) * step - margin;
  const start = Math.max(0, Math.min(first, count - size));
  const shown = { start, end: Math.min(count, start + size) };
  if (kept < 0 || (shown.start <= kept && kept < shown.end)) return [shown];
  const single = { start: kept, end: kept + 1 };
  return kept < shown.start ? [single, shown] : [shown, single];
}

/** The scroll position nearest to the present one that shows the whole row. */
export function scrollToShow(index: number, { scroll, height, rowHeight }: Viewport): number {
  const top = index * rowHeight;
  return Math.max(0, Math.min(top, Math.max(scroll, top + rowHeight - height)));
}

/**
 * Puts the elements into this order. Never moves `still`, since moving an element takes the focus
 * from it: the others are moved around it.
 */
export function arrange(
  parent: Element,
  elements: readonly Element[],
  still: Element | undefined,
): void {
  const place = still === undefined ? -1 : elements.indexOf(still);
  if (still === undefined || place < 0) {
    insertFrom(parent, elements, parent.firstElementChild);
    return;
  }
  insertFrom(parent, elements.slice(0, place), parent.firstElementChild);
  insertFrom(parent, elements.slice(place + 1), still.nextElementSibling);
}

function insertFrom(parent: Element, elements: readonly Element[], from: Element | null): void {
  let next = from;
  for (const element of elements) {
    if (next === element) next = next.nextElementSibling;
    else parent.insertBefore(element, next);
  }
}
