import * as vscode from 'vscode';
import { declaredParts } from './composition/declaredParts.ts';
import { engineParts } from './composition/engineParts.ts';
import { fileParts, windowPlace } from './composition/fileParts.ts';
import { stagingParts } from './composition/stagingParts.ts';
import { DisposableList } from './core/disposables.ts';
import { Store } from './core/store.ts';
import { registerCommands } from './features/commands.ts';
import { Diagnosis } from './features/connectionCommands.ts';
import { keepContextKeys } from './features/contextKeys.ts';
import { logEngineState } from './features/engineLog.ts';
import { MappingForm } from './features/mappingForm.ts';
import { MappingsPanel } from './features/panel.ts';
import { StatusBar } from './features/statusBar.ts';
import { MappingsTree } from './features/tree.ts';
import { showProgress } from './features/viewProgress.ts';
import { VisibleMappings } from './features/visibleMappings.ts';
import { logName } from './ids.ts';

export function activate(context: vscode.ExtensionContext): void {
  const owned = new DisposableList();
  context.subscriptions.push(owned);

  const log = owned.add(vscode.window.createOutputChannel(logName, { log: true }));
  const store = new Store((error) => {
    log.error(error instanceof Error ? error : String(error));
  });
  const engine = engineParts(owned, context, store, log);
  const { docker, changer, demand } = engine;
  const declared = declaredParts(owned, store, log);
  const changes = stagingParts(owned, context, store, engine, log, () => panel.visible);
  const { staging, ports, planning, applied, edits } = changes;
  const demandAll = (): void => {
    demand();
    declared.demand();
  };
  const vagrant = fileParts(owned, context, store, demandAll, ports, log);

  const visible = owned.add(
    new VisibleMappings(store, staging, context.workspaceState, windowPlace()),
  );
  const form = new MappingForm({ visible, staging, ports, changer, edits });
  const tree = owned.add(new MappingsTree(visible, store, staging));
  const { extensionUri } = context;
  const panel: MappingsPanel = owned.add(
    new MappingsPanel({ store, visible, staging, planning, form, log, extensionUri }),
  );
  const diagnosis = new Diagnosis(docker, log);
  owned.add(diagnosis.register());
  owned.add(new StatusBar(store, visible, staging, planning));
  owned.add(keepContextKeys({ store, visible, staging, planning, applied }));
  owned.add(showProgress(store));
  owned.add(logEngineState(store, log));
  owned.add(
    registerCommands({
      ...changes,
      store,
      visible,
      tree,
      panel,
      form,
      log,
      refresh: () => {
        engine.refresh();
        declared.refresh();
      },
      changer,
      connections: docker,
      diagnosis,
      vagrant,
    }),
  );

  // What a hidden view missed is repaired when it shows: a full pass, one request. Files are watched.
  const show = (): void => {
    engine.refresh();
    declared.demand();
  };
  owned.add(
    tree.onDidChangeVisibility(({ visible: shown }) => {
      if (shown) show();
    }),
  );
  owned.add(panel.onDidShow(show));
  if (tree.visible) show();
}
