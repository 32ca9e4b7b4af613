import path from 'node:path';
import * as vscode from 'vscode';
import { containersBuiltFrom, type BuiltContainer, type DeclaredPorts } from '../core/builtFrom.ts';
import { reachSentence } from '../core/describe.ts';
import { asOfWords } from '../core/describeEngine.ts';
import { mappingsOf, type Mapping } from '../core/mapping.ts';
import { formatPortRange } from '../core/portRange.ts';
import { addressText } from '../core/render.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { Tooltip } from './tooltip.ts';

/** A word of an EXPOSE instruction, where it stands, and the ports that it declares. */
export interface ExposeToken {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly ports: readonly DeclaredPorts[];
}

/** Reads a Dockerfile: everything that it exposes, and the words that say so. */
export type ReadExposes = (text: string) => {
  readonly exposed: readonly string[];
  readonly tokens: readonly ExposeToken[];
};

/** A hover names this many containers for a port. */
const mostContainers = 5;

/** How long a hover waits for the first answer of an engine that nobody asked before, in ms. */
const patience = 1_500;

/** What a port in `EXPOSE` means, and where it is published right now. */
export class ExposeHover implements vscode.HoverProvider {
  readonly #store: Store;
  readonly #readExposes: ReadExposes;
  readonly #demand: () => void;

  /** @param demand makes the engine be read, if nobody looked before. */
  constructor(store: Store, readExposes: ReadExposes, demand: () => void) {
    this.#store = store;
    this.#readExposes = readExposes;
    this.#demand = demand;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { tokens, exposed } = this.#readExposes(document.getText());
    const token = tokens.find(
      ({ line, start, end }) =>
        line === position.line && start <= position.character && position.character <= end,
    );
    if (token === undefined || token.ports.length === 0) return undefined;
    this.#demand();
    await this.#firstReading(cancellation);
    if (cancellation.isCancellationRequested) return undefined;
    const folder = path.posix.dirname(document.uri.path);
    return new vscode.Hover(
      this.#words(token, { exposed, folder }),
      new vscode.Range(token.line, token.start, token.line, token.end),
    );
  }

  #firstReading(cancellation: vscode.CancellationToken): Promise<void> {
    const { engine } = this.#store.snapshot;
    if (engine.status !== 'loading' || engine.value !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        listening.dispose();
        cancelled.dispose();
        resolve();
      };
      const timer = setTimeout(done, patience);
      const listening = this.#store.onDidChange(done);
      const cancelled = cancellation.onCancellationRequested(done);
    });
  }

  #words(
    token: ExposeToken,
    dockerfile: { exposed: readonly string[]; folder: string },
  ): vscode.MarkdownString {
    const tooltip = new Tooltip(['openInBrowser', 'revealInTree', 'openPanel']);
    const declared = token.ports
      .map(({ range, protocol }) => `${formatPortRange(range)}/${protocol}`)
      .join(', ');
    tooltip.own('**').literal(declared).own('** · documented by EXPOSE, which publishes nothing.');
    const reading = engineReading(this.#store.snapshot);
    if (reading === undefined) {
      return tooltip.own('\n\nWhere it is published is not known: no engine answers.').markdown;
    }
    const built = containersBuiltFrom(dockerfile, token.ports, reading.containers);
    if (built.length === 0) {
      tooltip.own('\n\nNo container’s image exposes this port right now.');
    }
    for (const found of built.slice(0, mostContainers)) containerWords(tooltip, found, token);
    if (built.length > mostContainers) {
      const rest = built.length - mostContainers;
      tooltip.own(`\n\n${rest} more in `).link('the panel', 'openPanel', '');
    }
    const { engine } = this.#store.snapshot;
    if (engine.status === 'failed') tooltip.own('\n\n').literal(asOfWords(engine.at));
    return tooltip.markdown;
  }
}

function containerWords(tooltip: Tooltip, built: BuiltContainer, token: ExposeToken): void {
  const { container, certainty } = built;
  tooltip.own('\n\n---\n\n**').literal(container.name).own('** · ');
  tooltip.own(
    certainty === 'likely'
      ? 'likely built from this file'
      : 'exposes the same port; may be of another image',
  );
  const mappings = mappingsOf(container).filter((mapping) => concerns(mapping, token));
  for (const mapping of mappings) {
    const address = addressText(mapping);
    tooltip.own('  \n');
    if (mapping.kind === 'published' && address !== undefined) {
      tooltip.own('Published now as **').literal(address).own('**. ');
    }
    tooltip.literal(reachSentence(mapping, container.network)).own(' ');
    if (mapping.kind === 'published' && mapping.protocol === 'tcp') {
      tooltip.link('Open', 'openInBrowser', mapping.id).own(' · ');
    }
    tooltip.link('Show in Tree', 'revealInTree', mapping.id);
  }
}

function concerns({ containerPorts, protocol }: Mapping, token: ExposeToken): boolean {
  return token.ports.some(
    ({ range, protocol: declared }) =>
      declared === protocol &&
      range.start <= containerPorts.end &&
      containerPorts.start <= range.end,
  );
}
