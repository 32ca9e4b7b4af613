import * as vscode from 'vscode';
import type { EngineOptions } from '../adapters/docker/engineAccess.ts';
import {
  createRecreateEngine,
  type RecreateEngine,
} from '../adapters/docker/recreate/recreateEngine.ts';
import { createDockerSource, type DockerSource } from '../adapters/docker/source.ts';
import type { DisposableList } from '../core/disposables.ts';
import { Monitor } from '../core/monitor.ts';
import type { Store } from '../core/store.ts';
import { systemClock } from '../platform/clock.ts';
import { onDidChangeSettings, settings } from '../platform/settings.ts';

/** VS Code runs in a container that it was attached to. */
export const inContainer = /^(?:dev|attached)-container$/.test(vscode.env.remoteName ?? '');

/** The engine: who reads it, who changes it, and when it is asked. */
export interface EngineParts {
  readonly docker: DockerSource;
  readonly changer: RecreateEngine;
  /** Asks the engine for the first time, if nobody did. */
  readonly demand: () => void;
  /** Asks it again. */
  readonly refresh: () => void;
}

/** Reads the engine that the settings name into the store, once it is asked for. */
export function engineParts(
  owned: DisposableList,
  { globalStorageUri }: vscode.ExtensionContext,
  store: Store,
  log: vscode.LogOutputChannel,
): EngineParts {
  const options: EngineOptions = {
    settings: () => ({ host: settings.dockerHost(), context: settings.dockerContext() }),
    timeoutSeconds: settings.dockerTimeout,
    inDevContainer: inContainer,
    mayRunPrograms: () => vscode.workspace.isTrusted,
    log: (line) => {
      log.debug(line);
    },
  };
  const journalFolder = vscode.Uri.joinPath(globalStorageUri, 'changes').fsPath;
  const docker = owned.add(createDockerSource(options));
  const changer = owned.add(createRecreateEngine({ ...options, journalFolder }));
  const monitor = owned.add(
    new Monitor(
      docker,
      (state) => {
        store.set({ engine: state });
      },
      systemClock,
      settings.cadence(),
    ),
  );
  const connectAnew = (): void => {
    monitor.restart();
  };
  owned.add(onDidChangeSettings(['docker'], connectAnew));
  owned.add(vscode.workspace.onDidGrantWorkspaceTrust(connectAnew));
  owned.add(
    onDidChangeSettings(['refresh'], () => {
      monitor.setCadence(settings.cadence());
    }),
  );
  return {
    docker,
    changer,
    demand: () => {
      monitor.demand();
    },
    refresh: () => {
      monitor.refresh();
    },
  };
}
