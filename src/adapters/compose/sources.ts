import type { Span } from '../../core/parsed.ts';
import { obstacleOf, spanOf, type EditObstacle, type Value } from './value.ts';

/** Where an entry of `ports` or `expose` was written. Offsets are UTF-16 units into its file. */
export interface EntrySource {
  readonly file: string;
  /** What stands in the list: for an alias the alias, else the same as `value`. */
  readonly item: Span;
  /** The scalar or mapping itself. */
  readonly value: Span;
  readonly form: 'short' | 'long';
  /**
   * Why a change of the text would not be a change of this entry alone; missing where the entry is
   * plain text of its own.
   */
  readonly obstacle?: EditObstacle;
  /** Earlier entries of the same key, which show again when this one goes. */
  readonly hides: readonly EntrySource[];
}

/** Makes the sources of one reading; entries of one range share theirs. */
export class EntrySources {
  readonly #hidden = new Map<readonly Value[], readonly EntrySource[]>();

  of(entry: Value): EntrySource {
    const written = entry.written ?? entry;
    const { file, alias, start, end } = written.origin;
    const obstacle = obstacleOf(entry) ?? fieldObstacle(written);
    return {
      file: file.name,
      item: alias === undefined ? { start, end } : spanOf(alias),
      value: { start, end },
      form: written.type === 'map' ? 'long' : 'short',
      ...(obstacle === undefined ? {} : { obstacle }),
      hides: this.#hides(entry.hides),
    };
  }

  #hides(entries: readonly Value[] = noEntries): readonly EntrySource[] {
    const known = this.#hidden.get(entries);
    if (known !== undefined) return known;
    const sources = entries.map((entry) => this.of(entry));
    this.#hidden.set(entries, sources);
    return sources;
  }
}

const noEntries: readonly Value[] = [];

/** A long entry hinders its edit where one of its fields does. */
function fieldObstacle(written: Value): EditObstacle | undefined {
  const fields = written.type === 'map' ? [...written.entries.values()] : [];
  return fields.map(obstacleOf).find((obstacle) => obstacle !== undefined);
}
