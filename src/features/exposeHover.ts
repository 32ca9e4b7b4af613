import * as vscode from 'vscode';
import { containersBuiltFrom, type BuiltContainer, type DeclaredPorts } from '../core/builtFrom.ts';
import type { Container } from '../core/container.ts';
import { reachSentence } from '../core/describe.ts';
import { asOfWords } from '../core/describeEngine.ts';
import { tokenAt, type ExposeReading, type ExposeToken } from '../core/exposeReading.ts';
import { isUnpublishedIn, partsWithin } from '../core/exposeReport.ts';
import { mappingsOf } from '../core/mapping.ts';
import { formatPortRange } from '../core/portRange.ts';
import { addressText } from '../core/render.ts';
import { engineReading } from '../core/snapshot.ts';
import { serviceName } from '../core/wellKnownPorts.ts';
import { editorRange } from '../platform/editorRanges.ts';
import { folderOf, type ExposeParts } from './exposeContext.ts';
import { firstReading } from './firstReading.ts';
import { Tooltip } from './tooltip.ts';

/** A hover names this many containers for a port. */
const mostContainers = 5;

/** The same of containers that may well be of other images. */
const mostPossible = 2;

/** The parts of the context that a hover needs. */
type HoverParts = Pick<ExposeParts, 'store' | 'readings' | 'demand'> & {
  readonly offers: Pick<ExposeParts['offers'], 'publish'>;
};

/** What a port in `EXPOSE` means, and where it is published right now. */
export class ExposedPortHover implements vscode.HoverProvider {
  readonly #parts: HoverParts;

  constructor(parts: HoverParts) {
    this.#parts = parts;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const reading = this.#parts.readings.of(document);
    const token = tokenAt(reading, position);
    if (token === undefined || token.ports.length === 0) return undefined;
    this.#parts.demand();
    await firstReading(this.#parts.store, cancellation);
    if (cancellation.isCancellationRequested || document.isClosed) return undefined;
    return new vscode.Hover(this.#words(document, reading, token), editorRange(token));
  }

  #words(
    document: vscode.TextDocument,
    { exposed }: ExposeReading,
    token: ExposeToken,
  ): vscode.MarkdownString {
    const tooltip = new Tooltip(['openInBrowser', 'revealInTree', 'openPanel', 'showInPanel']);
    declarationWords(tooltip, token.ports);
    if (token.fromVariables) tooltip.own(' Written with variables: a build can change it.');
    const { snapshot } = this.#parts.store;
    const reading = engineReading(snapshot);
    if (reading === undefined) {
      return tooltip.own('\n\nWhere it is published is not known: no engine answers.').markdown;
    }
    const dockerfile = { exposed, folder: folderOf(document) };
    const built = containersBuiltFrom(dockerfile, token.ports, reading.containers);
    if (built.length === 0) {
      tooltip.own('\n\nNo container’s image exposes this port right now.');
    }
    const likely = built.filter(({ certainty }) => certainty === 'likely');
    // Where some are of this file, those that happen to expose the same port are only noise.
    const told = likely.length > 0 ? likely : built;
    const most = likely.length > 0 ? mostContainers : mostPossible;
    for (const found of told.slice(0, most)) containerWords(tooltip, found, token);
    if (told.length > most) {
      tooltip.own(`\n\n${told.length - most} more in `).link('the panel', 'openPanel', '');
    }
    this.#publishLinks(
      tooltip,
      document.uri,
      token,
      likely.map(({ container }) => container),
    );
    const { engine } = snapshot;
    if (engine.status === 'failed') tooltip.own('\n\n').literal(asOfWords(engine.at));
    else if (engine.status === 'loading') tooltip.own('\n\n').literal(asOfWords(undefined));
    return tooltip.markdown;
  }

  #publishLinks(
    tooltip: Tooltip,
    uri: vscode.Uri,
    { ports }: ExposeToken,
    containers: readonly Container[],
  ): void {
    for (const declared of ports) {
      const key = portText(declared);
      const command = isUnpublishedIn([declared], containers)
        ? this.#parts.offers.publish(uri, key)
        : undefined;
      if (command !== undefined) {
        commandLink(tooltip, ports.length === 1 ? 'Publish…' : `Publish ${key}…`, command);
      }
    }
  }
}

function declarationWords(tooltip: Tooltip, ports: readonly DeclaredPorts[]): void {
  tooltip.own('**').literal(ports.map(portText).join(', '));
  tooltip.own('** · documented by EXPOSE, which publishes nothing.');
  const services = ports.flatMap(({ range, protocol }) =>
    range.start === range.end ? (serviceName(range.start, protocol) ?? []) : [],
  );
  if (services.length > 0) tooltip.own(` Service name: ${[...new Set(services)].join(', ')}.`);
}

function portText({ range, protocol }: DeclaredPorts): string {
  return `${formatPortRange(range)}/${protocol}`;
}

/** A link to a command that is not of this extension's own list: it is allowed here and nowhere else. */
function commandLink(tooltip: Tooltip, label: string, command: vscode.Command): void {
  const { markdown } = tooltip;
  const allowed = typeof markdown.isTrusted === 'object' ? markdown.isTrusted.enabledCommands : [];
  markdown.isTrusted = { enabledCommands: [...allowed, command.command] };
  const query = encodeURIComponent(JSON.stringify(command.arguments ?? []));
  tooltip.own(`\n\n[${label}](command:${command.command}?${query})`);
}

function containerWords(tooltip: Tooltip, built: BuiltContainer, token: ExposeToken): void {
  const { container, certainty } = built;
  tooltip.own('\n\n---\n\n**').literal(container.name).own('** · ');
  tooltip.own(
    certainty === 'likely'
      ? 'likely built from this file'
      : 'exposes the same port; may be of another image',
  );
  const mappings = mappingsOf(container).flatMap((mapping) => partsWithin(mapping, token.ports));
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
    tooltip.link('Show in Panel', 'showInPanel', mapping.id).own(' · ');
    tooltip.link('Show in Tree', 'revealInTree', mapping.id);
  }
}
