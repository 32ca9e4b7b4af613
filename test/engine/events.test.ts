import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import type { Container } from '../../src/core/container.ts';
import { buildImage, createContainer, dockerClient, published } from '../lab/containers.ts';
import { startEngine, type Engine } from '../lab/engine.ts';
import { startCountingProxy, type CountingProxy } from './countingProxy.ts';
import { formatPorts, LiveEngine, readOnce } from './liveEngine.ts';

/** In nanoseconds, as the API counts: the shortest that it takes. */
const probe = { Test: ['CMD', '/bin/sh', '-c', 'test -e /well'], Interval: 50_000_000, Retries: 1 };

describe('The events of an engine', () => {
  let engine: Engine;
  let docker: Docker;
  let proxy: CountingProxy;
  let live: LiveEngine;
  let image: string;
  let sentinel: Docker.Container;
  let sentinelName = 'sentinel-0';

  before(async () => {
    engine = await startEngine();
    docker = dockerClient(engine.dockerHost);
    image = await buildImage(docker, 'events', ['EXPOSE 80']);
    sentinel = await createContainer(docker, { Image: image, name: sentinelName });
    // So many that one or two of them are never worth a list.
    for (const name of ['one', 'two', 'three', 'four'])
      await createContainer(docker, { Image: image, name });
    await docker.createNetwork({ Name: 'front' });
    proxy = await startCountingProxy(engine.socketPath);
    live = new LiveEngine(proxy.dockerHost);
    await live.until((state) => state.status === 'ready' && state.complete);
  });
  after(async () => {
    live.dispose();
    await proxy.close();
    await engine.stop();
  });

  /**
   * What the extension asks the engine because of an action. Events come in order, so all of the
   * action were acted on when a new name, which asks nothing, has arrived.
   */
  async function askedDuring(action: () => Promise<unknown>): Promise<readonly string[]> {
    proxy.requests.splice(0);
    await action();
    const [prefix, number] = sentinelName.split('-');
    sentinelName = `${prefix ?? ''}-${Number(number) + 1}`;
    await sentinel.rename({ name: sentinelName });
    await live.untilContainer(sentinelName, () => true);
    return proxy.requests.splice(0);
  }

  /** The model that grew by events is the one that a first pass gives. */
  async function assertUpToDate(): Promise<void> {
    const { containers } = await readOnce({ host: engine.dockerHost });
    assert.deepEqual(live.containers, containers);
  }

  describe('in the life of one container', () => {
    let container: Docker.Container;
    const inspect = (): string => `containers/${container.id}/json`;

    const create = async (): Promise<void> => {
      const { ExposedPorts, PortBindings } = published({ '80/tcp': ['21080'], '90/tcp': [''] });
      container = await createContainer(docker, {
        Image: image,
        name: 'life',
        ExposedPorts: ExposedPorts ?? {},
        HostConfig: { PortBindings },
      });
    };

    /** In this order. The end of each is what the container then is. */
    const steps: readonly {
      readonly what: string;
      readonly act: () => Promise<unknown>;
      readonly inspects: number;
      readonly then: (told: Container) => void;
    }[] = [
      {
        what: 'created',
        act: create,
        inspects: 1,
        then: ({ state, ports }) => {
          assert.equal(state, 'created');
          assert.deepEqual(
            ports.map(({ bindings }) => bindings[0]?.allocated),
            [[], []],
          );
        },
      },
      {
        what: 'started',
        act: () => container.start(),
        inspects: 1,
        then: (told) => {
          assert.equal(told.state, 'running');
          assert.equal(formatPorts(told)[0], '80/tcp image; publish :21080 = 0.0.0.0:21080');
          assert.notEqual(told.ports[1]?.bindings[0]?.allocated[0]?.hostPort, undefined);
        },
      },
      {
        what: 'paused',
        act: () => container.pause(),
        inspects: 0,
        then: ({ state }) => {
          assert.equal(state, 'paused');
        },
      },
      {
        what: 'unpaused',
        act: () => container.unpause(),
        inspects: 0,
        then: ({ state }) => {
          assert.equal(state, 'running');
        },
      },
      {
        what: 'connected to a network',
        act: () => docker.getNetwork('front').connect({ Container: container.id }),
        inspects: 1,
        then: ({ networks }) => {
          assert.deepEqual(
            networks.map(({ name }) => name),
            ['bridge', 'front'],
          );
        },
      },
      {
        what: 'disconnected from it',
        act: () => docker.getNetwork('front').disconnect({ Container: container.id }),
        inspects: 1,
        then: ({ networks }) => {
          assert.deepEqual(
            networks.map(({ name }) => name),
            ['bridge'],
          );
        },
      },
      {
        what: 'stopped',
        act: () => container.stop({ t: 0 }),
        inspects: 0,
        then: ({ state, ports, networks }) => {
          assert.equal(state, 'exited');
          assert.deepEqual(
            ports.map(({ bindings }) => bindings[0]?.allocated),
            [[], []],
          );
          assert.equal(networks[0]?.ipv4, undefined);
        },
      },
      {
        what: 'started again',
        act: () => container.start(),
        inspects: 1,
        then: ({ state }) => {
          assert.equal(state, 'running');
        },
      },
      {
        what: 'restarted',
        act: () => container.restart({ t: 0 }),
        inspects: 1,
        then: ({ state }) => {
          assert.equal(state, 'running');
        },
      },
      {
        what: 'killed',
        act: () => container.kill(),
        inspects: 0,
        then: ({ state }) => {
          assert.equal(state, 'exited');
        },
      },
    ];
    for (const { what, act, inspects, then } of steps) {
      it(`cost ${inspects === 0 ? 'nothing' : 'one inspect'} when it is ${what}`, async () => {
        const asked = await askedDuring(act);
        assert.deepEqual(asked, Array.from({ length: inspects }, inspect));
        const told = live.container('life');
        assert.ok(told);
        then(told);
        await assertUpToDate();
      });
    }

    it('cost nothing when it is renamed', async () => {
      assert.deepEqual(await askedDuring(() => container.rename({ name: 'renamed' })), []);
      assert.equal(live.container('renamed')?.id, container.id);
      await assertUpToDate();
    });

    it('cost nothing when it is removed', async () => {
      assert.deepEqual(await askedDuring(() => container.remove()), []);
      assert.equal(live.container('renamed'), undefined);
      await assertUpToDate();
    });
  });

  it('tell health, and the probes of health cost nothing', async () => {
    const container = await createContainer(docker, {
      Image: image,
      name: 'healthy',
      Healthcheck: probe,
    });
    await container.start();
    await live.untilContainer('healthy', ({ health }) => health === 'unhealthy');
    const asked = await askedDuring(async () => {
      const touch = { AttachStdout: true, Cmd: ['/bin/sh', '-c', ': > /well'] };
      const exec = await container.exec(touch);
      await exec.start({});
      await live.untilContainer('healthy', ({ health }) => health === 'healthy');
    });
    assert.deepEqual(asked, []);
    await assertUpToDate();

    const probes = await docker.getEvents({
      filters: { type: ['container'], event: ['exec_die'], container: [container.id] },
    });
    proxy.requests.splice(0);
    const told = live.states.length;
    let seen = 0;
    for await (const chunk of probes) {
      seen += String(chunk).trim().split('\n').length;
      if (seen >= 5) break;
    }
    assert.deepEqual(proxy.requests, []);
    assert.equal(live.states.length, told);
    assert.equal(live.timers, 0, 'nothing waits to ask the engine');
    await container.remove({ force: true });
  });

  it('tell that the engine will start a container again', async () => {
    const container = await createContainer(docker, {
      Image: image,
      name: 'loop',
      Cmd: ['/bin/sh', '-c', 'exit 1'],
      HostConfig: { RestartPolicy: { Name: 'always' } },
    });
    await container.start();
    await live.untilContainer('loop', ({ state }) => state === 'restarting');
    await askedDuring(() => container.remove({ force: true }));
    await assertUpToDate();
  });

  it('become few updates when many containers go down, and cost nothing', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `many-${at}`);
    const containers = await Promise.all(
      names.map((name) => createContainer(docker, { Image: image, name })),
    );
    const all = names.length + live.containers.length;
    const started = await askedDuring(() =>
      Promise.all(containers.map((container) => container.start())),
    );
    assert.ok(started.length <= 2 * names.length, started.join('\n'));
    assert.ok(live.containers.length <= all);
    const told = live.states.length;
    const asked = await askedDuring(() =>
      Promise.all(containers.map((container) => container.kill())),
    );
    assert.deepEqual(asked, []);
    assert.ok(live.states.length - told <= names.length + 1);
    for (const name of names) assert.equal(live.container(name)?.state, 'exited');
    await assertUpToDate();
    await Promise.all(containers.map((container) => container.remove()));
  });

  it('are followed again after the engine was killed and is back', async () => {
    const container = await createContainer(docker, { Image: image, name: 'survivor' });
    await live.untilContainer('survivor', () => true);
    await engine.kill();
    await live.until(({ status }) => status === 'failed');
    const failed = live.states.at(-1);
    assert.ok(failed?.status === 'failed');
    assert.ok(failed.value?.containers.some(({ name }) => name === 'survivor'));
    await engine.restart();
    await live.until((state) => state.status === 'ready' && state.complete);
    await assertUpToDate();
    await container.rename({ name: 'survived' });
    await live.untilContainer('survived', () => true);
  });
});
