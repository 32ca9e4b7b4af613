import * as vscode from 'vscode';
import type { Disposable } from '../core/disposables.ts';
import type { Store } from '../core/store.ts';
import { viewId } from '../ids.ts';

/** The bar at the top of the tree, for as long as the first answer is awaited. */
export function showProgress(store: Store): Disposable {
  let finish: (() => void) | undefined;
  const update = (): void => {
    const busy = store.snapshot.engine.status === 'loading';
    if (!busy) {
      finish?.();
      finish = undefined;
    } else if (finish === undefined) {
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      void vscode.window.withProgress({ location: { viewId } }, () => finished);
    }
  };
  const listening = store.onDidChange(update);
  return {
    dispose: () => {
      listening.dispose();
      finish?.();
    },
  };
}
