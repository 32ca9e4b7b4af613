import * as vscode from 'vscode';
import { ownersOf } from '../core/fileOwner.ts';
import type { EngineState } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { contextKey, type ContextKey } from '../ids.ts';
import type { AppliedChanges } from './appliedChanges.ts';
import type { Planning } from './planning.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** What the keys tell about. */
export interface ContextKeySources {
  readonly store: Store;
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly planning: Planning;
  readonly applied: AppliedChanges;
}

/** Keeps the context keys that menus, welcome texts and enablements ask for; sets only what changed. */
export function keepContextKeys({
  store,
  visible,
  staging,
  planning,
  applied,
}: ContextKeySources): vscode.Disposable {
  const known = new Map<ContextKey, unknown>();
  const set = (key: ContextKey, value: unknown): void => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand('setContext', contextKey(key), value);
  };
  const update = (): void => {
    const { outline, rows, filter } = visible;
    set('connection', connectionWord(store.snapshot.engine));
    set('hasContainers', visible.containers.length > 0);
    set('hasTargets', hasTargets(visible));
    set(
      'vagrantFound',
      visible.files.some(({ kind }) => kind === 'vagrantfile'),
    );
    set('hasMappings', rows.length > 0);
    set(
      'hasWebMapping',
      rows.some(({ web }) => web),
    );
    set(
      'hasExposedOnly',
      rows.some(({ status }) => status === 'exposed'),
    );
    set(
      'hasDynamic',
      rows.some(({ dynamic }) => dynamic),
    );
    set('hasStaged', staging.changes.length > 0);
    set('canUndo', applied.canUndo);
    set('busy', planning.busy);
    set('hasFilter', filter !== '');
    set('noMatch', filter !== '' && outline.total > 0 && outline.shown === 0);
  };
  update();
  return vscode.Disposable.from(
    visible.onDidChange(update),
    planning.onDidChange(update),
    applied.onDidChange(update),
  );
}

function hasTargets({ containers, files }: VisibleMappings): boolean {
  return containers.length > 0 || files.some((file) => ownersOf(file).length > 0);
}

/** While the last rows are still shown, a lost connection is no reason to hide what can be done with them. */
function connectionWord(engine: EngineState): string {
  switch (engine.status) {
    case 'idle':
      return 'idle';
    case 'loading':
      return engine.value === undefined ? 'connecting' : 'connected';
    case 'ready':
      return 'connected';
    case 'failed':
      return engine.value === undefined ? engine.failure.problem : 'connected';
  }
}
