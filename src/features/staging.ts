import * as vscode from 'vscode';
import { stage, unstage, type StagedChange } from '../core/change.ts';
import { DisposableList } from '../core/disposables.ts';
import { readChanges } from '../core/readChanges.ts';

const memoryKey = 'stagedChanges';

/** The staged changes of this workspace. They outlive the window and are nowhere else. */
export class Staging implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  #changes: readonly StagedChange[];
  #discarded: readonly StagedChange[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#changes = readChanges(memory.get(memoryKey));
  }

  get changes(): readonly StagedChange[] {
    return this.#changes;
  }

  /** Whether what was discarded last can be staged again. */
  get canRestore(): boolean {
    return this.#discarded.length > 0;
  }

  stage(...changes: readonly StagedChange[]): void {
    this.#discarded = [];
    this.#set(changes.reduce(stage, this.#changes));
  }

  unstage(ids: readonly string[]): void {
    this.#set(unstage(this.#changes, ids));
  }

  discard(): void {
    this.#discarded = this.#changes;
    this.#set([]);
  }

  restoreDiscarded(): void {
    const again = this.#discarded;
    this.#discarded = [];
    this.#set(again.reduce(stage, this.#changes));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #set(changes: readonly StagedChange[]): void {
    this.#changes = changes;
    void this.#memory.update(memoryKey, changes.length === 0 ? undefined : changes);
    this.#changed.fire();
  }
}
