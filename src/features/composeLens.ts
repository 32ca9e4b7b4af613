import * as vscode from 'vscode';
import { composeClashes } from '../core/composeClashes.ts';
import { entriesOf, type ComposeDocument, type ComposeEntry } from '../core/composeDocument.ts';
import { entryDeclarations, projectWith } from '../core/composeInProject.ts';
import { composeLife } from '../core/composeLive.ts';
import { composeRivals } from '../core/composeRivals.ts';
import { serviceSummary } from '../core/composeWords.ts';
import type { DeclaredFile } from '../core/declaration.ts';
import type { Disposable } from '../core/disposables.ts';
import { declaredFiles } from '../core/snapshot.ts';
import { commandId } from '../ids.ts';
import type { ComposeParts } from './composeContext.ts';
import { ProviderChanges } from './providerChanges.ts';

/** One line above the `ports` of each service: how many are published and in conflict, and their form. */
export class ComposeLens implements vscode.CodeLensProvider, Disposable {
  readonly #parts: ComposeParts;
  readonly #changes: ProviderChanges;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
    this.#changes = new ProviderChanges(parts);
    this.onDidChangeCodeLenses = this.#changes.event;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { store, readings, demand, isEnabled } = this.#parts;
    if (!isEnabled('editor.codeLens', document.uri)) return [];
    demand();
    const reading = await readings.of(document);
    const life = composeLife(reading, store.snapshot);
    const files = declaredFiles(store.snapshot);
    const clashing = clashingEntries(reading, files);
    const project = projectWith(reading, files);
    const declaredBy = project === undefined ? undefined : entryDeclarations(project);
    return portLists(reading).flatMap(({ start, entries }) => {
      const title = serviceSummary(entries, clashing, life);
      const [running] = entries.flatMap((entry) => life?.(entry).running ?? []);
      const { line } = document.positionAt(start);
      const command =
        running === undefined
          ? { title, command: commandId('openPanel'), tooltip: 'Open Panel' }
          : {
              title,
              command: commandId('showInPanel'),
              tooltip: 'Show in Panel',
              arguments: [running.mapping.id],
            };
      const [declared] = entries.flatMap((entry) => declaredBy?.(entry) ?? []);
      const edit = editPorts(running?.mapping.id ?? declared?.id);
      const range = new vscode.Range(line, 0, line, 0);
      return [new vscode.CodeLens(range, command), new vscode.CodeLens(range, edit)];
    });
  }
}

/** Where the entries start that Compose could not give their host ports. */
function clashingEntries(
  reading: ComposeDocument,
  files: readonly DeclaredFile[],
): ReadonlySet<number> {
  const joined = composeRivals(reading, files).filter(({ project }) => project === undefined);
  return new Set([...composeClashes(reading), ...joined].map(({ entry }) => entry.start));
}

/** In the form for what runs, else for what is declared; the panel where no row has the entries. */
function editPorts(rowId: string | undefined): vscode.Command {
  const command =
    rowId === undefined
      ? { command: commandId('openPanel') }
      : { command: commandId('editMapping'), arguments: [rowId] };
  return { title: 'Edit Ports', tooltip: 'Edit Ports in the Panel', ...command };
}

interface PortList {
  /** Of the key `ports`. */
  readonly start: number;
  readonly entries: readonly ComposeEntry[];
}

/** A list that services share is that of the first of them. */
function portLists(document: ComposeDocument): readonly PortList[] {
  const entries = entriesOf(document).filter(({ kind }) => kind === 'publish');
  const lists = new Map<number, PortList>();
  for (const { name, portsKey } of document.services) {
    const own = entries.filter(({ service }) => service === name);
    if (portsKey === undefined || own.length === 0 || lists.has(portsKey.start)) continue;
    lists.set(portsKey.start, { start: portsKey.start, entries: own });
  }
  return [...lists.values()];
}
