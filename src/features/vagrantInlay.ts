import * as vscode from 'vscode';
import { engineMachine } from '../core/chain.ts';
import type { Disposable } from '../core/disposables.ts';
import { declaredFiles, engineReading } from '../core/snapshot.ts';
import { optionSpan } from '../core/vagrantAlerts.ts';
import { containersBehind, forwardGroups } from '../core/vagrantReport.ts';
import { knownContainers, outerMachine, type VagrantParts } from './vagrantContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** ` → web-1` after the guest's port, where the engine is known to run in the machine. */
export class ForwardInlay implements vscode.InlayHintsProvider, Disposable {
  readonly #parts: VagrantParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeInlayHints: vscode.Event<void>;

  constructor(parts: VagrantParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges(parts);
    this.onDidChangeInlayHints = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async provideInlayHints(
    document: vscode.TextDocument,
    shown: vscode.Range,
  ): Promise<vscode.InlayHint[]> {
    const { store, place, readings, demand, isEnabled } = this.#parts;
    if (!isEnabled('editor.inlayHints', document.uri)) return [];
    demand();
    const read = await readings.of(document);
    const engine = engineReading(store.snapshot)?.engine;
    const found = engineMachine(declaredFiles(store.snapshot), engine, place());
    if (read === undefined || found?.file.uri !== document.uri.toString()) return [];
    const containers = knownContainers(this.#parts);
    const outer = outerMachine(this.#parts);
    return read.reading.forwarded.flatMap((forward) => {
      const position = document.positionAt(optionSpan(forward, 'guest').end);
      const isShown = forward.machine === found.machine && shown.contains(position);
      // A call in a loop has as many ends as rounds.
      if (!isShown || forward.origin === 'repeated') return [];
      const behind = forwardGroups([forward]).flatMap((group) =>
        containersBehind(group, containers, outer).filter(({ isBlocked }) => !isBlocked),
      );
      if (behind.length === 0) return [];
      const names = behind.map(({ container }) => container.name).join(', ');
      const hint = new vscode.InlayHint(position, ` → ${names}`);
      hint.tooltip = behind.map(({ chain }) => chain).join('\n');
      return [hint];
    });
  }
}
