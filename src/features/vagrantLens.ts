import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables.ts';
import type { VagrantReading } from '../core/vagrantReading.ts';
import { countWords } from '../core/vagrantReport.ts';
import { commandId } from '../ids.ts';
import type { VagrantParts } from './vagrantContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** One line above the first forward of each machine: how many it has, and whether they changed. */
export class ForwardLens implements vscode.CodeLensProvider, Disposable {
  readonly #parts: VagrantParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(parts: VagrantParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges({ onDidChangeSettings: parts.onDidChangeSettings });
    this.onDidChangeCodeLenses = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { readings, isEnabled, offers } = this.#parts;
    if (!isEnabled('editor.codeLens', document.uri)) return [];
    const read = await readings.of(document);
    if (read === undefined) return [];
    const { reading } = read;
    const hasChanged = readings.hasChanged(document);
    return [...firstForwards(reading)].flatMap(([start, machines]) => {
      const { line } = document.positionAt(start);
      const lens = (command: vscode.Command): vscode.CodeLens =>
        new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
      const [only, ...others] = machines;
      const target = others.length > 0 || reading.machines.length === 1 ? undefined : only;
      return [
        lens({
          title: countWords(reading, machines),
          command: commandId('openPanel'),
          tooltip: 'Open Panel',
        }),
        lens(offers.addForwards(document.uri, target)),
        ...(hasChanged ? [lens(reloadNeeded)] : []),
      ];
    });
  }
}

/** No command, for the files alone do not tell whether the machine runs. */
const reloadNeeded: vscode.Command = {
  title: 'vagrant reload needed',
  command: '',
  tooltip:
    'The forwards are not those of when the file was opened. A machine that runs gets them by vagrant reload.',
};

/** The machines by where the first of their forwards stands. */
function firstForwards({ forwarded }: VagrantReading): ReadonlyMap<number, readonly string[]> {
  const firsts = new Map<string, number>();
  for (const { machine, call, merged = [] } of forwarded) {
    const start = Math.min(call.start, ...merged.map((each) => each.start));
    firsts.set(machine, Math.min(start, firsts.get(machine) ?? start));
  }
  const machines = new Map<number, readonly string[]>();
  for (const [machine, start] of firsts) {
    machines.set(start, [...(machines.get(start) ?? []), machine]);
  }
  return machines;
}
