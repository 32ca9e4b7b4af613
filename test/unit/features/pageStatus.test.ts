import assert from 'node:assert/strict';
import type { Endpoint, EngineReading } from '../../../src/core/engine.ts';
import { rowsOf } from '../../../src/core/rows.ts';
import { emptySnapshot, type EngineState } from '../../../src/core/snapshot.ts';
import { pageStatus } from '../../../src/features/pageStatus.ts';
import type { PageStatus } from '../../../src/protocol.ts';
import { container, exposedPort, publishing } from '../core/containers.ts';

const endpoint: Endpoint = {
  url: 'unix:///var/run/docker.sock',
  origin: { kind: 'currentContext', context: 'desktop-linux' },
  tls: false,
};

function reading(
  containers: EngineReading['containers'] = [publishing(['8080:80'])],
): EngineReading {
  return {
    engine: {
      endpoint,
      version: '28.5.2',
      apiVersion: '1.51',
      product: 'docker',
      machine: 'build-vm',
      rootless: false,
    },
    containers,
  };
}

function status(engine: EngineState, now = 0): PageStatus {
  const containers = engine.status === 'idle' ? [] : (engine.value?.containers ?? []);
  return pageStatus({ ...emptySnapshot, engine }, rowsOf(containers), now);
}

const refused: EngineState = {
  status: 'failed',
  failure: { problem: 'permissionDenied', endpoint, detail: 'EACCES', group: 'docker' },
};

describe('pageStatus', () => {
  it('is live, and names the engine and why it is this one', () => {
    const { state, text, busy, engine, empty } = status({
      status: 'ready',
      value: reading(),
      at: 0,
      complete: true,
    });
    assert.deepEqual(
      { state, text, busy, empty },
      { state: 'live', text: 'Live', busy: false, empty: undefined },
    );
    assert.equal(engine.name, 'desktop-linux');
    assert.match(engine.detail, /Docker 28\.5\.2 on build-vm, unix:\/\/\/var\/run\/docker\.sock/);
    assert.match(engine.detail, /current Docker context/);
  });

  it('is busy while details are still coming in', () => {
    assert.equal(status({ status: 'ready', value: reading(), at: 0, complete: false }).busy, true);
  });

  it('says how many containers could not be read', () => {
    const containers = [container({ knowledge: 'unreadable' }), container({ id: 'c2' })];
    const { state, text } = status({
      status: 'ready',
      value: reading(containers),
      at: 0,
      complete: true,
    });
    assert.equal(state, 'live');
    assert.equal(text, 'Live, but 1 container could not be read');
  });

  it('is connecting before the first answer', () => {
    assert.equal(status({ status: 'idle' }).state, 'connecting');
    const loading = { status: 'loading', since: 1_000 } as const;
    assert.equal(status(loading, 3_999).text, 'Connecting…');
    assert.deepEqual(status(loading, 3_999).actions, []);
    assert.equal(status(loading, 4_000).text, 'Still connecting…');
    assert.equal(status(loading, 4_000).actions[0]?.id, 'selectConnection');
  });

  it('says what is wrong and what to do, never whether Docker runs, when the socket is refused', () => {
    const { state, text, actions, engine } = status(refused);
    assert.equal(state, 'failed');
    assert.match(text, /may not use \/var\/run\/docker\.sock \(group docker\)/);
    assert.doesNotMatch(text, /running\?/i);
    assert.equal(actions[0]?.id, 'copyFixCommand');
    assert.equal(engine.name, 'desktop-linux');
  });

  it('keeps the last rows with their time when the connection was lost', () => {
    const at = new Date(2026, 0, 2, 14, 2).getTime();
    const lost = status({ ...refused, value: reading(), at });
    assert.equal(lost.state, 'asOf');
    assert.match(lost.text, /^As of .*02.*, reconnecting…$/);
    assert.equal(lost.actions[0]?.id, 'retry');
  });

  const empties: readonly [string, EngineReading['containers'], RegExp | undefined][] = [
    ['no containers', [], /^No containers yet\.$/],
    ['no ports', [container()], /^No published ports, and none exposed\.$/],
    ['only exposed', [container({ ports: [exposedPort('80/tcp')] })], /1 exposed-only mapping/],
    ['published', [publishing(['80:80'])], undefined],
  ];
  for (const [name, containers, expected] of empties) {
    it(`says why the table is empty: ${name}`, () => {
      const { empty } = status({
        status: 'ready',
        value: reading(containers),
        at: 0,
        complete: true,
      });
      if (expected === undefined) assert.equal(empty, undefined);
      else assert.match(empty?.text ?? '', expected);
    });
  }
});
