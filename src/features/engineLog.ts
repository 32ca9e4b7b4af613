import type * as vscode from 'vscode';
import { engineSentence, failureWords } from '../core/describeEngine.ts';
import type { Disposable } from '../core/disposables.ts';
import type { Snapshot } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';

/** Writes each connection and each failure into the log once, however often it is tried again. */
export function logEngineState(store: Store, log: vscode.LogOutputChannel): Disposable {
  let last = '';
  return store.onDidChange((snapshot) => {
    const line = stateLine(snapshot);
    if (line === undefined || line.text === last) return;
    last = line.text;
    if (line.failed) log.warn(line.text);
    else log.info(line.text);
  });
}

function stateLine({ engine }: Snapshot): { text: string; failed: boolean } | undefined {
  switch (engine.status) {
    case 'idle':
    case 'loading':
      return undefined;
    case 'ready':
      return { text: `Connected: ${engineSentence(engine.value.engine)}`, failed: false };
    case 'failed': {
      const { failure } = engine;
      const text = `${failure.problem}: ${failureWords(failure).text} (${failure.detail})`;
      return { text, failed: true };
    }
  }
}
