import type { Row } from '../src/core/rows.ts';

/** The rows that are selected, by id. Extending keeps what was selected before it began. */
export class Selection {
  readonly #ids: Set<string>;
  /** While a range is being extended: where it began, and what was selected then. */
  #extension: { readonly anchor: string; readonly before: ReadonlySet<string> } | undefined;

  constructor(ids: readonly string[]) {
    this.#ids = new Set(ids);
  }

  get ids(): readonly string[] {
    return [...this.#ids];
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Those of the rows that are selected, in their order. */
  among(rows: readonly Row[]): readonly Row[] {
    return this.#ids.size === 0 ? [] : rows.filter(({ id }) => this.#ids.has(id));
  }

  set(ids: Iterable<string>, selected: boolean): void {
    this.endExtension();
    for (const id of ids) {
      if (selected) this.#ids.add(id);
      else this.#ids.delete(id);
    }
  }

  toggle(id: string): void {
    this.set([id], !this.has(id));
  }

  /** Selects from where the extension began, at `from` if it begins now, to `to`. */
  extend(from: string, to: string, order: readonly string[]): void {
    this.#extension ??= { anchor: from, before: new Set(this.#ids) };
    const { anchor, before } = this.#extension;
    const ends = [order.indexOf(anchor), order.indexOf(to)];
    this.#ids.clear();
    for (const id of before) this.#ids.add(id);
    for (const id of order.slice(Math.min(...ends), Math.max(...ends) + 1)) this.#ids.add(id);
  }

  endExtension(): void {
    this.#extension = undefined;
  }

  /** Forgets rows that are no more. */
  keep(exists: (id: string) => boolean): void {
    for (const id of this.#ids) if (!exists(id)) this.#ids.delete(id);
  }
}
