import type * as vscode from 'vscode';
import type { Store } from '../core/store.ts';

/** How long a hover waits for the first answer of an engine that nobody asked before, in ms. */
const patience = 1_500;

/** Waits until the engine answers for the first time; not for long, and not for news of what is known. */
export function firstReading(store: Store, cancellation: vscode.CancellationToken): Promise<void> {
  const { engine } = store.snapshot;
  if (engine.status !== 'loading' || engine.value !== undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listening.dispose();
      cancelled.dispose();
      resolve();
    };
    const timer = setTimeout(done, patience);
    const listening = store.onDidChange(done);
    const cancelled = cancellation.onCancellationRequested(done);
  });
}
