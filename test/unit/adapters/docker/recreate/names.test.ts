import assert from 'node:assert/strict';
import { engineMessage } from '../../../../../src/adapters/docker/recreate/portProbe.ts';
import { oldName, parseOldName } from '../../../../../src/adapters/docker/recreate/names.ts';
import { ownContainer } from '../../../../../src/adapters/docker/recreate/ownContainer.ts';
import { readSwap, swapLabels, swapOf } from '../../../../../src/adapters/docker/recreate/swap.ts';
import { inspected, originalId } from './inspected.ts';

describe('The name of a kept original', () => {
  it('is read back', () => {
    const name = oldName('a.ports-old-x', '0123abcd');
    assert.deepEqual(parseOldName(name), { name: 'a.ports-old-x', change: '0123abcd' });
  });

  it('is told from other names', () => {
    for (const name of ['web', 'web.ports-old-', 'web.ports-old-xyz', '.ports-old-0123abcd']) {
      assert.equal(parseOldName(name), undefined, name);
    }
  });
});

describe('The labels of a swap', () => {
  it('say all that is needed to go back', () => {
    const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 3 };
    const swap = swapOf('0123abcd', inspected({ HostConfig: { RestartPolicy } }));
    assert.deepEqual(readSwap(swapLabels(swap)), swap);
    assert.deepEqual(swap.restart, RestartPolicy);
  });

  it('are none where they were blanked for an image', () => {
    const blank = Object.keys(swapLabels(swapOf('0123abcd', inspected()))).map((key) => [key, '']);
    assert.equal(readSwap(Object.fromEntries(blank) as Record<string, string>), undefined);
  });
});

describe('ownContainer', () => {
  const line = `1 2 3:4 /docker/containers/${originalId}/hosts /etc/hosts rw - ext4 /dev/x rw`;
  const own = (mounts: string, hostName: string, attached: readonly string[] = []): boolean =>
    ownContainer({ readText: () => mounts, hostName }, attached)(originalId, 'web');

  it('knows the container by its mounted files, its host name or its windows', () => {
    assert.ok(own(line, 'any'));
    assert.ok(own('', originalId.slice(0, 12)));
    assert.ok(own('', 'any', ['web']));
    assert.ok(own('', 'any', [originalId.slice(0, 12)]));
  });

  it('is not misled on the host, which mounts the folders of containers elsewhere', () => {
    const overlay = `1 2 3:4 / /var/lib/docker/containers/${originalId}/mounts/shm rw - tmpfs shm rw`;
    assert.ok(!own(overlay, 'host', ['other', '']));
  });
});

describe('engineMessage', () => {
  it('is what the engine said, without what dockerode put before it', () => {
    const error = new Error('(HTTP code 500) server error - driver failed: port - taken ');
    assert.equal(engineMessage(error), 'driver failed: port - taken');
    assert.equal(engineMessage(new Error('plain - text')), 'plain - text');
  });
});
