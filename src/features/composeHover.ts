import * as vscode from 'vscode';
import { entryAt, type ComposeDocument, type ComposeEntry } from '../core/composeDocument.ts';
import { composeLife } from '../core/composeLive.ts';
import { entrySentences, entryTitle, lifeSentences } from '../core/composeWords.ts';
import { reachSentence } from '../core/describe.ts';
import { asOfWords } from '../core/describeEngine.ts';
import type { RunningMapping } from '../core/joinDeclared.ts';
import { addressText } from '../core/render.ts';
import { spanRange } from '../platform/editorRanges.ts';
import type { ComposeParts } from './composeContext.ts';
import { Tooltip } from './tooltip.ts';

/** A hover names this many mappings of containers. */
const most = 5;

/** What an entry of `ports` or `expose` means, and what runs of it right now. */
export class ComposePortHover implements vscode.HoverProvider {
  readonly #parts: Pick<ComposeParts, 'store' | 'readings' | 'demand'>;

  constructor(parts: Pick<ComposeParts, 'store' | 'readings' | 'demand'>) {
    this.#parts = parts;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const reading = await this.#parts.readings.of(document);
    if (cancellation.isCancellationRequested) return undefined;
    const entry = entryAt(reading, document.offsetAt(position));
    if (entry === undefined) return undefined;
    this.#parts.demand();
    return new vscode.Hover(this.#words(reading, entry), spanRange(document, entry));
  }

  #words(reading: ComposeDocument, entry: ComposeEntry): vscode.MarkdownString {
    const tooltip = new Tooltip(['openInBrowser', 'revealInTree', 'openPanel', 'showInPanel']);
    tooltip.own('**').literal(entryTitle(entry)).own('** · ').literal(entry.service);
    tooltip.own(`, ${entry.form} form.`);
    for (const sentence of entrySentences(entry)) tooltip.own(' ').literal(sentence);
    const { snapshot } = this.#parts.store;
    const life = composeLife(reading, snapshot)?.(entry);
    if (life === undefined) {
      return tooltip.own('\n\nWhat runs of it is not known: no engine answers.').markdown;
    }
    if (life.containers.length === 0) tooltip.own('\n\nNo container of this service right now.');
    for (const found of life.running.slice(0, most)) runningWords(tooltip, found);
    if (life.running.length > most) {
      tooltip.own(`\n\n${life.running.length - most} more in `).link('the panel', 'openPanel', '');
    }
    for (const sentence of lifeSentences(life)) tooltip.own('\n\n').literal(sentence);
    const { engine } = snapshot;
    if (engine.status === 'failed') tooltip.own('\n\n').literal(asOfWords(engine.at));
    return tooltip.markdown;
  }
}

function runningWords(tooltip: Tooltip, { container, mapping }: RunningMapping): void {
  const address = addressText(mapping);
  tooltip.own('\n\n**').literal(container.name).own('** · ');
  if (mapping.kind === 'published' && address !== undefined) {
    tooltip.own('Published now as **').literal(address).own('**. ');
  }
  tooltip.literal(reachSentence(mapping, container.network)).own(' ');
  if (mapping.kind === 'published' && mapping.protocol === 'tcp') {
    tooltip.link('Open', 'openInBrowser', mapping.id).own(' · ');
  }
  tooltip.link('Show in Panel', 'showInPanel', mapping.id).own(' · ');
  tooltip.link('Show in Tree', 'revealInTree', mapping.id);
}
