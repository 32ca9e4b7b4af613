import assert from 'node:assert/strict';
import { inParallel } from '../../../../src/adapters/docker/parallel.ts';

describe('inParallel', () => {
  it('works on no more than the limit at a time, and gives the results in order', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const all = inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        most = Math.max(most, waiting.length);
      });
      return item * 10;
    });
    for (let done = 0; done < 5; done += 1) {
      waiting.pop()?.();
      await new Promise(setImmediate);
    }
    assert.deepEqual(await all, [10, 20, 30, 40, 50]);
    assert.equal(most, 2);
  });

  it('begins no more after a failure', async () => {
    const begun: number[] = [];
    const all = inParallel([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      await Promise.resolve();
      throw new Error(`no ${item}`);
    });
    await assert.rejects(all, /no 1/);
    assert.deepEqual(begun, [1, 2]);
  });
});
