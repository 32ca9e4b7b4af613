import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables.ts';
import { publishedBy, publishedOf, summaryWords } from '../core/exposeReport.ts';
import { commandId } from '../ids.ts';
import { containersOfFile, type ExposeParts } from './exposeContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** One line above the first EXPOSE of the final stage: how much is exposed, how much of it published. */
export class ExposeLens implements vscode.CodeLensProvider, Disposable {
  readonly #parts: ExposeParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(parts: ExposeParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges(parts);
    this.onDidChangeCodeLenses = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { readings, editing, isEnabled } = this.#parts;
    if (!isEnabled('editor.codeLens', document.uri)) return [];
    const reading = readings.of(document);
    const own = reading.tokens.filter(({ use }) => use === 'target');
    const [first] = own;
    if (first === undefined) return [];
    const line = editing.instructionLine(document.getText(), first);
    const containers = containersOfFile(this.#parts, document);
    const all = containers && publishedBy(containers);
    const title = summaryWords(reading, all);
    const [published] = publishedOf(
      own.flatMap(({ ports }) => ports),
      all ?? [],
    );
    const command =
      published === undefined
        ? { title, command: commandId('openPanel'), tooltip: 'Open Panel' }
        : {
            title,
            command: commandId('revealInTree'),
            tooltip: 'Show in Tree',
            arguments: [published.mapping.id],
          };
    return [new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command)];
  }
}
