import * as vscode from 'vscode';
import { entriesOf } from '../core/composeDocument.ts';
import { composeLife } from '../core/composeLive.ts';
import { runningWords } from '../core/composeWords.ts';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import type { ComposeParts } from './composeContext.ts';

/** ` ● 8080` after an entry that a container publishes. */
export class ComposeInlay implements vscode.InlayHintsProvider, Disposable {
  readonly #parts: ComposeParts;
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
    const changed = (): void => {
      this.#changed.fire();
    };
    this.#owned.add(parts.store.onDidChange(changed));
    this.#owned.add(parts.onDidChangeSettings(changed));
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    shown: vscode.Range,
  ): Promise<vscode.InlayHint[]> {
    const { store, readings, demand, isEnabled } = this.#parts;
    if (!isEnabled('editor.inlayHints', document.uri)) return [];
    demand();
    const reading = await readings.of(document);
    const life = composeLife(reading, store.snapshot);
    if (life === undefined) return [];
    return entriesOf(reading).flatMap((entry) => {
      if (entry.kind === 'expose') return [];
      const position = document.positionAt(entry.end);
      const found = life(entry);
      const words = runningWords(found);
      if (words === undefined || !shown.contains(position)) return [];
      const hint = new vscode.InlayHint(position, ` ${words}`);
      const names = new Set(found.running.map(({ container }) => container.name));
      hint.tooltip = `Published by ${[...names].join(', ')}`;
      return [hint];
    });
  }
}
