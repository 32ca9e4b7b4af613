import assert from 'node:assert/strict';
import { readEvent, type EngineChange } from '../../../../src/adapters/docker/engineChange.ts';

function event(Type: string, Action: string, Attributes: object = {}, ID = 'one'): string {
  return JSON.stringify({ Type, Action, Actor: { ID, Attributes } });
}

describe('readEvent', () => {
  const changes: readonly (readonly [string, EngineChange])[] = [
    [event('container', 'create'), { kind: 'created', id: 'one' }],
    [event('container', 'start'), { kind: 'started', id: 'one' }],
    [event('container', 'die', { exitCode: '137' }), { kind: 'died', id: 'one' }],
    [event('container', 'pause'), { kind: 'paused', id: 'one' }],
    [event('container', 'unpause'), { kind: 'unpaused', id: 'one' }],
    [event('container', 'destroy'), { kind: 'removed', id: 'one' }],
    [event('container', 'remove'), { kind: 'removed', id: 'one' }],
    [
      event('container', 'rename', { name: 'new', oldName: '/old' }),
      { kind: 'renamed', id: 'one', name: 'new' },
    ],
    [
      event('container', 'health_status: unhealthy'),
      { kind: 'health', id: 'one', health: 'unhealthy' },
    ],
    [
      event('network', 'connect', { container: 'two', name: 'front' }, 'net'),
      { kind: 'networks', id: 'two' },
    ],
    [event('network', 'disconnect', { container: 'two' }, 'net'), { kind: 'networks', id: 'two' }],
  ];
  for (const [line, change] of changes) {
    it(`reads ${line}`, () => {
      assert.deepEqual(readEvent(line), change);
    });
  }

  const others = [
    '',
    'not JSON',
    'null',
    '{}',
    event('container', 'exec_start: sh'),
    event('container', 'health_status: odd'),
    event('container', 'rename'),
    event('container', 'start', {}, ''),
    event('network', 'create'),
    event('network', 'connect'),
    event('image', 'create'),
  ];
  for (const line of others) {
    it(`leaves ${line === '' ? 'an empty line' : line}`, () => {
      assert.equal(readEvent(line), undefined);
    });
  }
});
