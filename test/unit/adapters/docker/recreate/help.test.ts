import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/adapters/docker/json.ts';
import { helpWith, needsHelp } from '../../../../../src/adapters/docker/recreate/help.ts';
import type { Swap, SwapContainers } from '../../../../../src/adapters/docker/recreate/swap.ts';
import { fakeCalls } from './fakeCalls.ts';
import { originalId } from './inspected.ts';

const swap: Swap = {
  change: '0123abcd',
  name: 'web',
  originalId,
  was: 'running',
  restart: { Name: 'on-failure', MaximumRetryCount: 4 },
};

interface Told {
  readonly running?: boolean;
  readonly paused?: boolean;
  readonly policy?: string;
}

function container(id: string, name: string, told: Told = {}): JsonObject {
  return {
    Id: id.repeat(64).slice(0, 64),
    Name: `/${name}`,
    State: { Running: told.running ?? false, Paused: told.paused ?? false },
    HostConfig: { RestartPolicy: { Name: told.policy ?? 'no' } },
  };
}

const aside = 'web.ports-old-0123abcd';
const nothing: SwapContainers = { original: undefined, replacements: [], probes: [] };

const cases: readonly {
  readonly it: string;
  readonly left: Partial<SwapContainers>;
  readonly swap?: Partial<Swap>;
  readonly names: readonly string[];
  readonly commands: readonly string[];
}[] = [
  {
    it: 'the new one runs in the place of the original',
    left: {
      original: container('a', aside),
      replacements: [container('b', 'web', { running: true, policy: 'on-failure' })],
    },
    names: [aside, 'web'],
    commands: [
      'docker stop bbbbbbbbbbbb',
      'docker rename web web.ports-new',
      `docker rename ${aside} web`,
      'docker update --restart on-failure:4 web',
      'docker start web',
      'docker rm bbbbbbbbbbbb',
    ],
  },
  {
    it: 'only the original was stopped',
    left: {
      original: container('a', 'web', { policy: 'on-failure' }),
      replacements: [container('b', 'web.ports-new')],
    },
    names: ['web', 'web.ports-new'],
    commands: ['docker start web', 'docker rm bbbbbbbbbbbb'],
  },
  {
    it: 'the original has its place and runs, and what tried the ports was left',
    left: {
      original: container('a', 'web', { running: true, policy: 'always' }),
      probes: [container('d', 'web.ports-probe')],
    },
    names: ['web', 'web.ports-probe'],
    commands: ['docker rm --force dddddddddddd'],
  },
  {
    it: 'the original was paused and has no restart policy',
    left: { original: container('a', aside) },
    swap: { was: 'paused', restart: { Name: 'no' } },
    names: [aside],
    commands: [`docker rename ${aside} web`, 'docker start web', 'docker pause web'],
  },
  {
    it: 'the original was stopped before already',
    left: { original: container('a', aside), replacements: [container('b', 'web')] },
    swap: { was: 'exited', restart: { Name: 'always' } },
    names: [aside, 'web'],
    commands: [
      'docker rename web web.ports-new',
      `docker rename ${aside} web`,
      'docker update --restart always web',
      'docker rm bbbbbbbbbbbb',
    ],
  },
  {
    it: 'the original is gone',
    left: { replacements: [container('b', 'web.ports-new')] },
    names: ['web.ports-new'],
    commands: ['docker rename web.ports-new web', 'docker start web'],
  },
  { it: 'both are gone', left: {}, names: [], commands: [] },
];

describe('needsHelp', () => {
  for (const { it: title, left, swap: parts, names, commands } of cases) {
    it(`tells what to run where ${title}`, () => {
      const help = helpWith({ ...nothing, ...left }, { ...swap, ...parts });
      assert.deepEqual(help, { names, commands });
    });
  }

  it('looks at the engine', async () => {
    const calls = fakeCalls([{ ...container('a', aside), Id: originalId }]);
    const help = await needsHelp(calls, swap, 'start', 'Both failed.');
    assert.deepEqual([help.kind, help.step, help.message], ['needsHelp', 'start', 'Both failed.']);
    assert.deepEqual(help.names, [aside]);
  });

  it('tells what may be there when the engine does not answer', async () => {
    const lost = { ...fakeCalls([]), list: () => Promise.reject(new Error('lost')) };
    const { names, commands } = await needsHelp(lost, swap, 'start', 'Both failed.');
    assert.deepEqual(names, [aside, 'web.ports-new', 'web']);
    assert.deepEqual(commands, ['docker ps --all --filter name=web']);
  });
});
