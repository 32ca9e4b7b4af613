import assert from 'node:assert/strict';
import type { DeclaredFile } from '../../../src/core/declaration.ts';
import type { Listener } from '../../../src/core/listener.ts';
import { Store } from '../../../src/core/store.ts';
import { LocalListeners } from '../../../src/features/localListeners.ts';
import { composeFile, dockerfile } from '../core/declaredFiles.ts';

const postgres: Listener = { hostIp: '::', port: 5432, protocol: 'tcp', program: 'postgres' };

function fail(error: unknown): void {
  throw error;
}

function keeper(): {
  store: Store;
  listeners: LocalListeners;
  reads: ((found: readonly Listener[]) => void)[];
} {
  const store = new Store(fail);
  const reads: ((found: readonly Listener[]) => void)[] = [];
  const read = (): Promise<readonly Listener[]> =>
    new Promise((resolve) => {
      reads.push(resolve);
    });
  return { store, listeners: new LocalListeners(store, read, fail), reads };
}

function setFiles(store: Store, ...value: DeclaredFile[]): void {
  store.set({ files: { status: 'ready', value, at: 0, complete: true } });
}

/** Until everything that waits for an answer has had it. */
async function settled(): Promise<void> {
  await new Promise(setImmediate);
}

describe('LocalListeners', () => {
  it('asks nothing while no file declares a host port', () => {
    const { store, listeners, reads } = keeper();
    listeners.refresh();
    setFiles(store, dockerfile(['80']));
    assert.equal(reads.length, 0);
  });

  it('asks when files change, and not when the answer comes', async () => {
    const { store, reads } = keeper();
    setFiles(store, composeFile({ db: ['5432:5432'] }));
    reads[0]?.([postgres]);
    await settled();
    assert.deepEqual(store.snapshot.listeners, [postgres]);
    assert.equal(reads.length, 1);
  });

  it('asks once more for all that came while it asked', async () => {
    const { store, listeners, reads } = keeper();
    setFiles(store, composeFile({ db: ['5432:5432'] }));
    listeners.refresh();
    listeners.refresh();
    assert.equal(reads.length, 1);
    reads[0]?.([]);
    await settled();
    assert.equal(reads.length, 2);
  });

  it('tells nobody of the same answer', async () => {
    const { store, listeners, reads } = keeper();
    setFiles(store, composeFile({ db: ['5432:5432'] }));
    reads[0]?.([postgres]);
    await settled();
    const { revision } = store.snapshot;
    listeners.refresh();
    reads[1]?.([{ ...postgres }]);
    await settled();
    assert.equal(store.snapshot.revision, revision);
  });

  it('keeps nothing that comes after its end', async () => {
    const { store, listeners, reads } = keeper();
    setFiles(store, composeFile({ db: ['5432:5432'] }));
    listeners.dispose();
    reads[0]?.([postgres]);
    await settled();
    assert.deepEqual(store.snapshot.listeners, []);
  });
});
