import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables.ts';
import { arrowWords, publishedBy, publishedOf } from '../core/exposeReport.ts';
import { editorRange } from '../platform/editorRanges.ts';
import { containersOfFile, type ExposeParts } from './exposeContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** ` → 127.0.0.1:8080` after a port that a container of the file's image publishes. */
export class ExposeInlay implements vscode.InlayHintsProvider, Disposable {
  readonly #parts: ExposeParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(parts: ExposeParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges(parts);
    this.onDidChangeInlayHints = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
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
