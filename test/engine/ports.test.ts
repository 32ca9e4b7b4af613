import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import {
  buildImage,
  createContainer,
  dockerClient,
  published,
  runId,
  startContainer,
} from '../lab/containers.ts';

import { freeRange } from '../lab/freePort.ts';
import { formatPorts, sourceOf } from './liveEngine.ts';
import type { Container } from '../../src/core/container.ts';
import type { EngineReading } from '../../src/core/engine.ts';

const composeLabels = {
  'com.docker.compose.project': 'shop',
  'com.docker.compose.service': 'web',
  'com.docker.compose.project.config_files': '/srv/compose.yaml,/srv/compose.override.yaml',
  'com.docker.compose.project.working_dir': '/srv',
};

describe('One pass over the engine', () => {
  const docker = dockerClient();
  const network = `ports-${runId()}`;
  const made: { remove: () => Promise<unknown> }[] = [];
  let image: string;
  let ports: Record<'fixed' | 'loopback' | 'range' | 'choice' | 'udp' | 'two' | 'stopped', number>;
  let rows: EngineReading;
  let reading: EngineReading;

  function nameOf(kind: string): string {
    return `${kind}-${runId()}`;
  }

  async function make(
    kind: string,
    options: Docker.ContainerCreateOptions,
    start = true,
  ): Promise<Docker.Container> {
    const create = start ? startContainer : createContainer;
    const container = await create(docker, { Image: image, name: nameOf(kind), ...options });
    made.unshift({ remove: () => container.remove({ force: true }) });
    return container;
  }

  async function publish(
    kind: string,
    bindings: Readonly<Record<string, readonly string[]>>,
    more: Docker.HostConfig = {},
    start = true,
  ): Promise<void> {
    const { ExposedPorts, PortBindings } = published(bindings);
    await make(
      kind,
      { ExposedPorts: ExposedPorts ?? {}, HostConfig: { PortBindings, ...more } },
      start,
    );
  }

  function container(kind: string, of = reading): Container {
    const found = of.containers.find(({ name }) => name === nameOf(kind));
    assert.ok(found, `${kind} is missing`);
    return found;
  }

  before(async () => {
    image = await buildImage(docker, 'ports', ['EXPOSE 80 53/udp']);
    made.push({ remove: () => docker.getImage(image).remove() });
    const created = await docker.createNetwork({ Name: network });
    made.unshift({ remove: () => created.remove() });
    const numbers = await Promise.all([1, 1, 3, 5, 1, 2, 1].map(freeRange));
    const [fixed = 0, loopback = 0, range = 0, choice = 0, udp = 0, two = 0, stopped = 0] = numbers;
    ports = { fixed, loopback, range, choice, udp, two, stopped };

    const target = await make('target', {});
    await Promise.all([
      publish('fixed', { '80/tcp': [`${fixed}`] }),
      publish('loopback', { '80/tcp': [`127.0.0.1:${loopback}`] }),
      publish('range', {
        '90/tcp': [`${range}`],
        '91/tcp': [`${range + 1}`],
        '92/tcp': [`${range + 2}`],
      }),
      publish('choice', { '90/tcp': [`127.0.0.1:${choice}-${choice + 4}`] }),
      publish('dynamic', { '80/tcp': ['127.0.0.1:', ''] }),
      publish('both', { '53/udp': [`${udp}`], '53/tcp': [`${udp}`] }),
      publish('two', { '80/tcp': [`${two + 1}`, `127.0.0.1:${two}`] }),
      publish('all', { '90/tcp': [''] }, { PublishAllPorts: true }),
      publish('created', { '80/tcp': [`${stopped}`], '443/tcp': [''] }, {}, false),
      publish('host', { '80/tcp': [`${stopped}`] }, { NetworkMode: 'host' }),
      publish('none', { '80/tcp': [`${stopped}`] }, { NetworkMode: 'none' }),
      make('exposed', { ExposedPorts: { '7000/tcp': {}, '80/tcp': {}, '3000-3002': {} } }),
      make('shared', { HostConfig: { NetworkMode: `container:${target.id}` } }),
      make('user', {
        HostConfig: { NetworkMode: network },
        NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: ['www', 'api'] } } },
      }),
      make('linked', { HostConfig: { Links: [`${nameOf('target')}:db`] } }),
      make('composed', { Labels: composeLabels }, false),
      make('paused', {}).then((paused) => paused.pause()),
      make('exited', { HostConfig: { PublishAllPorts: true } }).then((exited) => exited.kill()),
    ]);

    const source = sourceOf({ host: process.env['DOCKER_HOST'] ?? '' });
    const { signal } = new AbortController();
    const partial = (value: EngineReading): void => {
      rows = value;
    };
    reading = await source.read(undefined, partial, signal);
    source.dispose();
  });

  after(async () => {
    const [image, network, ...containers] = made.reverse();
    await Promise.all(containers.map((each) => each.remove()));
    await network?.remove();
    await image?.remove();
  });

  it('knows a fixed port, and which ports only the image exposes', () => {
    assert.deepEqual(formatPorts(container('fixed')), [
      `80/tcp image; publish :${ports.fixed} = 0.0.0.0:${ports.fixed}`,
      '53/udp image',
    ]);
  });

  it('joins the twins of the two address families', () => {
    const [binding, ...more] = container('fixed').ports[0]?.bindings ?? [];
    assert.deepEqual(more, []);
    const others = binding?.allocated.filter(({ hostIp }) => hostIp !== '0.0.0.0');
    assert.ok(others?.every((each) => each.hostIp === '::' && each.hostPort === ports.fixed));
  });

  it('knows a port on loopback', () => {
    const { loopback } = ports;
    assert.deepEqual(formatPorts(container('loopback')), [
      `80/tcp image; publish 127.0.0.1:${loopback} = 127.0.0.1:${loopback}`,
      '53/udp image',
    ]);
  });

  it('knows a range of equal length', () => {
    assert.deepEqual(
      formatPorts(container('range')).slice(1, 4),
      [0, 1, 2].map(
        (at) =>
          `${90 + at}/tcp publish; publish :${ports.range + at} = 0.0.0.0:${ports.range + at}`,
      ),
    );
  });

  it('knows the range that a host port was chosen from', () => {
    const [binding] = container('choice').ports.find(({ port }) => port === 90)?.bindings ?? [];
    const range = { start: ports.choice, end: ports.choice + 4 };
    assert.deepEqual(binding?.hostPort, { kind: 'range', range });
    const [held] = binding.allocated;
    assert.ok(held !== undefined && held.hostPort >= range.start && held.hostPort <= range.end);
  });

  it('knows dynamic ports, and tells those of two addresses apart', () => {
    const bindings = container('dynamic').ports[0]?.bindings ?? [];
    assert.deepEqual(
      bindings.map(({ hostIp, hostPort, allocated }) => [
        hostIp,
        hostPort.kind,
        allocated[0]?.hostIp,
      ]),
      [
        ['127.0.0.1', 'dynamic', '127.0.0.1'],
        ['', 'dynamic', '0.0.0.0'],
      ],
    );
    const { ephemeralPorts } = reading.engine;
    if (ephemeralPorts !== undefined) {
      const held = bindings.flatMap(({ allocated }) => allocated.map(({ hostPort }) => hostPort));
      assert.ok(held.every((port) => port >= ephemeralPorts.start && port <= ephemeralPorts.end));
    }
  });

  it('keeps one port on two protocols apart', () => {
    const { udp } = ports;
    assert.deepEqual(formatPorts(container('both')), [
      `53/tcp publish; publish :${udp} = 0.0.0.0:${udp}`,
      '80/tcp image',
      `53/udp image; publish :${udp} = 0.0.0.0:${udp}`,
    ]);
  });

  it('keeps two host ports of one container port, in the order they were given', () => {
    const { two } = ports;
    assert.deepEqual(
      formatPorts(container('two'))[0],
      [
        `80/tcp image; publish :${two + 1} = 0.0.0.0:${two + 1}`,
        `publish 127.0.0.1:${two} = 127.0.0.1:${two}`,
      ].join('; '),
    );
  });

  it('tells what -P published from what -p did', () => {
    const { publishAll, ports: found } = container('all');
    assert.equal(publishAll, true);
    assert.deepEqual(
      found.map(({ port, exposedBy, bindings }) => [
        port,
        exposedBy,
        bindings.map(({ publishedBy, hostPort, allocated }) => [
          publishedBy,
          hostPort.kind,
          allocated.length > 0,
        ]),
      ]),
      [
        [80, 'image', [['publishAll', 'dynamic', true]]],
        [90, 'publish', [['publish', 'dynamic', true]]],
        [53, 'image', [['publishAll', 'dynamic', true]]],
      ],
    );
  });

  it('knows the ports that a container will take when it starts', () => {
    assert.equal(container('created').state, 'created');
    assert.deepEqual(formatPorts(container('created')), [
      `80/tcp image; publish :${ports.stopped} = none`,
      '443/tcp publish; publish :dynamic = none',
      '53/udp image',
    ]);
    assert.equal(container('exited').state, 'exited');
    assert.deepEqual(formatPorts(container('exited')), [
      '80/tcp image; publishAll :dynamic = none',
      '53/udp image; publishAll :dynamic = none',
    ]);
  });

  it('tells what the operator exposed from what the image did, and keeps what is no port', () => {
    assert.deepEqual(formatPorts(container('exposed')), [
      '80/tcp image',
      '7000/tcp operator',
      '53/udp image',
    ]);
    assert.deepEqual(container('exposed').unreadablePorts, ['3000-3002']);
  });

  for (const mode of ['host', 'none'] as const) {
    it(`knows that the network ${mode} publishes nothing`, () => {
      assert.deepEqual(container(mode).network, { kind: mode });
      assert.deepEqual(formatPorts(container(mode)), [
        `80/tcp image; publish :${ports.stopped} = none`,
        '53/udp image',
      ]);
    });
  }

  it('knows whose network a container shares', () => {
    assert.deepEqual(container('shared').network, {
      kind: 'container',
      container: container('target').id,
    });
  });

  it('knows addresses and aliases on a network', () => {
    const { network: mode, networks } = container('user');
    assert.deepEqual(mode, { kind: 'userDefined', name: network });
    assert.deepEqual(
      networks.map(({ name }) => name),
      [network],
    );
    assert.match(networks[0]?.ipv4 ?? '', /^\d+\.\d+\.\d+\.\d+$/);
    assert.deepEqual(
      networks[0]?.aliases.filter((alias) => alias !== nameOf('user')),
      ['www', 'api'],
    );
  });

  it('knows links, and does not take their aliases for names', async () => {
    const { id, name } = container('target');
    const [entry] = await docker.listContainers({ all: true, filters: { id: [id] } });
    assert.deepEqual(entry?.Names.toSorted(), [`/${nameOf('linked')}/db`, `/${name}`]);
    assert.equal(container('target', rows).name, name);
    assert.deepEqual(container('linked').links, [{ container: name, alias: 'db' }]);
  });

  it('knows what Compose wrote', () => {
    assert.deepEqual(container('composed').compose, {
      project: 'shop',
      service: 'web',
      files: ['/srv/compose.yaml', '/srv/compose.override.yaml'],
      workingDirectory: '/srv',
    });
  });

  it('knows a paused container and what it holds', () => {
    assert.equal(container('paused').state, 'paused');
  });

  it('tells what runs and what it holds before any inspect', () => {
    const listed = container('fixed', rows);
    assert.equal(listed.knowledge, 'listed');
    assert.equal(listed.state, 'running');
    assert.deepEqual(
      formatPorts(listed).map((port) => port.split(';')[0]),
      ['80/tcp unknown', '53/udp unknown'],
    );
    assert.equal(listed.ports[0]?.bindings[0]?.allocated[0]?.hostPort, ports.fixed);
  });

  it('gives the same from the list alone as from the inspects, once it knows them', async () => {
    const source = sourceOf({ host: process.env['DOCKER_HOST'] ?? '' });
    const { signal } = new AbortController();
    const again = await source.read(reading, () => undefined, signal);
    source.dispose();
    const mine = (of: EngineReading): readonly Container[] =>
      of.containers.filter(({ name }) => name.endsWith(runId()));
    assert.deepEqual(mine(again), mine(reading));
    assert.ok(mine(again).every((each, at) => each === mine(reading)[at]));
  });

  it('knows the engine', () => {
    const { engine } = reading;
    assert.equal(engine.product, 'docker');
    assert.match(engine.version, /^\d+\.\d+/);
    assert.match(engine.apiVersion, /^1\.\d+$/);
    assert.notEqual(engine.machine, '');
    assert.deepEqual(engine.endpoint.origin, { kind: 'hostSetting' });
  });
});
