import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Docker from 'dockerode';
import { EndpointUnusable } from '../../src/adapters/docker/failure.ts';
import {
  createRecreateEngine,
  type RecreateEngine,
} from '../../src/adapters/docker/recreate/recreateEngine.ts';
import type { RecreateRequest } from '../../src/core/recreate.ts';
import type { RunRequest } from '../../src/core/runContainer.ts';
import { buildImage, createContainer, dockerClient, published, runId } from '../lab/containers.ts';
import { quickly, tcp } from '../lab/recreating.ts';
import { openFaultLab, type FaultLab } from '../faults/faultLab.ts';
import { assertWhole, createVictim } from '../faults/victim.ts';
import { inContainer } from '../lab/richContainer.ts';
import { freeRange } from '../lab/freePort.ts';

const run = runId();

describe('The engine that changes containers', () => {
  let docker: Docker;
  let image: string;
  let folder: string;
  let engine: RecreateEngine;
  let port: number;
  const made: string[] = [];

  before(async () => {
    docker = dockerClient();
    image = await buildImage(docker, 'changes', ['EXPOSE 80', 'EXPOSE 53/udp', 'VOLUME /data']);
    folder = await mkdtemp(join(tmpdir(), 'changes-'));
    engine = createRecreateEngine({
      settings: () => ({ host: process.env['DOCKER_HOST'] ?? '', context: '' }),
      timeoutSeconds: () => 20,
      journalFolder: join(folder, 'journal'),
      attached: () => [`attached-${run}`],
    });
    port = await freeRange(2);
  });
  after(async () => {
    engine.dispose();
    await Promise.all(made.map((id) => docker.getContainer(id).remove({ force: true, v: true })));
    await rm(folder, { recursive: true });
  });

  /** A running container of that name with one port. */
  async function started(name: string): Promise<string> {
    const { ExposedPorts, PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
    const HostConfig = { PortBindings };
    const options = { name: `${name}-${run}`, Image: image, ExposedPorts, HostConfig };
    const container = await createContainer(docker, options);
    made.push(container.id);
    return container.id;
  }

  function runRequest(parts: Partial<RunRequest> = {}): RunRequest {
    return { image, bindings: [], exposed: [], publishAll: false, ...parts };
  }

  it('tells the images with their tags, and what one of them exposes', async () => {
    const images = await engine.listImages();
    const { Id } = await docker.getImage(image).inspect();
    assert.deepEqual(
      images.find(({ id }) => id === Id),
      { id: Id, tags: [image] },
    );
    assert.deepEqual([...((await engine.imageExposes(Id)) ?? [])].sort(), ['53/udp', '80/tcp']);
    assert.equal(await engine.imageExposes(`no-such-image-${run}`), undefined);
  });

  it('runs an image with its ports', async () => {
    const name = `run-${run}`;
    const bindings = [tcp(`127.0.0.1:${port + 1}:80`)];
    const result = await engine.run(runRequest({ name, bindings, exposed: ['90/tcp'] }));
    assert.ok(result.kind === 'done', JSON.stringify(result));
    made.push(result.id);
    assert.equal(result.name, name);
    await inContainer(docker, result.id, '/bin/busybox httpd -p 80 -h /bin');
    assert.equal(await statusOf(port + 1), 404);
    const { Config } = await docker.getContainer(result.id).inspect();
    assert.deepEqual(Object.keys(Config.ExposedPorts).sort(), ['53/udp', '80/tcp', '90/tcp']);
  });

  it('lets the engine make up a name', async () => {
    const result = await engine.run(runRequest({ publishAll: true }));
    assert.ok(result.kind === 'done', JSON.stringify(result));
    made.push(result.id);
    assert.match(result.name, /^[a-z]+_[a-z]+\d*$/);
  });

  it('leaves nothing of a container that does not start, and says why', async () => {
    const before = await left();
    const bindings = [tcp('192.0.2.1:80:80')];
    const result = await engine.run(runRequest({ name: `not-started-${run}`, bindings }));
    assert.ok(result.kind === 'failed');
    assert.match(result.message, /can(?:not|'t) assign requested address/);
    assert.deepEqual(await left(), before);
  });

  /** Ids of containers and names of volumes. */
  async function left(): Promise<unknown> {
    const containers = await docker.listContainers({ all: true });
    const { Volumes } = await docker.listVolumes();
    return [containers.map(({ Id }) => Id), Volumes.map(({ Name }) => Name).sort()];
  }

  const wrong: readonly (readonly [Partial<RunRequest>, RegExp])[] = [
    [{ image: `no-such-image-${run}` }, /no such image/i],
    [{ bindings: [tcp('localhost:8080:80')] }, /localhost is no literal IP address/],
    [{ exposed: ['80/http'] }, /80\/http is no port to expose/],
  ];
  for (const [parts, message] of wrong) {
    it(`does not run ${JSON.stringify(parts).replace(run, 'X')}`, async () => {
      const result = await engine.run(runRequest(parts));
      assert.ok(result.kind === 'failed');
      assert.match(result.message, message);
    });
  }

  it('tells the facts of several containers over one connection, and which are refused', async () => {
    const web = await started('web');
    const attached = await started('attached');
    await docker.getContainer(web).start();
    await inContainer(docker, web, 'echo changed > /bin/new; rm /bin/nc');
    const request = (containerId: string): RecreateRequest => ({
      containerId,
      bindings: [tcp(`127.0.0.1:${port}:80`)],
      exposed: [],
      publishAll: false,
    });
    const gone = '0'.repeat(64);
    const facts = await engine.facts([web, attached, gone].map(request));
    const [ofWeb, ...refused] = [web, attached, gone].map((id) => facts.get(id));
    assert.ok(ofWeb !== undefined && 'name' in ofWeb, JSON.stringify(ofWeb));
    assert.equal(ofWeb.name, `web-${run}`);
    assert.equal(ofWeb.changedFiles, 3);
    assert.deepEqual(
      [...ofWeb.changedPaths].sort((left, right) => left.path.localeCompare(right.path)),
      [
        { path: '/bin', kind: 'changed' },
        { path: '/bin/nc', kind: 'deleted' },
        { path: '/bin/new', kind: 'added' },
      ],
    );
    assert.deepEqual(
      refused.map((each) => each !== undefined && 'kind' in each && each.reason),
      [
        `VS Code itself runs in attached-${run}: stopping it would end this window half-way.`,
        'The container is gone.',
      ],
    );
  });

  it('runs no ssh in a workspace that is not trusted', async () => {
    const remote = createRecreateEngine({
      settings: () => ({ host: 'ssh://someone@192.0.2.1', context: '' }),
      timeoutSeconds: () => 1,
      mayRunPrograms: () => false,
      ssh: { file: '/bin/false', args: [] },
      journalFolder: folder,
    });
    const error = await remote.listImages().catch((reason: unknown) => reason);
    assert.ok(error instanceof EndpointUnusable);
    assert.equal(remote.explain(error).problem, 'badEndpoint');
  });

  it('gives up what only looks, and begins nothing, once it is disposed', async () => {
    const disposed = createRecreateEngine({
      settings: () => ({ host: process.env['DOCKER_HOST'] ?? '', context: '' }),
      timeoutSeconds: () => 20,
      journalFolder: folder,
    });
    const listing = disposed.listImages();
    disposed.dispose();
    await assert.rejects(listing, { name: 'AbortError' });
    await assert.rejects(disposed.run(runRequest()), { name: 'AbortError' });
  });
});

describe('An engine of which all changes are ours', () => {
  let lab: FaultLab;
  let folder: string;
  let engine: RecreateEngine;

  before(async () => {
    lab = await openFaultLab();
    folder = await mkdtemp(join(tmpdir(), 'changes-'));
    engine = createRecreateEngine({
      settings: () => ({ host: lab.engine.dockerHost, context: '' }),
      timeoutSeconds: () => 20,
      journalFolder: folder,
    });
  });
  after(async () => {
    engine.dispose();
    await lab.close();
    await rm(folder, { recursive: true });
  });

  it('is recreated on, undone and cleaned up', async () => {
    const { id, name, port, request } = await createVictim(lab);
    const steps: string[] = [];
    const done = await engine.recreate(request, quickly, (step) => {
      steps.push(step);
    });
    assert.ok(done.kind === 'done', JSON.stringify(done));
    assert.deepEqual([steps.at(0), steps.at(-1)], ['journal', 'finish']);
    assert.deepEqual(
      (await engine.found()).map(({ verdict, swap }) => [verdict, swap.name]),
      [['backupKept', name]],
    );
    const back = await engine.undoRequest(done.newId);
    assert.deepEqual(back?.bindings, [tcp(`127.0.0.1:${port}:80`)]);
    const { removed, left } = await engine.removeKeptOriginals();
    assert.deepEqual([removed.map((each) => each.id), left], [[id], []]);
    assert.deepEqual(await engine.found(), []);
  });

  it('restores an interrupted change, and finishes another, where they were found', async () => {
    for (const way of ['restore', 'finish'] as const) {
      const victim = await createVictim(lab);
      await lab.killed(victim, { at: 'renameNew' });
      const [change] = await engine.found();
      assert.ok(change?.verdict === 'unfinished');
      const elsewhere = { ...change, engineId: 'ANOTHER' };
      assert.equal((await engine.restore(elsewhere)).kind, 'refused');
      assert.equal((await engine.finish(elsewhere, quickly, () => undefined)).kind, 'refused');
      const result =
        way === 'restore'
          ? await engine.restore(change)
          : await engine.finish(change, quickly, () => undefined);
      assert.equal(result.kind, way === 'restore' ? 'restored' : 'done', JSON.stringify(result));
      const { is } = await assertWhole(lab.docker, lab.calls, victim);
      assert.equal(is, way === 'restore' ? 'original' : 'new');
    }
  });

  it('takes no container for one of its own whose image was committed from one', async () => {
    const victim = await createVictim(lab);
    const done = await lab.recreate(victim);
    assert.ok(done.kind === 'done', JSON.stringify(done));
    const image = (await lab.docker.getContainer(done.newId).commit({})) as { Id: string };
    const copy = await createContainer(lab.docker, { Image: image.Id });
    const found = (await engine.found()).filter(({ swap }) => swap.name === victim.name);
    assert.deepEqual(
      found.map(({ verdict, replacement }) => [verdict, replacement?.id]),
      [['backupKept', done.newId]],
    );
    assert.equal(await engine.undoRequest(copy.id), undefined);
    await copy.remove();
  });
});

async function statusOf(port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.once('error', reject);
  });
}
