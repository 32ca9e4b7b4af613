import * as vscode from 'vscode';
import type { EngineMachine, WindowPlace } from '../core/chain.ts';
import type { Container } from '../core/container.ts';
import type { Declaration, DeclaredFile } from '../core/declaration.ts';
import {
  declaredView,
  nothingDeclared,
  rowIdAt,
  withDeclared,
  type DeclaredView,
} from '../core/declaredRows.ts';
import { DisposableList } from '../core/disposables.ts';
import type { Mapping } from '../core/mapping.ts';
import { outlineOf, type Outline } from '../core/outline.ts';
import { findNode, type OutlineNode } from '../core/outlineNode.ts';
import { RowReader, type Row } from '../core/rows.ts';
import { declaredFiles, engineReading, type Snapshot } from '../core/snapshot.ts';
import {
  nothingStaged,
  stagedView,
  withStaged,
  type ShownMapping,
  type StagedView,
} from '../core/stagedRows.ts';
import { withStagedDeclarations } from '../core/stagedDeclarations.ts';
import type { Store } from '../core/store.ts';
import { onDidChangeSettings, settings } from '../platform/settings.ts';
import type { Staging } from './staging.ts';

const filterKey = 'filter';

/**
 * What the settings and the filter let through of the store's snapshot, computed once for all
 * views. Remembers the filter for the workspace.
 */
export class VisibleMappings implements vscode.Disposable {
  readonly #store: Store;
  readonly #staging: Staging;
  readonly #memory: vscode.Memento;
  readonly #place: WindowPlace;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  #reader = new RowReader(settings.rowOptions());
  #rows: readonly Row[] | undefined;
  #outline: Outline | undefined;
  #staged: StagedView | undefined;
  #withStaged: DeclaredView | undefined;
  #declared: { snapshot: Snapshot; reader: RowReader; view: DeclaredView } | undefined;

  /** Something that a view shows may have changed: the snapshot, a staged change, a setting or the filter. */
  readonly onDidChange = this.#changed.event;

  constructor(
    store: Store,
    staging: Staging,
    memory: vscode.Memento,
    place: WindowPlace = { remote: false, vagrantGuest: false },
  ) {
    this.#store = store;
    this.#staging = staging;
    this.#memory = memory;
    this.#place = place;
    this.#disposables.add(
      store.onDidChange(() => {
        this.#forget();
      }),
    );
    this.#disposables.add(
      staging.onDidChange(() => {
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
    this.#rows ??= withDeclared(
      withStaged(this.#reader.rows(this.containers), this.#stagedView),
      this.#declaredView,
    );
    return this.#rows;
  }

  /** The tree, filtered. */
  get outline(): Outline {
    this.#outline ??= outlineOf(this.containers, this.#reader, {
      grouping: settings.grouping(),
      filterText: this.filter,
      staged: this.#stagedView,
      declared: this.#declaredView,
    });
    return this.#outline;
  }

  /** The files of the workspace that declare ports, as last read. */
  get files(): readonly DeclaredFile[] {
    return declaredFiles(this.#store.snapshot);
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

  row(rowId: string): Row | undefined {
    return this.rows.find(({ id }) => id === rowId);
  }

  /** The node of the tree with this id, if the filter lets it through. */
  node(id: string): OutlineNode | undefined {
    return findNode(this.outline.roots, id);
  }

  /** What a file declares of the row, and the file. */
  declarationOf(rowId: string): { file: DeclaredFile; declaration: Declaration } | undefined {
    const declarationId = this.row(rowId)?.declared?.id ?? rowId;
    for (const file of this.files) {
      const declaration = file.declarations.find(({ id }) => id === declarationId);
      if (declaration !== undefined) return { file, declaration };
    }
    return undefined;
  }

  /**
   * The id of the row that stands for what is written at an offset of a file's text, or on its line
   * (1-based).
   */
  rowAt(uri: string, offset: number, line?: number): string | undefined {
    const place = line === undefined ? { offset } : { offset, line };
    return rowIdAt(this.#declaredView, uri, place);
  }

  /** The machine of a Vagrantfile that the engine runs in, where that is known. */
  get engineMachine(): EngineMachine | undefined {
    return this.#declaredView.machine;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Costs nothing while the workspace has no file that declares ports, and once for each snapshot. */
  get #declaredView(): DeclaredView {
    if (this.files.length === 0) return nothingDeclared;
    const { snapshot } = this.#store;
    const reader = this.#reader;
    if (this.#declared?.snapshot !== snapshot || this.#declared.reader !== reader) {
      this.#declared = { snapshot, reader, view: this.#declare(snapshot) };
    }
    this.#withStaged ??= withStagedDeclarations(this.#declared.view, this.#staging.changes);
    return this.#withStaged;
  }

  #declare(snapshot: Snapshot): DeclaredView {
    const engine = engineReading(snapshot)?.engine;
    return declaredView({
      files: this.files,
      all: this.#reader.everyMapping(this.containers),
      listeners: snapshot.listeners,
      ...(engine === undefined ? {} : { engine }),
      place: this.#place,
      showExposedOnly: this.#reader.showExposedOnly,
    });
  }

  /** Costs nothing while nothing is staged. */
  get #stagedView(): StagedView {
    const { changes } = this.#staging;
    if (changes.length === 0) return nothingStaged;
    this.#staged ??= stagedView(this.#shown(), this.containers, changes);
    return this.#staged;
  }

  #shown(): ShownMapping[] {
    const rows = new Map(this.#reader.rows(this.containers).map((row) => [row.id, row]));
    return this.all().flatMap(({ container, mapping }) => {
      const row = rows.get(mapping.id);
      return row === undefined ? [] : [{ container, mapping, row }];
    });
  }

  #forget(): void {
    this.#rows = undefined;
    this.#outline = undefined;
    this.#staged = undefined;
    this.#withStaged = undefined;
    this.#changed.fire();
  }
}
