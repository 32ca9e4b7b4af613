import assert from 'node:assert/strict';
import { createDockerSource, type DockerSource } from '../../../../src/adapters/docker/source.ts';
import { readEphemeralRange } from '../../../../src/adapters/host/ephemeralRange.ts';
import type { EngineChange } from '../../../../src/adapters/docker/engineChange.ts';
import type { Container } from '../../../../src/core/container.ts';
import type { EngineReading } from '../../../../src/core/engine.ts';
import { startFakeEngine, versionAnswer, type Answer, type FakeEngine } from './fakeEngine.ts';
import { fakeMachine } from './fakeMachine.ts';

/** A container as the fake engine has it. */
interface Fake {
  readonly name: string;
  readonly running?: boolean;
  readonly image?: string;
  readonly restart?: string;
  readonly networks?: readonly string[];
}

function idOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0');
}

function networksOf({ networks = ['bridge'] }: Fake): object {
  return Object.fromEntries(networks.map((name) => [name, { Aliases: [`${name}-alias`] }]));
}

function entryOf(fake: Fake): object {
  return {
    Id: idOf(fake.name),
    Names: [`/${fake.name}`],
    Image: 'image',
    State: fake.running === true ? 'running' : 'exited',
    Ports:
      fake.running === true
        ? [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }]
        : [],
    NetworkSettings: { Networks: networksOf(fake) },
  };
}

function inspectOf(fake: Fake): object {
  const held = [{ HostIp: '0.0.0.0', HostPort: '8080' }];
  return {
    Id: idOf(fake.name),
    Name: `/${fake.name}`,
    Image: fake.image ?? 'sha256:1',
    State: { Status: fake.running === true ? 'running' : 'exited' },
    Config: { Image: 'image', ExposedPorts: { '80/tcp': {} } },
    HostConfig: {
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] },
      RestartPolicy: { Name: fake.restart ?? 'no' },
    },
    NetworkSettings: {
      Ports: fake.running === true ? { '80/tcp': held } : {},
      Networks: networksOf(fake),
    },
  };
}

const { signal } = new AbortController();
const nobody = { changed: () => undefined, ended: () => undefined };

describe('DockerSource', () => {
  let engine: FakeEngine;
  let source: DockerSource;
  let fakes: Fake[];
  let timeout: number;
  /** Answers in the place of the usual ones. */
  let answers: Record<string, () => Answer | Promise<Answer>>;

  beforeEach(async () => {
    fakes = [];
    timeout = 10;
    answers = {};
    engine = await startFakeEngine((path) => (answers[path] ?? (() => usual(path)))());
    source = createDockerSource({
      settings: () => ({ host: engine.dockerHost, context: '' }),
      timeoutSeconds: () => timeout,
      machine: fakeMachine(),
    });
  });
  afterEach(async () => {
    source.dispose();
    await engine.close();
  });

  function usual(path: string): Answer {
    if (path === '/version') return { json: versionAnswer };
    if (path === '/info') return { json: { Name: 'there', SecurityOptions: ['name=rootless'] } };
    if (path === '/containers/json') return { json: fakes.map(entryOf) };
    if (path.startsWith('/images/')) return { json: { Config: { ExposedPorts: {} } } };
    const fake = fakes.find(({ name }) => path === `/containers/${idOf(name)}/json`);
    return fake === undefined ? { status: 404, json: {} } : { json: inspectOf(fake) };
  }

  /** What was asked since the last time, in short. */
  function asked(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const url of engine.requests.splice(0)) {
      const path = url.replace(/^\/v1\.41/, '').replace(/\?.*$/, '');
      const call = path.replace(/^\/(containers|images)\/.+\/json$/, '$1/*');
      counts[call] = (counts[call] ?? 0) + 1;
    }
    return counts;
  }

  function some(count: number, more: Partial<Fake> = {}): Fake[] {
    return Array.from({ length: count }, (_, index) => ({ name: `c${index}`, ...more }));
  }

  async function read(previous?: EngineReading): Promise<EngineReading> {
    return source.read(previous, () => undefined, signal);
  }

  async function watchAndRead(): Promise<EngineReading> {
    await source.watch(nobody, signal);
    const reading = await read();
    asked();
    return reading;
  }

  function change(kind: 'created' | 'started' | 'died' | 'networks', name: string): EngineChange {
    return { kind, id: idOf(name) };
  }

  function stateOf(reading: EngineReading, name: string): Container['state'] | undefined {
    return reading.containers.find((each) => each.name === name)?.state;
  }

  describe('in its first pass', () => {
    it('opens the events before it lists, and asks for each container and image once', async () => {
      fakes = [...some(3), { name: 'other', image: 'sha256:2' }];
      await source.watch(nobody, signal);
      assert.deepEqual(asked(), { '/version': 1, '/events': 1 });
      const reading = await read();
      assert.deepEqual(asked(), {
        '/containers/json': 1,
        'containers/*': 4,
        'images/*': 2,
        '/info': 1,
      });
      assert.equal(reading.engine.machine, 'there');
      assert.equal(reading.engine.rootless, true);
      assert.ok(reading.containers.every(({ knowledge }) => knowledge === 'inspected'));
    });

    it('gives the rows of the list before any inspect has answered', async () => {
      fakes = some(2, { running: true });
      let inspectsAnswered = false;
      answers[`/containers/${idOf('c0')}/json`] = () => {
        inspectsAnswered = true;
        return usual(`/containers/${idOf('c0')}/json`);
      };
      const partials: EngineReading[] = [];
      await source.read(
        undefined,
        (partial) => {
          assert.equal(inspectsAnswered, false);
          partials.push(partial);
        },
        signal,
      );
      const [rows] = partials;
      assert.deepEqual(
        rows?.containers.map(({ name, state, knowledge }) => [name, state, knowledge]),
        [
          ['c0', 'running', 'listed'],
          ['c1', 'running', 'listed'],
        ],
      );
      assert.equal(partials.length, 1);
    });

    it('inspects eight at a time', async () => {
      fakes = some(24);
      // Nobody is answered before eight have asked; the image is asked for by all eight.
      const waiting: (() => void)[] = [];
      for (const { name } of fakes) {
        const path = `/containers/${idOf(name)}/json`;
        answers[path] = async () => {
          await new Promise<void>((resolve) => {
            if (waiting.push(resolve) === 8)
              setImmediate(() => {
                waiting.splice(0).forEach((go) => {
                  go();
                });
              });
          });
          return usual(path);
        };
      }
      const reading = await read();
      assert.equal(reading.containers.length, 24);
      // The call that describes the engine goes beside them.
      assert.ok(engine.mostAtOnce() <= 9, String(engine.mostAtOnce()));
    });

    it('keeps the order of the list', async () => {
      fakes = some(12);
      const { containers } = await read();
      assert.deepEqual(
        containers.map(({ name }) => name),
        fakes.map(({ name }) => name),
      );
    });

    it('reads the range of dynamic ports only of an engine on this very machine', async () => {
      assert.equal((await read()).engine.ephemeralPorts, undefined);
      source.dispose();
      source = createDockerSource({
        settings: () => ({ host: engine.dockerHost, context: '' }),
        timeoutSeconds: () => timeout,
        machine: { ...fakeMachine(), hostName: 'there' },
      });
      assert.deepEqual((await read()).engine.ephemeralPorts, await readEphemeralRange());
    });

    it('does without what a proxy before the socket forbids', async () => {
      fakes = some(1);
      const forbidden = (): Answer => ({ status: 403, text: '<html>Forbidden</html>' });
      answers['/info'] = forbidden;
      answers['/images/sha256:1/json'] = forbidden;
      const { engine: facts, containers } = await read();
      assert.equal(facts.machine, '');
      assert.equal(containers[0]?.ports[0]?.exposedBy, 'unknown');
      await read();
      assert.equal(asked()['/info'], 1);
    });
  });

  describe('in a later pass', () => {
    it('asks for the list alone, and gives the same object when nothing changed', async () => {
      fakes = some(5, { running: true });
      const before = await watchAndRead();
      assert.equal(await read(before), before);
      assert.deepEqual(asked(), { '/containers/json': 1 });
    });

    it('asks for what is new, and repairs what events missed', async () => {
      fakes = [{ name: 'stays' }, { name: 'starts' }, { name: 'goes' }, { name: 'joins' }];
      const before = await watchAndRead();
      fakes = [
        { name: 'new' },
        { name: 'stays' },
        { name: 'starts', running: true },
        { name: 'joins', networks: ['bridge', 'front'] },
      ];
      const after = await read(before);
      assert.deepEqual(asked(), { '/containers/json': 1, 'containers/*': 2 });
      assert.deepEqual(
        after.containers.map(({ name }) => name),
        ['new', 'stays', 'starts', 'joins'],
      );
      assert.equal(after.containers[1], before.containers[0]);
      assert.equal(stateOf(after, 'starts'), 'running');
      assert.deepEqual(after.containers[3]?.networks[1]?.aliases, ['front-alias']);
    });

    it('asks again for what runs on Podman, whose list does not tell all ports', async () => {
      fakes = [{ name: 'runs', running: true }, { name: 'stopped' }];
      const Components = [{ Name: 'Podman Engine' }];
      answers['/version'] = () => ({ json: { ...versionAnswer, Components } });
      const before = await watchAndRead();
      assert.equal(await read(before), before);
      assert.deepEqual(asked(), { '/containers/json': 1, 'containers/*': 1 });
    });

    it('asks again for what could not be read', async () => {
      fakes = some(2);
      answers[`/containers/${idOf('c1')}/json`] = () => ({ status: 500, json: {} });
      const before = await watchAndRead();
      assert.deepEqual(
        before.containers.map(({ knowledge }) => knowledge),
        ['inspected', 'unreadable'],
      );
      answers = {};
      const after = await read(before);
      assert.deepEqual(asked(), { '/containers/json': 1, 'containers/*': 1 });
      assert.equal(after.containers[1]?.knowledge, 'inspected');
    });
  });

  describe('when one container cannot be inspected', () => {
    const path = `/containers/${idOf('c1')}/json`;
    const failures: readonly (readonly [string, Answer, readonly string[]])[] = [
      ['it is gone', { status: 404, json: {} }, ['c0']],
      ['the engine fails on it', { status: 500, json: {} }, ['c0', 'c1 unreadable']],
      ['the answer is no container', { json: [] }, ['c0', 'c1 unreadable']],
      ['it hangs and the engine does not', undefined, ['c0', 'c1 unreadable']],
    ];
    for (const [why, answer, expected] of failures) {
      it(`keeps the others because ${why}`, async () => {
        fakes = some(2);
        timeout = answer === undefined ? 0.5 : 10;
        answers[path] = () => answer;
        answers['/_ping'] = () => ({ text: 'OK' });
        const { containers } = await read();
        const told = containers.map(({ name, knowledge }) =>
          knowledge === 'unreadable' ? `${name} unreadable` : name,
        );
        assert.deepEqual(told, expected);
      });
    }

    it('fails when the engine hangs too', async () => {
      fakes = some(2);
      timeout = 0.5;
      answers[path] = () => undefined;
      answers['/_ping'] = () => undefined;
      const error: unknown = await read().catch((thrown: unknown) => thrown);
      const { problem, seconds } = source.explain(error);
      assert.deepEqual([problem, seconds], ['timeout', 0.5]);
    });
  });

  describe('for changes', () => {
    it('asks once for a container however much is said of it, and for nobody else', async () => {
      fakes = some(10);
      const before = await watchAndRead();
      fakes[3] = { name: 'c3', running: true };
      const changes = [change('networks', 'c3'), change('started', 'c3'), change('started', 'c3')];
      const after = await source.update(before, changes, signal);
      assert.deepEqual(asked(), { 'containers/*': 1 });
      assert.equal(stateOf(after, 'c3'), 'running');
      const others = after.containers.filter((each, at) => each !== before.containers[at]);
      assert.deepEqual(
        others.map(({ name }) => name),
        ['c3'],
      );
    });

    it('puts new containers first, the newest first of all', async () => {
      fakes = some(3);
      const before = await watchAndRead();
      fakes.unshift({ name: 'second' }, { name: 'first' });
      const changes = [change('created', 'first'), change('created', 'second')];
      const after = await source.update(before, changes, signal);
      assert.deepEqual(
        after.containers.map(({ name }) => name),
        ['second', 'first', 'c0', 'c1', 'c2'],
      );
    });

    it('asks nobody when the change says it all, and gives the same object when it says nothing', async () => {
      fakes = some(2, { running: true });
      const before = await watchAndRead();
      const after = await source.update(before, [change('died', 'c0')], signal);
      assert.equal(stateOf(after, 'c0'), 'exited');
      assert.equal(after.containers[1], before.containers[1]);
      assert.equal(await source.update(after, [change('died', 'c0')], signal), after);
      assert.deepEqual(asked(), {});
    });

    it('asks how one ended that the engine may start again', async () => {
      fakes = some(2, { running: true, restart: 'always' });
      const before = await watchAndRead();
      await source.update(before, [change('died', 'c0')], signal);
      assert.deepEqual(asked(), { 'containers/*': 1 });
    });

    it('lists all instead of asking for many', async () => {
      fakes = some(10);
      const before = await watchAndRead();
      fakes = some(10, { running: true });
      const four = fakes.slice(0, 4).map(({ name }) => change('started', name));
      await source.update(before, four, signal);
      assert.deepEqual(asked(), { 'containers/*': 4 });
      const five = fakes.slice(0, 5).map(({ name }) => change('started', name));
      const after = await source.update(before, five, signal);
      assert.deepEqual(asked(), { '/containers/json': 1 });
      assert.equal(stateOf(after, 'c4'), 'running');
    });

    it('never asks more often than there are changes', async () => {
      fakes = some(2);
      const before = await watchAndRead();
      fakes = [...some(2, { running: true }), { name: 'new' }];
      const changes = ['c0', 'c1'].map((name) => change('started', name));
      await source.update(before, [...changes, change('created', 'new')], signal);
      assert.deepEqual(asked(), { '/containers/json': 1, 'containers/*': 1 });
      await source.update(before, [change('started', 'c0')], signal);
      assert.deepEqual(asked(), { 'containers/*': 1 });
    });

    it('drops a container that vanished meanwhile, and keeps one that cannot be read', async () => {
      fakes = some(3, { running: true });
      const before = await watchAndRead();
      answers[`/containers/${idOf('c0')}/json`] = () => ({ status: 404, json: {} });
      answers[`/containers/${idOf('c1')}/json`] = () => ({ status: 500, json: {} });
      let after = await source.update(before, [change('started', 'c0')], signal);
      after = await source.update(after, [change('started', 'c1')], signal);
      assert.deepEqual(
        after.containers.map(({ name, knowledge }) => [name, knowledge]),
        [
          ['c1', 'unreadable'],
          ['c2', 'inspected'],
        ],
      );
      assert.deepEqual(after.containers[0]?.ports, before.containers[1]?.ports);
    });

    it('lets only those of networks wait', () => {
      assert.equal(source.canWait(change('networks', 'c0')), true);
      assert.equal(source.canWait(change('started', 'c0')), false);
    });
  });

  describe('while it watches', () => {
    it('hears events that come in pieces or together, and only those', async () => {
      const heard: EngineChange[] = [];
      const three = new Promise<void>((resolve) => {
        const changed = (each: EngineChange): void => {
          if (heard.push(each) === 3) resolve();
        };
        void source.watch({ ...nobody, changed }, signal).then(() => {
          const event = (Action: string): object => ({
            Type: 'container',
            Action,
            Actor: { ID: 'x', Attributes: { name: '\u{1f433}'.repeat(20_000) } },
          });
          for (const action of ['create', 'attach', 'rename', 'start']) engine.emit(event(action));
        });
      });
      await three;
      assert.deepEqual(
        heard.map(({ kind }) => kind),
        ['created', 'renamed', 'started'],
      );
    });

    it('ends calls under way when the stream ends, and tells that the engine is gone', async () => {
      let reading: Promise<unknown> = Promise.resolve();
      const ended = new Promise<unknown>((resolve) => {
        void source.watch({ ...nobody, ended: resolve }, signal).then(() => {
          answers['/containers/json'] = () => {
            engine.dropEvents();
            return undefined;
          };
          reading = read().catch((error: unknown) => error);
        });
      });
      assert.equal(source.explain(await ended).problem, 'notRunning');
      assert.equal(source.explain(await reading).problem, 'notRunning');
    });

    it('says nothing of an end that was asked for', async () => {
      const controller = new AbortController();
      let ends = 0;
      const ended = (): void => {
        ends += 1;
      };
      await source.watch({ ...nobody, ended }, controller.signal);
      controller.abort();
      await source.watch({ ...nobody, ended }, signal);
      source.dispose();
      await new Promise(setImmediate);
      assert.equal(ends, 0);
    });
  });

  it('asks nothing before it is told to, and connects by itself to read', async () => {
    assert.deepEqual(source.locate(), {
      url: engine.dockerHost,
      origin: { kind: 'hostSetting' },
      tls: false,
    });
    assert.deepEqual(asked(), {});
    fakes = some(1);
    assert.equal((await read()).containers.length, 1);
    assert.deepEqual(asked(), {
      '/version': 1,
      '/containers/json': 1,
      'containers/*': 1,
      'images/*': 1,
      '/info': 1,
    });
  });

  it('ends a connection that is still being made when it is disposed', async () => {
    answers['/version'] = () => {
      source.dispose();
      return undefined;
    };
    await assert.rejects(source.watch(nobody, signal), { name: 'AbortError' });
    await assert.rejects(read(), { name: 'AbortError' });
    assert.deepEqual(asked(), { '/version': 1 });
  });

  it('connects anew after a pass that failed', async () => {
    answers['/containers/json'] = () => ({ text: 'garbage' });
    await assert.rejects(read());
    answers = {};
    asked();
    await read();
    assert.equal(asked()['/version'], 1);
  });

  it('fails with the reason when no endpoint can be made out', async () => {
    const settings = { host: 'nonsense', context: '' };
    const lost = createDockerSource({ settings: () => settings, timeoutSeconds: () => 1 });
    const error: unknown = await lost.watch(nobody, signal).catch((thrown: unknown) => thrown);
    assert.equal(lost.explain(error).problem, 'badEndpoint');
    assert.deepEqual(lost.locate(), lost.explain(error));
  });

  it('diagnoses step by step, up to the first that fails', async () => {
    fakes = some(2);
    const lines = await source.diagnose();
    assert.deepEqual(
      lines.map((line) => line.replace(/, [\d.]+ ms: .*$/, '')),
      ['endpoint', 'socket', 'user', 'connect', 'version', 'info', 'list'].map(
        (step) => `${step}: ok`,
      ),
    );
    assert.match(lines.at(-1) ?? '', /2 containers$/);
    answers['/version'] = () => ({ text: 'garbage' });
    const failed = await source.diagnose();
    assert.match(failed.at(-1) ?? '', /^version: failed \(engineError\), .*GET \/version/);
    assert.equal(failed.length, 5);
  });

  it('runs no ssh in a workspace that is not trusted, and says what to do', async () => {
    const source = createDockerSource({
      settings: () => ({ host: 'ssh://user@host', context: '' }),
      timeoutSeconds: () => 1,
      mayRunPrograms: () => false,
      ssh: { file: '/nonexistent/ssh-must-not-run', args: [] },
    });
    const listener = { changed: () => undefined, ended: () => undefined };
    const error: unknown = await source.watch(listener, signal).catch((thrown: unknown) => thrown);
    const failure = source.explain(error);
    assert.equal(failure.problem, 'badEndpoint');
    assert.match(failure.detail, /ssh:\/\/user@host.*not trusted.*Trust the workspace/);
    assert.match((await source.diagnose()).join('\n'), /not trusted/);
    source.dispose();
  });
});
