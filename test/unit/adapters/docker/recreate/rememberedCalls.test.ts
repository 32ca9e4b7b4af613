import assert from 'node:assert/strict';
import { rememberedCalls } from '../../../../../src/adapters/docker/recreate/rememberedCalls.ts';
import { fakeCalls } from './fakeCalls.ts';
import { inspected, originalId } from './inspected.ts';

describe('rememberedCalls', () => {
  it('asks the engine once for each container, and once for all', async () => {
    const asked: string[] = [];
    const calls = fakeCalls([inspected()]);
    const counted = {
      ...calls,
      list: () => {
        asked.push('list');
        return calls.list();
      },
      inspect: (id: string) => {
        asked.push(id);
        return calls.inspect(id);
      },
    };
    const remembered = rememberedCalls(counted);
    const found = await Promise.all(
      [originalId, 'web', originalId, 'none'].map((id) => remembered.inspect(id)),
    );
    await remembered.list();
    assert.equal((await remembered.list()).length, 1);
    assert.deepEqual(
      found.map((each) => each !== undefined),
      [true, true, true, false],
    );
    assert.deepEqual(asked, [originalId, 'web', 'none', 'list']);
  });
});
