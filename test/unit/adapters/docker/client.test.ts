import assert from 'node:assert/strict';
import { connectEngine, type EngineClient } from '../../../../src/adapters/docker/client.ts';
import { ConnectionError } from '../../../../src/adapters/docker/connectionError.ts';
import type { ResolvedEndpoint } from '../../../../src/adapters/docker/endpoint.ts';
import { startFakeEngine, type Answer, type FakeEngine } from './fakeEngine.ts';

const { signal } = new AbortController();

describe('connectEngine', () => {
  let engine: FakeEngine;
  let client: EngineClient | undefined;
  let answers: Record<string, Answer>;

  beforeEach(async () => {
    answers = {};
    engine = await startFakeEngine((path) => answers[path] ?? { status: 404, json: {} });
  });
  afterEach(async () => {
    client?.close();
    client = undefined;
    await engine.close();
  });

  async function connect(version: Answer): Promise<EngineClient> {
    answers['/version'] = version;
    const target: ResolvedEndpoint = {
      endpoint: { url: engine.dockerHost, origin: { kind: 'hostSetting' }, tls: false },
      address: { kind: 'socket', path: engine.path },
    };
    const ssh = { file: 'ssh', args: [] };
    client = await connectEngine(target, { ssh, timeout: 10, log: () => undefined }, signal);
    return client;
  }

  const pinned: readonly (readonly [string, string])[] = [
    ['1.24', '1.24'],
    ['1.41', '1.41'],
    ['1.51', '1.51'],
    ['1.52', '1.51'],
    ['2.0', '1.51'],
  ];
  for (const [theirs, ours] of pinned) {
    it(`calls an engine of API ${theirs} with ${ours}, having asked it once`, async () => {
      const connected = await connect({ json: { Version: '1', ApiVersion: theirs } });
      answers['/containers/json'] = { json: [] };
      assert.equal(connected.version.apiVersion, ours);
      assert.deepEqual(await connected.listContainers(signal), []);
      assert.deepEqual(engine.requests, ['/version', `/v${ours}/containers/json?all=true`]);
    });
  }

  for (const ApiVersion of ['1.9', '1.23', '0.99']) {
    it(`is of no use on an engine of API ${ApiVersion}`, async () => {
      await assert.rejects(
        connect({ json: { Version: '1.11.2', ApiVersion } }),
        (error) =>
          error instanceof ConnectionError &&
          error.problem === 'apiTooOld' &&
          error.message.includes(`1.11.2 speaks API ${ApiVersion}`) &&
          error.message.includes('1.24'),
      );
    });
  }

  const garbage: readonly Answer[] = [
    { text: '<html>Welcome to nginx!</html>' },
    { text: '' },
    { json: [] },
    { json: { ApiVersion: 'newest' } },
  ];
  for (const answer of garbage) {
    it(`does not take ${JSON.stringify(answer)} for an engine`, async () => {
      await assert.rejects(
        connect(answer),
        (error) => error instanceof ConnectionError && error.problem === 'engineError',
      );
    });
  }

  it('does not take a page for the list of containers', async () => {
    const connected = await connect({ json: { ApiVersion: '1.41' } });
    answers['/containers/json'] = { text: '<html></html>' };
    await assert.rejects(connected.listContainers(signal), /GET \/containers\/json/);
  });

  it('tells Podman from Docker', async () => {
    const Components = [{ Name: 'Podman Engine', Version: '4.3.1' }, { Name: 'Conmon' }];
    const podman = await connect({ json: { Version: '4.3.1', ApiVersion: '1.41', Components } });
    assert.equal(podman.version.product, 'podman');
    podman.close();
    const docker = await connect({ json: { Version: '28.5.2', ApiVersion: '1.51' } });
    assert.equal(docker.version.product, 'docker');
  });

  it('leaves the filtering of events to the engine', async () => {
    const connected = await connect({ json: { ApiVersion: '1.41' } });
    const stream = await connected.openEvents({ type: ['container'] }, signal);
    const query = new URL(engine.requests.at(-1) ?? '', 'http://engine').searchParams;
    assert.equal(query.get('filters'), '{"type":["container"]}');
    stream.destroy();
  });
});
