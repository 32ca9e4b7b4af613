import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import type { Store } from '../core/store.ts';
import { commandId, type CommandName } from '../ids.ts';
import { writeSetting } from '../platform/settings.ts';
import { passedMappings } from './chosenMappings.ts';
import {
  copyFixCommand,
  openInstallPage,
  selectConnection,
  type Connections,
  type Diagnosis,
} from './connectionCommands.ts';
import {
  copyAddress,
  copyPublish,
  copyRunCommand,
  copyTable,
  whichHostPort,
} from './copyMappings.ts';
import { goToSource } from './goToSource.ts';
import { openInBrowser } from './openPort.ts';
import type { MappingsPanel } from './panel.ts';
import { revealFromEditor } from './revealFromEditor.ts';
import { stagingHandlers, type StagingCommandContext } from './stagingCommands.ts';
import type { MappingsTree } from './tree.ts';
import type { VagrantFeatures } from './vagrantFeatures.ts';
import { askForFilter, askForGrouping, openWalkthrough } from './viewCommands.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** Everything that a command may act on. */
export interface CommandContext extends Omit<StagingCommandContext, 'orSelected'> {
  readonly store: Store;
  readonly tree: MappingsTree;
  readonly connections: Connections;
  readonly diagnosis: Diagnosis;
  readonly log: vscode.LogOutputChannel;
  readonly vagrant: VagrantFeatures;
  /** Asks every source again. */
  readonly refresh: () => void;
}

/** What a command does with what it was passed. */
export type Handler = (args: readonly unknown[]) => unknown;

/** Registers every command of the manifest. A command that fails says so once, with the log beside it. */
export function registerCommands(context: CommandContext): Disposable {
  const registered = new DisposableList();
  for (const [name, handler] of Object.entries(handlers(context))) {
    registered.add(
      vscode.commands.registerCommand(
        commandId(name as CommandName),
        async (...args: unknown[]) => {
          try {
            await handler(args);
          } catch (error) {
            await reportFailure(name, error, context.log);
          }
        },
      ),
    );
  }
  return registered;
}

function handlers(context: CommandContext): Readonly<Record<CommandName, Handler>> {
  const { store, visible, tree, panel, connections, diagnosis, log, refresh } = context;
  return {
    openPanel: () => {
      panel.open();
    },
    showInPanel: (args) => {
      showInPanel(panel, visible, args);
    },
    revealInTree: async ([mappingId]) => {
      if (typeof mappingId === 'string') await tree.reveal(mappingId);
    },
    refresh,
    filter: () => askForFilter(visible),
    clearFilter: () => {
      visible.setFilter('');
    },
    groupBy: askForGrouping,
    showStopped: () => writeSetting('view.showStopped', true),
    hideStopped: () => writeSetting('view.showStopped', false),
    showExposedOnly: () => writeSetting('view.showExposedOnly', true),
    hideExposedOnly: () => writeSetting('view.showExposedOnly', false),
    showMore: ([containerId]) => {
      if (typeof containerId === 'string') tree.showAll(containerId);
    },
    openInBrowser: (args) => openInBrowser(store, visible, orSelected(args, tree)),
    copyAddress: (args) => copyAddress(visible, orSelected(args, tree)),
    copyPublish: (args) => copyPublish(visible, args),
    copyRunCommand: (args) => copyRunCommand(visible, args),
    copyTable: (args) => copyTable(visible, args),
    whichHostPort: (args) => whichHostPort(visible, args),
    goToSource: (args) => goToSource(visible, args),
    openWalkthrough: openWalkthrough,
    selectConnection: () => selectConnection(connections),
    copyFixCommand: () => copyFixCommand(store),
    install: openInstallPage,
    diagnose: () => diagnosis.open(),
    showLog: () => {
      log.show(true);
    },
    revealFromEditor: () => revealFromEditor(visible, tree),
    addForwards: ([uri, machine]) => context.vagrant.addForwards(uri, machine),
    ...stagingHandlers({ ...context, orSelected: (args) => orSelected(args, tree) }),
  };
}

/**
 * A key binding passes `selection: true` and means what is selected in the tree; the palette passes
 * nothing and means to be asked.
 */
function orSelected(args: readonly unknown[], tree: MappingsTree): readonly unknown[] {
  const [first] = args;
  const byKey = typeof first === 'object' && first !== null && 'selection' in first;
  return byKey ? [tree.selection[0], tree.selection] : args;
}

function showInPanel(
  panel: MappingsPanel,
  visible: VisibleMappings,
  args: readonly unknown[],
): void {
  const [item] = args;
  if (isDeclaredNode(item)) {
    panel.open({ type: 'showRow', rowId: item.id });
    return;
  }
  const isContainer =
    typeof item === 'object' && item !== null && 'kind' in item && item.kind === 'container';
  const chosen = passedMappings(args, visible)[0];
  if (isContainer && 'id' in item && typeof item.id === 'string') {
    panel.open({ type: 'showContainer', containerId: item.id });
  } else {
    panel.open(chosen && { type: 'showRow', rowId: chosen.mapping.id });
  }
}

function isDeclaredNode(item: unknown): item is { readonly id: string } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'kind' in item &&
    item.kind === 'declared' &&
    'id' in item &&
    typeof item.id === 'string'
  );
}

async function reportFailure(
  name: string,
  error: unknown,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`${name}: ${error instanceof Error ? (error.stack ?? message) : message}`);
  const answer = await vscode.window.showErrorMessage(message, 'Show Log');
  if (answer !== undefined) log.show(true);
}
