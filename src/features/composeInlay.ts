import * as vscode from 'vscode';
import { entriesOf } from '../core/composeDocument.ts';
import { composeLife } from '../core/composeLive.ts';
import { runningWords } from '../core/composeWords.ts';
import type { Disposable } from '../core/disposables.ts';
import type { ComposeParts } from './composeContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** ` ● 8080` after an entry that a container publishes. */
export class ComposeInlay implements vscode.InlayHintsProvider, Disposable {
  readonly #parts: ComposeParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges(parts);
    this.onDidChangeInlayHints = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
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
