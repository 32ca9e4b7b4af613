import type * as vscode from 'vscode';
import { portKeys, tokenAt, type ExposeReading } from '../core/exposeReading.ts';
import { containersOf } from '../core/exposeReport.ts';
import { suggestPorts } from '../core/exposeSuggestions.ts';
import { engineReading } from '../core/snapshot.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { folderOf, type ExposeParts } from './exposeContext.ts';
import { portItem } from './portItem.ts';

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
    const reading = withoutWordAt(position, readings.of(document));
    const all = engineReading(store.snapshot)?.containers ?? [];
    const own = containersOf(reading, folderOf(document), all);
    return suggestPorts(reading, own, all).map((suggestion, index) =>
      portItem(suggestion, range, index),
    );
  }
}

/** The word that is being written is often no port yet; with it the file would expose nothing. */
function withoutWordAt(position: vscode.Position, reading: ExposeReading): ExposeReading {
  const word = tokenAt(reading, position);
  const tokens = reading.tokens.filter((token) => token !== word);
  const exposed = tokens
    .filter(({ use }) => use !== 'none')
    .flatMap(({ ports }) => ports.flatMap(portKeys));
  return { ...reading, tokens, exposed };
}
