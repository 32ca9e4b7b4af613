import assert from 'node:assert/strict';
import { emptySnapshot, type EngineState, type Snapshot } from '../../../src/core/snapshot.ts';
import { Store } from '../../../src/core/store.ts';

function fail(error: unknown): void {
  throw error;
}

const loading = (since: number): EngineState => ({ status: 'loading', since });

describe('Store', () => {
  it('holds an empty snapshot at first', () => {
    assert.equal(new Store(fail).snapshot, emptySnapshot);
  });

  it('replaces the snapshot and never changes one', () => {
    const store = new Store(fail);
    const before = store.snapshot;
    store.set({ engine: loading(1) });
    assert.deepEqual(store.snapshot, { ...emptySnapshot, revision: 1, engine: loading(1) });
    assert.deepEqual(before, emptySnapshot);
  });

  it('tells what is and what was, when it is', () => {
    const store = new Store(fail);
    const heard: [Snapshot, Snapshot][] = [];
    store.onDidChange((now, before) => {
      assert.equal(store.snapshot, now);
      heard.push([now, before]);
    });
    store.set({ engine: loading(1) });
    store.set({ engine: loading(2) });
    assert.deepEqual(
      heard.map(([now, before]) => [now.revision, before.revision]),
      [
        [1, 0],
        [2, 1],
      ],
    );
    assert.equal(heard[1]?.[1], heard[0]?.[0]);
  });

  it('tells nobody and keeps the snapshot when nothing changed', () => {
    const store = new Store(fail);
    const same = loading(1);
    store.set({ engine: same });
    const before = store.snapshot;
    let told = 0;
    store.onDidChange(() => (told += 1));
    store.set({ engine: same });
    store.set({});
    assert.equal(told, 0);
    assert.equal(store.snapshot, before);
  });

  it('does not tell who was let go of, not even by another who is told', () => {
    const store = new Store(fail);
    const told: string[] = [];
    const first = store.onDidChange(() => {
      told.push('first');
      second.dispose();
    });
    const second = store.onDidChange(() => told.push('second'));
    store.set({ engine: loading(1) });
    first.dispose();
    store.set({ engine: loading(2) });
    assert.deepEqual(told, ['first']);
  });

  it('does not tell who came while it told', () => {
    const store = new Store(fail);
    const told: string[] = [];
    const first = store.onDidChange(() => {
      first.dispose();
      store.onDidChange(() => told.push('late'));
    });
    store.set({ engine: loading(1) });
    assert.deepEqual(told, []);
    store.set({ engine: loading(2) });
    assert.deepEqual(told, ['late']);
  });

  it('tells the others when one throws, and reports what it threw', () => {
    const reported: unknown[] = [];
    const store = new Store((error) => reported.push(error));
    const broken = new Error('broken view');
    let heard = 0;
    store.onDidChange(() => {
      throw broken;
    });
    store.onDidChange(() => (heard += 1));
    store.set({ engine: loading(1) });
    assert.equal(heard, 1);
    assert.deepEqual(reported, [broken]);
  });
});
