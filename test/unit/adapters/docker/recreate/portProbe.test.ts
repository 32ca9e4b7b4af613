import assert from 'node:assert/strict';
import { field, type JsonObject } from '../../../../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../../../../src/adapters/docker/recreate/engineCalls.ts';
import {
  addedBindings,
  engineMessage,
  probePorts,
} from '../../../../../src/adapters/docker/recreate/portProbe.ts';
import { tcp } from '../../../../lab/recreating.ts';
import { fakeCalls } from './fakeCalls.ts';
import { inspected } from './inspected.ts';

const original = inspected({
  HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] } },
});

/** An engine that answers a start so, and what is asked of it. */
function starting(error?: string): { calls: EngineCalls; asked: unknown[] } {
  const asked: unknown[] = [];
  const calls: EngineCalls = {
    ...fakeCalls([]),
    create: (name: string, body: JsonObject) => {
      asked.push(name, field(body, 'HostConfig', 'PortBindings'));
      return Promise.resolve('probe');
    },
    start: () => (error === undefined ? Promise.resolve() : Promise.reject(new Error(error))),
    remove: (id: string, force: boolean) => {
      asked.push(id, force);
      return Promise.resolve();
    },
  };
  return { calls, asked };
}

const wanted = [tcp('127.0.0.1:8080:80'), tcp('8081:80')];

describe('probePorts', () => {
  const taken = [
    '(HTTP code 500) server error - driver failed programming external connectivity on endpoint x: Bind for 0.0.0.0:8081 failed: port is already allocated',
    '(HTTP code 500) server error - Error starting userland proxy: listen tcp4 0.0.0.0:8081: bind: address already in use',
    '(HTTP code 500) server error - failed to bind host port 0.0.0.0:8081/tcp: cannot assign requested address',
    '(HTTP code 500) server error - Ports are not available: exposing port TCP 0.0.0.0:8081: listen tcp 0.0.0.0:8081: bind: An attempt was made to access a socket in a way forbidden',
    '(HTTP code 500) server error - error while calling PortManager.AddPort(): cannot expose privileged port 81: listen tcp 0.0.0.0:81: bind: permission denied',
  ];
  for (const error of taken) {
    it(`tells ${engineMessage(error).slice(0, 60)}`, async () => {
      const { calls } = starting(error);
      const told = await probePorts(calls, original, '0123abcd', 'web', wanted);
      assert.equal(told, error.replace('(HTTP code 500) server error - ', ''));
    });
  }

  it('takes another failure for none: it is of the container that runs nothing', async () => {
    const error = 'OCI runtime create failed: exec: "/.ports-probe": no such file or directory';
    const { calls } = starting(error);
    assert.equal(await probePorts(calls, original, '0123abcd', 'web', wanted), undefined);
  });

  it('tries only what is added, and removes what it made', async () => {
    const { calls, asked } = starting();
    await probePorts(calls, original, '0123abcd', 'web', wanted);
    assert.deepEqual(asked, [
      'web.ports-probe',
      { '80/tcp': [{ HostIp: '', HostPort: '8081' }] },
      'probe',
      true,
    ]);
  });

  it('asks nothing of the engine where nothing is added', async () => {
    const before = [tcp('127.0.0.1:8080:80')];
    assert.equal(await probePorts(fakeCalls([]), original, '0123abcd', 'web', before), undefined);
  });
});

describe('addedBindings', () => {
  it('leaves out what the original holds, also on another address, and what the engine chooses', () => {
    const before = [tcp('127.0.0.1:8080:80')];
    const after = [tcp('8080:80'), tcp('192.0.2.1:8080:80'), tcp('0:81'), tcp('8090-8099:82')];
    assert.deepEqual(addedBindings(before, after), [tcp('192.0.2.1:8080:80')]);
  });
});
