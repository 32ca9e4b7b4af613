import type { Row } from '../src/core/rows.ts';
import { rowDifference, type RowDifference } from '../src/core/rowDifference.ts';
import type { ToPage } from '../src/protocol.ts';
import type { RowModel } from './rowModel.ts';

type RowMessage = Extract<ToPage, { type: 'rows' | 'change' }>;

/** What a message did to the rows. */
export interface RowUpdate extends RowDifference {
  /** The rows as they were before, as far as they changed. */
  readonly before: ReadonlyMap<string, Row>;
}

/** Applies what the extension sends about rows, and notices when a message went missing. */
export class RowFeed {
  readonly #model: RowModel;
  readonly #askForAll: () => void;
  #revision: number | undefined;
  #hasRows = false;

  /** @param askForAll is called once when the rows fell out of step, until all of them come. */
  constructor(model: RowModel, askForAll: () => void) {
    this.#model = model;
    this.#askForAll = askForAll;
  }

  /** Whether rows ever came; there may have been none of them. */
  get hasRows(): boolean {
    return this.#hasRows;
  }

  /** @returns what changed; undefined when nothing was applied, or these are the first rows. */
  take(message: RowMessage): RowUpdate | undefined {
    if (message.type === 'rows') return this.#takeAll(message.rows, message.revision);
    if (this.#revision === undefined) return undefined;
    if (message.base !== this.#revision) {
      this.#revision = undefined;
      this.#askForAll();
      return undefined;
    }
    this.#revision = message.revision;
    return this.#change(message);
  }

  #takeAll(rows: readonly Row[], revision: number): RowUpdate | undefined {
    this.#revision = revision;
    if (this.#hasRows) return this.#change(rowDifference(this.#model.rows, rows));
    this.#hasRows = true;
    this.#model.replace(rows);
    return undefined;
  }

  #change({ removed, changed }: RowDifference): RowUpdate {
    const before = new Map<string, Row>();
    for (const id of [...removed, ...changed.map((row) => row.id)]) {
      const row = this.#model.row(id);
      if (row !== undefined) before.set(id, row);
    }
    this.#model.change({ removed, changed });
    return { removed, changed, before };
  }
}
