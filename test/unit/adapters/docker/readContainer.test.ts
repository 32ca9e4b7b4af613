import assert from 'node:assert/strict';
import {
  isKnown,
  readInspected,
  readListed,
  refreshed,
  stopped,
} from '../../../../src/adapters/docker/readContainer.ts';
import type {
  Binding,
  Container,
  ContainerPort,
  HostPortRequest,
} from '../../../../src/core/container.ts';

const id = 'a'.repeat(64);

/** An entry of the list, in the words of API 1.41. */
function entry(more: object = {}): object {
  return {
    Id: id,
    Names: ['/web'],
    Image: 'nginx:1.27',
    ImageID: 'sha256:1',
    State: 'running',
    Status: 'Up 5 minutes',
    Ports: [
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
    ],
    Labels: {},
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2', Aliases: null } } },
    ...more,
  };
}

interface InspectParts {
  readonly State?: object;
  readonly Config?: object;
  readonly HostConfig?: object;
  readonly NetworkSettings?: object;
  readonly Name?: string;
}

/** The inspect of the same container. */
function inspect(more: InspectParts = {}): object {
  return {
    Id: id,
    Name: more.Name ?? '/web',
    Image: 'sha256:1',
    State: { Status: 'running', ...more.State },
    Config: {
      Image: 'nginx:1.27',
      Labels: {},
      ExposedPorts: { '80/tcp': {}, '443/tcp': {} },
      ...more.Config,
    },
    HostConfig: {
      NetworkMode: 'default',
      PublishAllPorts: false,
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
      Links: null,
      ...more.HostConfig,
    },
    NetworkSettings: {
      Ports: {
        '80/tcp': [
          { HostIp: '0.0.0.0', HostPort: '8080' },
          { HostIp: '::', HostPort: '8080' },
        ],
        '443/tcp': null,
      },
      Networks: { bridge: { IPAddress: '172.17.0.2', GlobalIPv6Address: '', Aliases: null } },
      ...more.NetworkSettings,
    },
  };
}

const imagePorts = new Set(['80/tcp', '443/tcp']);

function inspected(more: InspectParts = {}): Container {
  const container = readInspected(inspect(more), imagePorts);
  assert.ok(container);
  return container;
}

function listed(more: object = {}): Container {
  const container = readListed(entry(more));
  assert.ok(container);
  return container;
}

function port(container: Container, number: number, protocol = 'tcp'): ContainerPort {
  const found = container.ports.find((each) => each.port === number && each.protocol === protocol);
  assert.ok(found);
  return found;
}

function bindings(container: Container, number: number): readonly Binding[] {
  return port(container, number).bindings;
}

const wildcards = [
  { hostIp: '0.0.0.0', hostPort: 8080 },
  { hostIp: '::', hostPort: 8080 },
];

describe('readListed', () => {
  it('tells what is live', () => {
    assert.deepEqual(listed(), {
      id,
      name: 'web',
      image: { reference: 'nginx:1.27', id: 'sha256:1' },
      state: 'running',
      network: { kind: 'bridge' },
      networks: [{ name: 'bridge', ipv4: '172.17.0.2', aliases: [] }],
      links: [],
      publishAll: false,
      ports: [
        {
          port: 80,
          protocol: 'tcp',
          exposedBy: 'unknown',
          bindings: wildcards.map((allocation) => ({
            publishedBy: 'unknown',
            hostIp: allocation.hostIp,
            hostPort: { kind: 'unknown' },
            allocated: [allocation],
          })),
        },
        { port: 443, protocol: 'tcp', exposedBy: 'unknown', bindings: [] },
      ],
      unreadablePorts: [],
      knowledge: 'listed',
    } satisfies Container);
  });

  const names: readonly (readonly [unknown, string])[] = [
    [['/perf-link/web1', '/web'], 'web'],
    [['/web', '/perf-link/web1'], 'web'],
    [['web'], 'web'],
    [['/only/alias'], id.slice(0, 12)],
    [[], id.slice(0, 12)],
    [null, id.slice(0, 12)],
  ];
  for (const [Names, name] of names) {
    it(`takes ${name} from the names ${JSON.stringify(Names)}`, () => {
      assert.equal(listed({ Names }).name, name);
    });
  }

  const healths: readonly (readonly [string, string, string | undefined])[] = [
    ['running', 'Up 5 minutes', undefined],
    ['running', 'Up 5 minutes (healthy)', 'healthy'],
    ['running', 'Up 5 minutes (unhealthy)', 'unhealthy'],
    ['running', 'Up 1 second (health: starting)', 'starting'],
    ['paused', 'Up 5 minutes (Paused)', undefined],
    ['exited', 'Exited (0) 5 minutes ago', undefined],
  ];
  for (const [State, Status, health] of healths) {
    it(`reads ${health ?? 'no health'} from "${Status}"`, () => {
      assert.equal(listed({ State, Status }).health, health);
    });
  }

  it('tolerates what is missing, null or of another shape', () => {
    const container = listed({
      Image: null,
      ImageID: undefined,
      Status: null,
      Ports: [null, 'x', { PrivatePort: 80 }, { PrivatePort: 53, PublicPort: 53, Type: 'udp' }],
      Labels: null,
      HostConfig: null,
      NetworkSettings: { Networks: { odd: null } },
    });
    assert.deepEqual(container.networks, [{ name: 'odd', aliases: [] }]);
    assert.equal(listed({ State: 7 }).state, 'exited');
    assert.deepEqual(
      container.ports.map(({ port }) => port),
      [53],
    );
    for (const value of [null, undefined, 'x', 7, [], {}, { Id: '' }, { Id: 1 }]) {
      assert.equal(readListed(value), undefined);
      assert.equal(readInspected(value, undefined), undefined);
    }
  });
});

describe('readInspected', () => {
  it('joins configuration and what is held', () => {
    assert.deepEqual(inspected().ports, [
      {
        port: 80,
        protocol: 'tcp',
        exposedBy: 'image',
        bindings: [
          {
            publishedBy: 'publish',
            hostIp: '',
            hostPort: { kind: 'fixed', port: 8080 },
            allocated: wildcards,
          },
        ],
      },
      { port: 443, protocol: 'tcp', exposedBy: 'image', bindings: [] },
    ] satisfies ContainerPort[]);
  });

  const requests: readonly (readonly [string | null, HostPortRequest])[] = [
    ['8080', { kind: 'fixed', port: 8080 }],
    ['0123', { kind: 'fixed', port: 123 }],
    ['8000-8010', { kind: 'range', range: { start: 8000, end: 8010 } }],
    ['8000-8000', { kind: 'fixed', port: 8000 }],
    ['', { kind: 'dynamic' }],
    ['0', { kind: 'dynamic' }],
    [null, { kind: 'dynamic' }],
    ['8010-8000', { kind: 'unknown' }],
    ['99999', { kind: 'unknown' }],
    ['http', { kind: 'unknown' }],
  ];
  for (const [HostPort, hostPort] of requests) {
    it(`reads the host port ${JSON.stringify(HostPort)} as ${hostPort.kind}`, () => {
      const HostConfig = { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort }] } };
      const [binding] = bindings(inspected({ HostConfig, NetworkSettings: { Ports: {} } }), 80);
      assert.deepEqual(binding, {
        publishedBy: 'publish',
        hostIp: '127.0.0.1',
        hostPort,
        allocated: [],
      });
    });
  }

  for (const value of [null, []]) {
    it(`takes a key with ${JSON.stringify(value)} for bindings as exposed only, as Podman means it`, () => {
      const HostConfig = { PortBindings: { '7000/tcp': value } };
      const NetworkSettings = { Ports: { '7000/tcp': null } };
      const Config = { ExposedPorts: { '7000/tcp': {} } };
      const [found] = inspected({ Config, HostConfig, NetworkSettings }).ports;
      assert.deepEqual(found, { port: 7000, protocol: 'tcp', exposedBy: 'operator', bindings: [] });
    });
  }

  it('tells who exposed a port', () => {
    const more = {
      Config: { ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '7000/tcp': {}, '9000/udp': {} } },
      HostConfig: { PortBindings: { '443/tcp': [{}], '7000/tcp': [{}] } },
    };
    const by = (ports: ReadonlySet<string> | undefined): readonly string[] =>
      readInspected(inspect(more), ports)?.ports.map((each) => `${each.port} ${each.exposedBy}`) ??
      [];
    assert.deepEqual(by(imagePorts), ['80 image', '443 image', '7000 publish', '9000 operator']);
    assert.deepEqual(by(undefined), ['80 unknown', '443 unknown', '7000 unknown', '9000 unknown']);
  });

  it('publishes what has no binding of its own with -P, and nothing else', () => {
    const Ports = {
      '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }],
      '443/tcp': [
        { HostIp: '0.0.0.0', HostPort: '32768' },
        { HostIp: '::', HostPort: '32769' },
      ],
    };
    const container = inspected({
      HostConfig: { PublishAllPorts: true },
      NetworkSettings: { Ports },
    });
    assert.equal(container.publishAll, true);
    assert.equal(bindings(container, 80)[0]?.publishedBy, 'publish');
    assert.deepEqual(bindings(container, 443), [
      {
        publishedBy: 'publishAll',
        hostIp: '',
        hostPort: { kind: 'dynamic' },
        allocated: [
          { hostIp: '0.0.0.0', hostPort: 32768 },
          { hostIp: '::', hostPort: 32769 },
        ],
      },
    ]);
  });

  it('keeps what was configured where the network discards it', () => {
    const container = inspected({
      HostConfig: { NetworkMode: 'host' },
      NetworkSettings: { Ports: {} },
    });
    assert.deepEqual(container.network, { kind: 'host' });
    assert.deepEqual(bindings(container, 80)[0]?.allocated, []);
  });

  it('keeps keys that name no port as they are, and reads the odd ones that do', () => {
    const container = inspected({
      Config: {
        ExposedPorts: { '3000-3002': {}, '80/http': {}, '81/TCP': {}, '82': {}, '70000/tcp': {} },
      },
      HostConfig: { PortBindings: { 'x/tcp': [{}] } },
      // What Docker 20.10 makes of 3000-3002.
      NetworkSettings: { Ports: { '0/tcp': null } },
    });
    assert.deepEqual(container.unreadablePorts, ['3000-3002', '80/http', '70000/tcp', 'x/tcp']);
    assert.deepEqual(
      container.ports.map(({ port }) => port),
      [81, 82],
    );
  });

  it('sorts by protocol, then port', () => {
    const ExposedPorts = { '53/udp': {}, '443/tcp': {}, '9/sctp': {}, '80/tcp': {}, '53/tcp': {} };
    const container = inspected({ Config: { ExposedPorts }, NetworkSettings: { Ports: {} } });
    assert.deepEqual(
      container.ports.map((each) => `${each.port}/${each.protocol}`),
      ['9/sctp', '53/tcp', '80/tcp', '443/tcp', '53/udp'],
    );
  });

  const modes: readonly (readonly [string, Container['network']])[] = [
    ['default', { kind: 'bridge' }],
    ['bridge', { kind: 'bridge' }],
    ['', { kind: 'bridge' }],
    ['host', { kind: 'host' }],
    ['none', { kind: 'none' }],
    ['container:abc', { kind: 'container', container: 'abc' }],
    ['shop_default', { kind: 'userDefined', name: 'shop_default' }],
  ];
  for (const [NetworkMode, network] of modes) {
    it(`reads the network mode "${NetworkMode}"`, () => {
      assert.deepEqual(inspected({ HostConfig: { NetworkMode } }).network, network);
      assert.deepEqual(listed({ HostConfig: { NetworkMode } }).network, network);
    });
  }

  it('reads addresses, aliases without the short id, and both kinds of links', () => {
    const container = inspected({
      HostConfig: { Links: ['/db:/web/store', '/cache:/web/cache'] },
      NetworkSettings: {
        Networks: {
          front: {
            IPAddress: '172.18.0.2',
            GlobalIPv6Address: '2001:db8::2',
            Aliases: ['www', id.slice(0, 12)],
            Links: ['queue:q'],
          },
        },
      },
    });
    assert.deepEqual(container.networks, [
      { name: 'front', ipv4: '172.18.0.2', ipv6: '2001:db8::2', aliases: ['www'] },
    ]);
    assert.deepEqual(container.links, [
      { container: 'db', alias: 'store' },
      { container: 'cache', alias: 'cache' },
      { container: 'queue', alias: 'q' },
    ]);
  });

  it('reads what Compose wrote, and only when it is whole', () => {
    const Labels = {
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': 'web',
      'com.docker.compose.project.config_files': 'compose.yaml,/srv/override.yaml',
      'com.docker.compose.project.working_dir': '/srv/shop',
    };
    const compose = {
      project: 'shop',
      service: 'web',
      files: ['compose.yaml', '/srv/override.yaml'],
      workingDirectory: '/srv/shop',
    };
    assert.deepEqual(inspected({ Config: { Labels } }).compose, compose);
    assert.deepEqual(listed({ Labels }).compose, compose);
    assert.equal(listed({ Labels: { 'com.docker.compose.project': 'shop' } }).compose, undefined);
  });

  it('tells health only of a container that is up', () => {
    const Health = { Status: 'unhealthy' };
    assert.equal(inspected({ State: { Health } }).health, 'unhealthy');
    assert.equal(inspected({ State: { Status: 'paused', Health } }).health, 'unhealthy');
    assert.equal(inspected({ State: { Status: 'exited', Health } }).health, undefined);
    assert.equal(inspected({ State: { Health: { Status: 'none' } } }).health, undefined);
  });

  it("reads Podman's states and its empty address for all", () => {
    const Ports = { '80/tcp': [{ HostIp: '', HostPort: '8080' }] };
    const container = inspected({
      State: { Status: 'configured' },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } },
      NetworkSettings: { Ports },
    });
    assert.equal(container.state, 'created');
    assert.deepEqual(bindings(container, 80)[0]?.allocated, [], 'it tells what is configured');
    const running = inspected({ NetworkSettings: { Ports } });
    assert.deepEqual(bindings(running, 80)[0]?.allocated, [{ hostIp: '0.0.0.0', hostPort: 8080 }]);
    assert.equal(inspected({ State: { Status: 'stopped' } }).state, 'exited');
    assert.deepEqual(listed({ State: 'configured' }).ports, [], 'the list tells it too');
  });
});

describe('refreshed', () => {
  it('gives the same object when the list says the same', () => {
    const known = inspected();
    assert.equal(refreshed(known, listed()), known);
  });

  it('takes what is live from the list and keeps what was configured', () => {
    const known = inspected({
      NetworkSettings: { Networks: { bridge: { Aliases: ['www'] } }, Ports: {} },
      State: { Status: 'exited' },
    });
    const next = refreshed(known, listed({ Names: ['/renamed'], Status: 'Up 1 s (healthy)' }));
    assert.equal(next.name, 'renamed');
    assert.equal(next.state, 'running');
    assert.equal(next.health, 'healthy');
    assert.deepEqual(next.networks, [{ name: 'bridge', ipv4: '172.17.0.2', aliases: ['www'] }]);
    assert.deepEqual(bindings(next, 80), bindings(inspected(), 80));
    assert.equal(port(next, 443).exposedBy, 'image');
    assert.equal(next.knowledge, 'inspected');
  });

  it('keeps the health of a paused container, which the list does not tell', () => {
    const known = inspected({ State: { Health: { Status: 'healthy' } } });
    const paused = refreshed(known, listed({ State: 'paused', Status: 'Up 1 s (Paused)' }));
    assert.equal(paused.health, 'healthy');
    assert.equal(refreshed(paused, listed()).health, undefined);
  });

  it('takes back what was allocated when the container has stopped', () => {
    const exited = refreshed(inspected(), listed({ State: 'exited', Ports: [] }));
    assert.deepEqual(bindings(exited, 80)[0]?.allocated, []);
    assert.deepEqual(bindings(exited, 80)[0]?.hostPort, { kind: 'fixed', port: 8080 });
  });

  it('drops what is held beyond the configuration once it is not held any more', () => {
    const Ports = [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 9999, Type: 'tcp' }];
    const odd = refreshed(inspected(), listed({ Ports }));
    assert.deepEqual(
      bindings(odd, 80).map(({ publishedBy }) => publishedBy),
      ['publish', 'unknown'],
    );
    assert.deepEqual(refreshed(odd, listed()), inspected());
  });
});

describe('isKnown', () => {
  it('is what was inspected, on the same networks', () => {
    assert.equal(isKnown(inspected(), listed()), true);
    assert.equal(isKnown(undefined, listed()), false);
    assert.equal(isKnown(listed(), listed()), false);
    const NetworkSettings = { Networks: { bridge: {}, joined: {} } };
    assert.equal(isKnown(inspected(), listed({ NetworkSettings })), false);
  });
});

describe('stopped', () => {
  it('holds no ports, has no addresses and no health, and keeps its configuration', () => {
    const container = stopped(inspected({ State: { Health: { Status: 'healthy' } } }));
    assert.equal(container.state, 'exited');
    assert.equal(container.health, undefined);
    assert.deepEqual(container.networks, [{ name: 'bridge', aliases: [] }]);
    assert.deepEqual(bindings(container, 80), [
      {
        publishedBy: 'publish',
        hostIp: '',
        hostPort: { kind: 'fixed', port: 8080 },
        allocated: [],
      },
    ]);
    assert.equal(stopped(container), container);
  });

  it('knows no ports of a container that was only listed', () => {
    assert.deepEqual(stopped(listed()).ports, []);
  });
});
