/** From this many edits on, BuildKit suggests nothing (util/suggest). */
const tooFar = 3;

/** ` (did you mean NAME?)`, or nothing without a name. */
export function didYouMean(name: string | undefined): string {
  return name === undefined ? '' : ` (did you mean ${name}?)`;
}

/** The name with the fewest edits, the first of several; undefined where none is near, or it is one. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = tooFar;
  for (const name of names) {
    if (name === written) return undefined;
    if (Math.abs(name.length - written.length) >= bestDistance) continue;
    const distance = editDistance(written, name);
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best === '' ? undefined : best;
}

/** Levenshtein: insertions, deletions and changes of one character. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 0; row < left.length; row += 1) {
    const current = [row + 1];
    for (let column = 0; column < right.length; column += 1) {
      const changed = (previous[column] ?? 0) + (left[row] === right[column] ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const deleted = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(changed, inserted, deleted));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
