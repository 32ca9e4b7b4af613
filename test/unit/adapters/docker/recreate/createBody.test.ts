import assert from 'node:assert/strict';
import {
  createBody,
  type BodyOptions,
} from '../../../../../src/adapters/docker/recreate/createBody.ts';
import { field, objectOf, type JsonObject } from '../../../../../src/adapters/docker/json.ts';
import { inspected, originalId } from './inspected.ts';

const noPorts = { bindings: [], exposed: [], publishAll: false };

function bodyOf(original: JsonObject, options: Partial<BodyOptions> = {}): JsonObject {
  return createBody({
    original,
    image: { Config: {} },
    reference: 'web:1',
    apiVersion: '1.41',
    ports: noPorts,
    labels: {},
    emptyVolumes: new Set(),
    ...options,
  }).body;
}

interface Case {
  readonly it: string;
  readonly original: JsonObject;
  readonly options?: Partial<BodyOptions>;
  readonly at: readonly string[];
  readonly is: unknown;
}

const binding = {
  hostIp: '127.0.0.1',
  hostPort: '8081',
  containerPort: 80,
  protocol: 'tcp',
} as const;
const volume = { Type: 'volume', Name: 'abc', Source: '/v/abc/_data', RW: true };

const cases: readonly Case[] = [
  {
    it: 'writes the wanted bindings, and exposes their ports',
    original: inspected({ Config: { ExposedPorts: { '90/tcp': {} } } }),
    options: { ports: { ...noPorts, bindings: [binding, { ...binding, hostPort: '' }] } },
    at: ['HostConfig', 'PortBindings'],
    is: {
      '80/tcp': [
        { HostIp: '127.0.0.1', HostPort: '8081' },
        { HostIp: '127.0.0.1', HostPort: '' },
      ],
    },
  },
  {
    it: 'keeps a port that --expose declared',
    original: inspected({ Config: { ExposedPorts: { '90/tcp': {} } } }),
    options: { ports: { ...noPorts, bindings: [binding], exposed: ['91/udp'] } },
    at: ['ExposedPorts'],
    is: { '90/tcp': {}, '80/tcp': {}, '91/udp': {} },
  },
  {
    it: 'does not expose a port any more that only its removed binding exposed',
    original: inspected({
      Config: { ExposedPorts: { '80/tcp': {}, '81/tcp': {} } },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '1' }], '81/tcp': [{}] } },
    }),
    options: { image: { Config: { ExposedPorts: { '81/tcp': {} } } } },
    at: ['ExposedPorts'],
    is: { '81/tcp': {} },
  },
  {
    it: 'writes a cleared entry point so that that of the image does not return',
    original: inspected({ Config: { Entrypoint: null, Cmd: ['sleep', '9'] } }),
    options: { image: { Config: { Entrypoint: ['/entry'] } } },
    at: ['Entrypoint'],
    is: [''],
  },
  {
    it: 'leaves an entry point out where the image has none either',
    original: inspected({ Config: { Entrypoint: null } }),
    at: ['Entrypoint'],
    is: null,
  },
  {
    it: 'keeps the host name that the engine made from the id',
    original: inspected(),
    at: ['Hostname'],
    is: originalId.slice(0, 12),
  },
  {
    it: 'leaves that host name to the engine where the container controls it',
    original: inspected({
      Mounts: [{ Type: 'bind', Source: '/var/run/docker.sock', Destination: '/d.sock' }],
    }),
    at: ['Hostname'],
    is: undefined,
  },
  {
    it: 'keeps a chosen host name also there',
    original: inspected({ Config: { Hostname: 'db', Env: ['DOCKER_HOST=tcp://e'] } }),
    at: ['Hostname'],
    is: 'db',
  },
  {
    it: 'takes no host name with the UTS namespace of the host',
    original: inspected({ HostConfig: { UTSMode: 'host' } }),
    at: ['Hostname'],
    is: undefined,
  },
  {
    it: 'replaces the labels of an earlier change and keeps all others',
    original: inspected({ Config: { Labels: { 'port-mappings.tx': 'old', a: 'b' } } }),
    options: { labels: { 'port-mappings.tx': 'new' } },
    at: ['Labels'],
    is: { a: 'b', 'port-mappings.tx': 'new' },
  },
  {
    it: 'tells empty masked paths from none',
    original: inspected({ HostConfig: { MaskedPaths: [], ReadonlyPaths: null } }),
    at: ['HostConfig', 'MaskedPaths'],
    is: [],
  },
  {
    it: 'drops what only warns',
    original: inspected({ HostConfig: { KernelMemory: 0, OomKillDisable: false, ShmSize: 5 } }),
    at: ['HostConfig', 'KernelMemory'],
    is: undefined,
  },
  {
    it: 'writes links as they are taken',
    original: inspected({ HostConfig: { Links: ['/db:/web/database'] } }),
    at: ['HostConfig', 'Links'],
    is: ['db:database'],
  },
  {
    it: 'names an anonymous volume, and has it not filled from the image',
    original: inspected({ Mounts: [{ ...volume, Destination: '/data' }] }),
    at: ['HostConfig', 'Mounts'],
    is: [
      {
        Type: 'volume',
        Source: 'abc',
        Target: '/data',
        ReadOnly: false,
        VolumeOptions: { NoCopy: true },
      },
    ],
  },
  {
    it: 'names the anonymous volume of a mount without a source',
    original: inspected({
      HostConfig: { Mounts: [{ Type: 'volume', Target: '/data', VolumeOptions: { Labels: {} } }] },
      Mounts: [{ ...volume, Destination: '/data' }],
    }),
    at: ['HostConfig', 'Mounts'],
    is: [
      {
        Type: 'volume',
        Target: '/data',
        Source: 'abc',
        VolumeOptions: { Labels: {}, NoCopy: true },
      },
    ],
  },
  {
    it: 'writes the mounts of --volumes-from out',
    original: inspected({
      HostConfig: { VolumesFrom: ['other'] },
      Mounts: [
        { Type: 'bind', Source: '/src', Destination: '/b', RW: false, Propagation: 'rslave' },
      ],
    }),
    at: ['HostConfig', 'Mounts'],
    is: [
      {
        Type: 'bind',
        Source: '/src',
        Target: '/b',
        ReadOnly: true,
        BindOptions: { Propagation: 'rslave' },
      },
    ],
  },
  {
    it: 'leaves --volumes-from itself out',
    original: inspected({ HostConfig: { VolumesFrom: ['other'] } }),
    at: ['HostConfig', 'VolumesFrom'],
    is: null,
  },
  {
    it: 'copies binds as they are, and repeats none of them as a mount',
    original: inspected({
      HostConfig: { Binds: ['/h:/a:ro,z', 'vol:/v', String.raw`C:\x:C:\y:ro`] },
      Mounts: ['/a', '/v', String.raw`C:\y`].map((Destination) => ({ ...volume, Destination })),
    }),
    at: ['HostConfig'],
    is: {
      NetworkMode: 'default',
      PortBindings: {},
      PublishAllPorts: false,
      Binds: ['/h:/a:ro,z', 'vol:/v', String.raw`C:\x:C:\y:ro`],
    },
  },
  {
    it: 'has an emptied volume stay empty',
    original: inspected({ HostConfig: { Binds: ['vol:/v:ro', 'other:/o', '/h:/v'] } }),
    options: { emptyVolumes: new Set(['/v']) },
    at: ['HostConfig', 'Binds'],
    is: ['vol:/v:ro,nocopy', 'other:/o', '/h:/v'],
  },
  {
    it: 'leaves the MAC address in the config before API 1.44',
    original: inspected({ Config: { MacAddress: '02:00:00:00:00:01' } }),
    at: ['MacAddress'],
    is: '02:00:00:00:00:01',
  },
  {
    it: 'moves the MAC address to the network from API 1.44 on',
    original: inspected({ Config: { MacAddress: '02:00:00:00:00:01' } }),
    options: { apiVersion: '1.44' },
    at: ['NetworkingConfig', 'EndpointsConfig'],
    is: { bridge: { MacAddress: '02:00:00:00:00:01' } },
  },
];

describe('createBody', () => {
  for (const { it: title, original, options, at, is } of cases) {
    it(title, () => {
      assert.deepEqual(field(bodyOf(original, options), ...at), is);
    });
  }

  it('copies what it does not know', () => {
    const told = { Config: { Future: { a: [1] } }, HostConfig: { Annotations: { b: 'c' } } };
    const body = bodyOf(inspected(told));
    assert.deepEqual(body['Future'], { a: [1] });
    assert.deepEqual(field(body, 'HostConfig', 'Annotations'), { b: 'c' });
  });

  describe('with several networks', () => {
    const id = originalId.slice(0, 12);
    const Networks = {
      front: {
        IPAMConfig: { IPv4Address: '10.1.0.5' },
        Aliases: ['shop', id],
        IPAddress: '10.1.0.5',
        MacAddress: '02:42:0a:01:00:05',
        NetworkID: 'f1',
      },
      back: {
        IPAMConfig: null,
        Aliases: [id, 'chosen'],
        IPAddress: '10.2.0.9',
        MacAddress: '02:99:00:00:00:01',
        DriverOpts: { a: 'b' },
      },
    };
    const create = (apiVersion: string, mode: string): ReturnType<typeof createBody> =>
      createBody({
        original: inspected({
          Config: { Hostname: 'chosen' },
          HostConfig: { NetworkMode: mode },
          Networks,
        }),
        image: {},
        reference: 'web:1',
        apiVersion,
        ports: noPorts,
        labels: {},
        emptyVolumes: new Set(),
      });
    const front = { IPAMConfig: { IPv4Address: '10.1.0.5' }, Aliases: ['shop'] };
    const endpoints = (made: ReturnType<typeof createBody>): JsonObject =>
      objectOf(field(made.body, 'NetworkingConfig', 'EndpointsConfig'));

    it('creates with the first and connects the others before API 1.44', () => {
      const made = create('1.43', 'front');
      assert.deepEqual(endpoints(made), { front });
      assert.deepEqual(made.connect, [{ network: 'back', endpoint: { DriverOpts: { a: 'b' } } }]);
      assert.deepEqual(made.disconnect, []);
    });

    it('creates with all from API 1.44 on, with the MAC addresses that were chosen', () => {
      const made = create('1.44', 'front');
      assert.deepEqual(endpoints(made), {
        front,
        back: { DriverOpts: { a: 'b' }, MacAddress: '02:99:00:00:00:01' },
      });
      assert.deepEqual(made.connect, []);
    });

    it('takes all aliases from API 1.45 on, where the engine mixes in none', () => {
      assert.deepEqual(field(endpoints(create('1.45', 'front')), 'front', 'Aliases'), ['shop', id]);
    });

    it('finds the first network by its id', () => {
      assert.deepEqual(Object.keys(endpoints(create('1.43', 'f1'))), ['front']);
    });

    it('leaves a network that the original had left', () => {
      const made = create('1.43', 'left');
      assert.deepEqual(made.disconnect, ['left']);
      assert.deepEqual(
        made.connect.map(({ network }) => network),
        ['front', 'back'],
      );
    });
  });
});
