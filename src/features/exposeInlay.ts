import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { arrowWords, publishedBy, publishedOf } from '../core/exposeReport.ts';
import { editorRange } from '../platform/editorRanges.ts';
import { containersOfFile, type ExposeParts } from './exposeContext.ts';

/** ` → 127.0.0.1:8080` after a port that a container of the file's image publishes. */
export class ExposeInlay implements vscode.InlayHintsProvider, Disposable {
  readonly #parts: ExposeParts;
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(parts: ExposeParts) {
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

  provideInlayHints(document: vscode.TextDocument, shown: vscode.Range): vscode.InlayHint[] {
    if (!this.#parts.isEnabled('editor.inlayHints', document.uri)) return [];
    const containers = containersOfFile(this.#parts, document);
    if (containers === undefined) {
      this.#parts.demand();
      return [];
    }
    const all = publishedBy(containers);
    return this.#parts.readings.of(document).tokens.flatMap((token) => {
      const { end } = editorRange(token);
      if (token.use === 'none' || !shown.contains(end)) return [];
      const published = publishedOf(token.ports, all);
      const words = arrowWords(published);
      if (words === undefined) return [];
      const hint = new vscode.InlayHint(end, words);
      const names = new Set(published.map(({ container }) => container.name));
      hint.tooltip = `Published by ${[...names].join(', ')}`;
      return [hint];
    });
  }
}
