/** What the arrow keys stop at in a row, from left to right: its cells, or the controls in them. */
export const stops = [
  'select',
  'status',
  'address',
  'hostPort',
  'containerPort',
  'name',
  'source',
  'copy',
  'open',
  'edit',
  'remove',
] as const;
export type Stop = (typeof stops)[number];

/** Where a row is entered: the cell that names it. */
export const firstStop: Stop = 'hostPort';

/** The elements of one row that can hold the focus. */
export type StopElements = Readonly<Partial<Record<Stop, HTMLElement>>>;

/** The stops that are there and shown; a narrow page hides some. */
export function shownStops(elements: StopElements): readonly Stop[] {
  return stops.filter((stop) => {
    const element = elements[stop];
    // A hidden button keeps its place in the row.
    return element !== undefined && !element.hidden && element.getClientRects().length > 0;
  });
}

/** The stop itself, else the nearest one to its left, else the first. */
export function nearestStop(wanted: Stop, shown: readonly Stop[]): Stop {
  const place = stops.indexOf(wanted);
  return shown.findLast((stop) => stops.indexOf(stop) <= place) ?? shown[0] ?? firstStop;
}

/** Which stop an element is, or is inside of. */
export function stopOf(elements: StopElements, target: Node): Stop | undefined {
  return stops.find((stop) => elements[stop]?.contains(target));
}
