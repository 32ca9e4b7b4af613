import type * as vscode from 'vscode';
import { declaredPorts, publishedRule, publishWish } from '../core/composePublishing.ts';
import {
  suggestContainerPorts,
  suggestEntry,
  unpublishedPorts,
  type ServiceFacts,
} from '../core/composeSuggestions.ts';
import { composeWritingPlace, type ComposeWritingPlace } from '../core/composeWritingPlace.ts';
import type { PortSuggestion } from '../core/exposeSuggestions.ts';
import { portsOfRule, type TakenPort } from '../core/portOwners.ts';
import { declaredFiles, engineReading } from '../core/snapshot.ts';
import { spanRange } from '../platform/editorRanges.ts';
import type { ComposeParts } from './composeContext.ts';
import { freeSuggestions } from './freeSuggestions.ts';
import { portItem } from './portItem.ts';

/** Ports to write in `ports` of a service. */
export class ComposeCompletion implements vscode.CompletionItemProvider {
  static readonly triggers: readonly string[] = [' ', ':', '"', "'"];

  readonly #parts: ComposeParts;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const place = composeWritingPlace(document.getText(), document.offsetAt(position));
    if (place === undefined) return [];
    const { store, readings, demand } = this.#parts;
    const range = spanRange(document, place);
    demand();
    const reading = await readings.of(document);
    if (cancellation.isCancellationRequested) return [];
    const containers = engineReading(store.snapshot)?.containers ?? [];
    const facts = { document: reading, files: declaredFiles(store.snapshot), containers };
    const suggestions = await this.#suggestions(place, facts);
    return suggestions.map((each, index) => portItem(each, range, index, place.quotes));
  }

  #suggestions(
    place: ComposeWritingPlace,
    facts: ServiceFacts,
  ): Promise<readonly PortSuggestion[]> | readonly PortSuggestion[] {
    switch (place.part) {
      case 'entry':
        return this.#entries(place, facts);
      case 'published':
        return this.#hostPorts(place, facts);
      case 'containerPort':
      case 'target':
        return suggestContainerPorts(place, facts);
    }
  }

  async #entries(
    place: ComposeWritingPlace,
    facts: ServiceFacts,
  ): Promise<readonly PortSuggestion[]> {
    const hostIp = this.#parts.defaultAddress();
    const taken = takenPorts(facts);
    const entries: PortSuggestion[] = [];
    for (const ports of unpublishedPorts(place, facts)) {
      const wanted = { hostIp, ...ports };
      const free = await this.#parts.freePort(publishWish(wanted, hostIp), taken);
      const rule = publishedRule(wanted, hostIp, free);
      // Another host port for each of them.
      taken.push(...portsOfRule(rule, { kind: 'staged', changeId: '', name: place.service }));
      entries.push(suggestEntry(ports, rule));
    }
    return entries;
  }

  #hostPorts(
    { item }: ComposeWritingPlace,
    facts: ServiceFacts,
  ): Promise<readonly PortSuggestion[]> {
    const { protocol, hostIp, target = 0 } = item;
    const taken = takenPorts(facts);
    return freeSuggestions(
      { protocol, hostIp, ...(target < 1024 ? {} : { prefer: target }) },
      (wish) => this.#parts.freePort(wish, taken),
    );
  }
}

function takenPorts({ document, files }: ServiceFacts): TakenPort[] {
  return [...declaredPorts([document.file, ...files])];
}
