import * as vscode from 'vscode';
import { engineMachine } from '../core/chain.ts';
import { asOfWords } from '../core/describeEngine.ts';
import { declaredFiles, engineReading } from '../core/snapshot.ts';
import { callAt, unreadAt, type CalledForwards } from '../core/vagrantReading.ts';
import {
  containersBehind,
  forwardArrow,
  forwardGroups,
  forwardSentences,
  type BehindForward,
  type ForwardGroup,
} from '../core/vagrantReport.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { firstReading } from './firstReading.ts';
import { Tooltip } from './tooltip.ts';
import { knownContainers, outerMachine, type VagrantParts } from './vagrantContext.ts';

/** A hover shows this many different forwards of a call, and as many containers behind each. */
const most = 5;

/** The parts of the context that a hover needs. */
type HoverParts = Pick<VagrantParts, 'store' | 'readings' | 'demand' | 'place'>;

/** What a forward means, and which container is behind it right now. */
export class ForwardHover implements vscode.HoverProvider {
  readonly #parts: HoverParts;

  constructor(parts: HoverParts) {
    this.#parts = parts;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const read = await this.#parts.readings.of(document);
    if (read === undefined) return undefined;
    const offset = document.offsetAt(position);
    const called = callAt(read.reading, offset);
    if (called !== undefined) {
      this.#parts.demand();
      await firstReading(this.#parts.store, cancellation);
      if (cancellation.isCancellationRequested || document.isClosed) return undefined;
      const words = this.#words(document.uri, called);
      return new vscode.Hover(words, spanRange(document, called.call));
    }
    const unread = unreadAt(read.reading, offset);
    if (unread === undefined) return undefined;
    const tooltip = new Tooltip().own('Computed in Ruby, not editable here: ');
    return new vscode.Hover(
      tooltip.literal(`${unread.reason}.`).markdown,
      spanRange(document, unread),
    );
  }

  #words(uri: vscode.Uri, { call, forwards }: CalledForwards): vscode.MarkdownString {
    const tooltip = new Tooltip(['openInBrowser', 'revealInTree', 'openPanel', 'showInPanel']);
    const groups = forwardGroups(forwards);
    for (const [index, group] of groups.slice(0, most).entries()) {
      if (index > 0) tooltip.own('\n\n---\n\n');
      this.#groupWords(tooltip, uri, group);
    }
    if (groups.length > most) tooltip.own(`\n\n${groups.length - most} more of this call.`);
    if (forwards.some(({ origin }) => origin !== 'literal')) {
      tooltip.own('\n\nComputed in Ruby from what the file says.');
    }
    const [first] = forwards;
    if (first !== undefined && first.call.start !== call.start) {
      tooltip.own(`\n\nVagrant merges it with the forward of line ${first.line}.`);
    }
    const { engine } = this.#parts.store.snapshot;
    if (engine.status === 'failed') tooltip.own('\n\n').literal(asOfWords(engine.at));
    return tooltip.markdown;
  }

  #groupWords(tooltip: Tooltip, uri: vscode.Uri, group: ForwardGroup): void {
    const outer = outerMachine(this.#parts);
    tooltip.own('**').literal(forwardArrow(group)).own('** · forwarded by Vagrant to ');
    tooltip.literal(group.machines.slice(0, most).join(', '));
    if (group.machines.length > most) tooltip.own(' and others');
    for (const sentence of forwardSentences(group, outer)) tooltip.own('  \n').own(sentence);
    const behind = containersBehind(group, knownContainers(this.#parts), outer);
    if (behind.length === 0) {
      if (this.#isEngineMachine(uri, group)) {
        tooltip.own('\n\nNo container of this VM publishes this port right now.');
      }
      return;
    }
    const isSure = this.#isEngineMachine(uri, group);
    tooltip.own(isSure ? '\n\nRight now:' : '\n\nIf Docker runs in this VM, right now:');
    for (const each of behind.slice(0, most)) behindWords(tooltip, each);
    if (behind.length > most) {
      tooltip.own(`  \n${behind.length - most} more in `).link('the panel', 'openPanel', '');
    }
  }

  #isEngineMachine(uri: vscode.Uri, { machines }: ForwardGroup): boolean {
    const { snapshot } = this.#parts.store;
    const engine = engineReading(snapshot)?.engine;
    const found = engineMachine(declaredFiles(snapshot), engine, this.#parts.place());
    return found?.file.uri === uri.toString() && machines.includes(found.machine);
  }
}

function behindWords(tooltip: Tooltip, { mapping, chain, isBlocked }: BehindForward): void {
  tooltip.own('  \n').literal(chain).own(' · ').link('Show in Panel', 'showInPanel', mapping.id);
  tooltip.own(' · ').link('Show in Tree', 'revealInTree', mapping.id);
  if (!isBlocked) return;
  const addresses = mapping.addresses.join(' and ');
  tooltip.own(`  \nBound to ${addresses} inside the VM, so Vagrant cannot reach it.`);
}
