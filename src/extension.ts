import * as vscode from 'vscode';
import { createDockerSource } from './adapters/docker/source.ts';
import { readExposes } from './adapters/dockerfile/exposes.ts';
import { DisposableList } from './core/disposables.ts';
import { Monitor } from './core/monitor.ts';
import { Store } from './core/store.ts';
import { registerCommands } from './features/commands.ts';
import { Diagnosis } from './features/connectionCommands.ts';
import { keepContextKeys } from './features/contextKeys.ts';
import { ExposeHover } from './features/exposeHover.ts';
import { logEngineState } from './features/engineLog.ts';
import { MappingsPanel } from './features/panel.ts';
import { StatusBar } from './features/statusBar.ts';
import { MappingsTree } from './features/tree.ts';
import { showProgress } from './features/viewProgress.ts';
import { VisibleMappings } from './features/visibleMappings.ts';
import { logName } from './ids.ts';
import { systemClock } from './platform/clock.ts';
import { onDidChangeSettings, settings } from './platform/settings.ts';

export function activate(context: vscode.ExtensionContext): void {
  const owned = new DisposableList();
  context.subscriptions.push(owned);

  const log = owned.add(vscode.window.createOutputChannel(logName, { log: true }));
  const store = new Store((error) => {
    log.error(error instanceof Error ? error : String(error));
  });
  const docker = owned.add(
    createDockerSource({
      settings: () => ({ host: settings.dockerHost(), context: settings.dockerContext() }),
      timeoutSeconds: settings.dockerTimeout,
      inDevContainer: /^(?:dev|attached)-container$/.test(vscode.env.remoteName ?? ''),
      mayRunPrograms: () => vscode.workspace.isTrusted,
      log: (line) => {
        log.debug(line);
      },
    }),
  );
  const engine = owned.add(
    new Monitor(
      docker,
      (state) => {
        store.set({ engine: state });
      },
      systemClock,
      settings.cadence(),
    ),
  );
  const demand = (): void => {
    engine.demand();
  };
  const lookAgain = (): void => {
    engine.refresh();
  };

  const visible = owned.add(new VisibleMappings(store, context.workspaceState));
  const tree = owned.add(new MappingsTree(visible, store));
  const panel = owned.add(
    new MappingsPanel({ store, visible, log, extensionUri: context.extensionUri }),
  );
  const diagnosis = new Diagnosis(docker, log);
  owned.add(diagnosis.register());
  owned.add(new StatusBar(store, visible));
  owned.add(keepContextKeys(store, visible));
  owned.add(showProgress(store));
  owned.add(logEngineState(store, log));
  owned.add(
    vscode.languages.registerHoverProvider(
      { language: 'dockerfile' },
      new ExposeHover(store, readExposes, demand),
    ),
  );
  owned.add(
    registerCommands({
      store,
      visible,
      tree,
      panel,
      log,
      refresh: lookAgain,
      connections: docker,
      diagnosis,
    }),
  );

  // What a hidden view missed is repaired when it shows: a full pass, one request.
  owned.add(
    tree.onDidChangeVisibility(({ visible: shown }) => {
      if (shown) lookAgain();
    }),
  );
  owned.add(panel.onDidShow(lookAgain));
  if (tree.visible) demand();

  const connectAnew = (): void => {
    engine.restart();
  };
  owned.add(onDidChangeSettings(['docker'], connectAnew));
  owned.add(vscode.workspace.onDidGrantWorkspaceTrust(connectAnew));
  owned.add(
    onDidChangeSettings(['refresh'], () => {
      engine.setCadence(settings.cadence());
    }),
  );
}
