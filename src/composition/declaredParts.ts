import * as vscode from 'vscode';
import { readDockerfileDeclarations } from '../adapters/dockerfile/declarations.ts';
import { readListeners } from '../adapters/host/listeners.ts';
import { readVagrantDeclarations } from '../adapters/vagrant/declarations.ts';
import type { DeclarationReaders } from '../core/declaration.ts';
import type { DisposableList } from '../core/disposables.ts';
import { Monitor } from '../core/monitor.ts';
import type { Store } from '../core/store.ts';
import { LocalListeners } from '../features/localListeners.ts';
import { systemClock } from '../platform/clock.ts';
import { WorkspaceFiles } from '../platform/workspaceFiles.ts';
import { inContainer } from './engineParts.ts';

/** The files of the workspace that declare ports: when they are looked for. */
export interface DeclaredParts {
  /** Looks for them, if nobody did; from then on they are followed. */
  readonly demand: () => void;
  /** Looks for them again. */
  readonly refresh: () => void;
}

const readers: DeclarationReaders = {
  loadCompose: async () => {
    const { readComposeDeclarations } = await import('../adapters/compose/declarations.ts');
    const env = Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    );
    return (files, neighbours) => readComposeDeclarations(files, neighbours, env);
  },
  vagrantfile: readVagrantDeclarations,
  dockerfile: readDockerfileDeclarations,
};

/** Reads the files of the workspace into the store, and what listens on this machine beside them. */
export function declaredParts(
  owned: DisposableList,
  store: Store,
  log: vscode.LogOutputChannel,
): DeclaredParts {
  const files = new WorkspaceFiles(readers, (line) => {
    log.debug(line);
  });
  const monitor = owned.add(
    new Monitor(
      files,
      (state) => {
        if (state.status === 'failed') log.warn(`The workspace's files: ${state.failure.detail}`);
        store.set({ files: state });
      },
      systemClock,
      { kind: 'events' },
    ),
  );
  const listeners = owned.add(
    new LocalListeners(
      store,
      // Those of a container are not those of the machine that publishes its ports.
      async () =>
        inContainer ? [] : readListeners({ mayRunPrograms: vscode.workspace.isTrusted }),
      (error) => {
        log.error(error instanceof Error ? error : String(error));
      },
    ),
  );
  return {
    demand: () => {
      monitor.demand();
    },
    refresh: () => {
      monitor.refresh();
      listeners.refresh();
    },
  };
}
