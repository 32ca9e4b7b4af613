import * as vscode from 'vscode';
import { suggestPorts, type PortSuggestion } from '../core/exposeSuggestions.ts';
import { engineReading } from '../core/snapshot.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { containersOfFile, type ExposeParts } from './exposeContext.ts';

/** Ports to write after EXPOSE. */
export class ExposeCompletion implements vscode.CompletionItemProvider {
  readonly #parts: ExposeParts;

  constructor(parts: ExposeParts) {
    this.#parts = parts;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): vscode.CompletionItem[] {
    const { editing, readings, store, demand } = this.#parts;
    const word = editing.wordAt(document.getText(), document.offsetAt(position));
    if (word === undefined || cancellation.isCancellationRequested) return [];
    demand();
    const range = spanRange(document, word);
    const own = containersOfFile(this.#parts, document) ?? [];
    const all = engineReading(store.snapshot)?.containers ?? [];
    return suggestPorts(readings.of(document), own, all).map((suggestion, index) =>
      itemOf(suggestion, range, index),
    );
  }
}

function itemOf(
  { text, service, origin }: PortSuggestion,
  range: vscode.Range,
  index: number,
): vscode.CompletionItem {
  const label = { label: text, ...(service === undefined ? {} : { description: service }) };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Value);
  item.range = range;
  item.detail = origin;
  // Found by the service's name too, and shown in this order and not by text.
  item.filterText = service === undefined ? text : `${text} ${service}`;
  item.insertText = text;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
