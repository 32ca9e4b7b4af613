import assert from 'node:assert/strict';
import { field, objectOf, type JsonObject } from '../../../../../src/adapters/docker/json.ts';
import { differences } from '../../../../../src/adapters/docker/recreate/check.ts';
import { createBody } from '../../../../../src/adapters/docker/recreate/createBody.ts';
import { labels } from '../../../../../src/adapters/docker/recreate/names.ts';
import { tcp } from '../../../../lab/recreating.ts';
import { inspected, type InspectedParts } from './inspected.ts';

const volume = { Type: 'volume', Name: 'data', Source: '/v/data', Destination: '/data', RW: true };
const endpoint = { IPAMConfig: { IPv4Address: '10.0.0.5' }, Aliases: ['shop', 'www'] };

const parts: InspectedParts = {
  Config: {
    Env: ['A=1'],
    Labels: { owner: 'someone' },
    Cmd: ['serve'],
    WorkingDir: '/work',
    OpenStdin: false,
  },
  HostConfig: {
    Binds: ['data:/data'],
    Memory: 1_000,
    NanoCpus: 0,
    CapAdd: null,
    RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
  },
  Mounts: [volume],
  Networks: { front: endpoint },
};

const original = inspected(parts);
const PortBindings = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
const { body } = createBody({
  original,
  image: {},
  reference: 'web:1',
  apiVersion: '1.41',
  ports: { bindings: [tcp('8080:80')], exposed: [], publishAll: false },
  labels: { [labels.change]: '0123abcd' },
  emptyVolumes: new Set(),
});

/** What the engine tells of the container that it made of the body, with parts that differ. */
function created({ Config, HostConfig, Mounts, Networks }: InspectedParts): JsonObject {
  return {
    ...inspected({
      Config: { ...objectOf(field(original, 'Config')), ...Config },
      HostConfig: { ...objectOf(field(original, 'HostConfig')), PortBindings, ...HostConfig },
      Mounts: Mounts ?? [volume],
      Networks: Networks ?? { front: endpoint },
    }),
    Id: 'b'.repeat(64),
  };
}

const cases: readonly {
  readonly it: string;
  readonly told?: InspectedParts;
  readonly found: readonly string[];
}[] = [
  { it: 'nothing, in the same', found: [] },
  {
    it: 'nothing in what the engine leaves out, or tells as its default',
    told: {
      Config: { OpenStdin: undefined },
      HostConfig: {
        NanoCpus: undefined,
        CapAdd: [],
        ShmSize: 67_108_864,
        RestartPolicy: { Name: 'always' },
      },
    },
    found: [],
  },
  {
    it: 'nothing in our own labels',
    told: { Config: { Labels: { owner: 'someone', [labels.change]: '0123abcd' } } },
    found: [],
  },
  {
    it: 'nothing in aliases of another order, among which the engine puts the id',
    told: {
      Networks: { front: { ...endpoint, Aliases: ['www', 'bbbbbbbbbbbb', 'shop'] } },
    },
    found: [],
  },
  { it: 'a setting', told: { Config: { Env: ['A=2'] } }, found: ['Config.Env'] },
  {
    it: 'a setting that is missing',
    told: { Config: { WorkingDir: '' }, HostConfig: { Memory: 0 } },
    found: ['Config.WorkingDir', 'HostConfig.Memory'],
  },
  {
    it: 'a restart policy',
    told: { HostConfig: { RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } } },
    found: ['HostConfig.RestartPolicy'],
  },
  {
    it: 'a binding that was not taken',
    told: { HostConfig: { PortBindings: {} } },
    found: ['HostConfig.PortBindings'],
  },
  { it: 'a label', told: { Config: { Labels: {} } }, found: ['Config.Labels'] },
  {
    it: 'another volume at the same place',
    told: { Mounts: [{ ...volume, Name: 'fresh', Source: '/v/fresh' }] },
    found: ['Mounts'],
  },
  {
    it: 'a volume that is read-only',
    told: { Mounts: [{ ...volume, RW: false }] },
    found: ['Mounts'],
  },
  {
    it: 'a volume too many',
    told: { Mounts: [volume, { ...volume, Destination: '/more' }] },
    found: ['Mounts'],
  },
  {
    it: 'a network',
    told: { Networks: { front: endpoint, bridge: {} } },
    found: ['NetworkSettings.Networks'],
  },
  {
    it: 'a static address',
    told: { Networks: { front: { ...endpoint, IPAMConfig: null } } },
    found: ['NetworkSettings.Networks'],
  },
  {
    it: 'an alias',
    told: { Networks: { front: { ...endpoint, Aliases: ['shop'] } } },
    found: ['NetworkSettings.Networks'],
  },
];

describe('differences', () => {
  for (const { it: title, told = {}, found } of cases) {
    it(`finds ${title}`, () => {
      assert.deepEqual(differences(body, original, created(told), '1.41'), found);
    });
  }

  it('finds all of a container that is gone', () => {
    const found = differences(body, original, undefined, '1.41');
    assert.ok(found.includes('Mounts') && found.includes('NetworkSettings.Networks'));
    assert.ok(found.includes('Config.Env'));
  });
});
