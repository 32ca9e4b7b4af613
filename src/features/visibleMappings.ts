import * as vscode from 'vscode';
import type { Container } from '../core/container.ts';
import { DisposableList } from '../core/disposables.ts';
import type { Mapping } from '../core/mapping.ts';
import { outlineOf, type Outline } from '../core/outline.ts';
import { RowReader, type Row } from '../core/rows.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { onDidChangeSettings, settings } from '../platform/settings.ts';

const filterKey = 'filter';

/**
 * What the settings and the filter let through of the store's snapshot, computed once for all
 * views. Remembers the filter for the workspace.
 */
export class VisibleMappings implements vscode.Disposable {
  readonly #store: Store;
  readonly #memory: vscode.Memento;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  #reader = new RowReader(settings.rowOptions());
  #rows: readonly Row[] | undefined;
  #outline: Outline | undefined;

  /** Something that a view shows may have changed: the snapshot, a setting or the filter. */
  readonly onDidChange = this.#changed.event;

  constructor(store: Store, memory: vscode.Memento) {
    this.#store = store;
    this.#memory = memory;
    this.#disposables.add(
      store.onDidChange(() => {
        this.#forget();
      }),
    );
    this.#disposables.add(
      onDidChangeSettings(['view'], () => {
        this.#reader = new RowReader(settings.rowOptions());
        this.#forget();
      }),
    );
  }

  get containers(): readonly Container[] {
    return engineReading(this.#store.snapshot)?.containers ?? [];
  }

  /** All rows that the settings let through; the panel filters by itself. */
  get rows(): readonly Row[] {
    this.#rows ??= this.#reader.rows(this.containers);
    return this.#rows;
  }

  /** The tree, filtered. */
  get outline(): Outline {
    this.#outline ??= outlineOf(this.containers, this.#reader, settings.grouping(), this.filter);
    return this.#outline;
  }

  get filter(): string {
    return this.#memory.get(filterKey, '');
  }

  setFilter(text: string): void {
    void this.#memory.update(filterKey, text.trim() === '' ? undefined : text.trim());
    this.#forget();
  }

  /** The mapping and its container, if they still exist. */
  find(mappingId: string): { container: Container; mapping: Mapping } | undefined {
    return this.all().find(({ mapping }) => mapping.id === mappingId);
  }

  /** Every mapping with its container. */
  all(): readonly { container: Container; mapping: Mapping }[] {
    return this.#reader
      .mappings(this.containers)
      .flatMap(({ container, mappings }) => mappings.map((mapping) => ({ container, mapping })));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #forget(): void {
    this.#rows = undefined;
    this.#outline = undefined;
    this.#changed.fire();
  }
}
