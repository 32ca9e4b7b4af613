import type * as vscode from 'vscode';
import type { PortSuggestion } from '../core/exposeSuggestions.ts';
import { isInCall, suggestGuestPorts } from '../core/forwardSuggestions.ts';
import { forwardWritingPlace, type ForwardWritingPlace } from '../core/forwardWritingPlace.ts';
import type { VagrantReading } from '../core/vagrantReading.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { freeSuggestions } from './freeSuggestions.ts';
import { portItem } from './portItem.ts';
import { knownContainers, type VagrantParts } from './vagrantContext.ts';
import { freeHostPorts, preferredHostPort } from './vagrantPorts.ts';

/** Ports to write after `host:` and `guest:` of a forward. */
export class ForwardCompletion implements vscode.CompletionItemProvider {
  readonly #parts: VagrantParts;

  constructor(parts: VagrantParts) {
    this.#parts = parts;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const place = forwardWritingPlace(document.getText(), document.offsetAt(position));
    if (place === undefined) return [];
    const range = spanRange(document, place);
    this.#parts.demand();
    const read = await this.#parts.readings.of(document);
    if (read === undefined || cancellation.isCancellationRequested) return [];
    const reading = read.tools.read(place.filled);
    if (!isInCall(reading, place)) return [];
    const suggestions =
      place.part === 'guest'
        ? suggestGuestPorts(reading, place, knownContainers(this.#parts))
        : await this.#hostPorts(reading, place);
    return suggestions.map((suggestion, index) => portItem(suggestion, range, index));
  }

  #hostPorts(
    reading: VagrantReading,
    { protocol, hostIp, guest }: ForwardWritingPlace,
  ): Promise<readonly PortSuggestion[]> {
    const prefer =
      guest === undefined ? {} : { prefer: preferredHostPort({ start: guest, end: guest }) };
    return freeSuggestions({ protocol, hostIp, ...prefer }, (wish) =>
      freeHostPorts(this.#parts, reading, wish),
    );
  }
}
