import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undoRequest } from '../../src/adapters/docker/recreate/keptOriginals.ts';
import { labels } from '../../src/adapters/docker/recreate/names.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { createContainer } from '../lab/containers.ts';
import { quickly } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { mustBe, mustTell, type Fault } from './fault.ts';
import type { FaultLab } from './faultLab.ts';
import { network, withNetwork } from './networks.ts';
import { victimImage, victimProgram, type Victim, type VictimOptions } from './victim.ts';

/** Nothing happens, but there is much that a recreate can lose: each becomes the new container whole. */
const kept: readonly Omit<Fault, 'run'>[] = [
  { number: 11, what: 'files of the container are changed and deleted' },
  {
    number: 12,
    what: 'a volume is mounted with --mount, and one without a name',
    victim: {
      hostConfig: {
        Binds: [],
        Mounts: [
          { Type: 'volume', Source: 'mounted-data', Target: '/named' },
          { Type: 'volume', Source: '', Target: '/anonymous' },
        ],
      },
    },
  },
  {
    number: 12,
    what: 'its volumes are from another container',
    victim: async ({ docker }) => {
      const Image = await victimImage(docker);
      const Binds = ['from-data:/named', '/anonymous'];
      const source = await createContainer(docker, { Image, HostConfig: { Binds } });
      return { options: { Volumes: {} }, hostConfig: { VolumesFrom: [source.id] } };
    },
  },
  {
    number: 13,
    what: 'two networks, with addresses and aliases of its own',
    victim: async (lab) => {
      const [first, second] = [await withNetwork(lab, 13), network(lab, 14)];
      await second.create();
      const options = { ...first.options, MacAddress: '02:de:ad:be:ef:13' };
      return { ...first, options, networks: { [second.name]: second.endpoint } };
    },
  },
  {
    number: 14,
    what: 'no entry point, no health check, read-only, a terminal, a user, a folder',
    victim: {
      options: {
        Entrypoint: [''],
        Cmd: ['/bin/sh', '-c', victimProgram],
        Healthcheck: { Test: ['NONE'] },
        Tty: true,
        OpenStdin: true,
        User: '0:0',
        WorkingDir: '/www',
        Volumes: { '/anonymous': {}, '/www': {} },
      },
      hostConfig: { ReadonlyRootfs: true, CapAdd: ['NET_ADMIN'], MaskedPaths: [] },
    },
  },
];

const faults: readonly Fault[] = [
  ...kept.map((each): Fault => ({
    ...each,
    run: async (lab, victim) => mustBe(await lab.recreate(victim), 'done'),
  })),
  {
    number: 10,
    what: 'it is stopped, and then was never started',
    run: async (lab, victim) => {
      await lab.docker.getContainer(victim.id).stop();
      const first = mustBe(await lab.recreate(victim), 'done');
      assert.equal(await statusOf(lab, first.newId), 'created');
      const request = { ...victim.request, containerId: first.newId };
      const second = mustBe(await recreateContainer(lab.context, request, quickly), 'done');
      assert.equal(await statusOf(lab, second.newId), 'created');
      await lab.docker.getContainer(second.newId).start();
      return second;
    },
  },
  {
    number: 10,
    what: 'it is paused',
    run: async (lab, victim) => {
      await lab.docker.getContainer(victim.id).pause();
      const result = mustBe(await lab.recreate(victim), 'done');
      assert.equal(await statusOf(lab, result.newId), 'paused');
      await lab.docker.getContainer(result.newId).unpause();
      return result;
    },
  },
  {
    number: 15,
    what: '--rm, confirmed',
    victim: { hostConfig: { AutoRemove: true } },
    run: async (lab, victim) =>
      mustBe(await lab.recreate(victim, { allowAutoRemove: true }), 'done'),
  },
  {
    number: 15,
    what: '--rm, not confirmed',
    victim: { hostConfig: { AutoRemove: true } },
    run: async (lab, victim) => mustTell(await lab.recreate(victim), 'refused', /--rm/),
  },
  {
    number: 18,
    what: 'it is undone, and that is undone: the files are saved once',
    run: async (lab, victim) => {
      const before = await savedLayers(lab);
      let { newId } = mustBe(await lab.recreate(victim), 'done');
      for (const count of [1, 2]) {
        const request = await undoRequest(lab.calls, lab.context.journal, newId);
        assert.ok(request !== undefined);
        assert.equal(request.bindings.length, count);
        ({ newId } = mustBe(await recreateContainer(lab.context, request, quickly), 'done'));
      }
      assert.equal((await savedLayers(lab)) - before, 1);
      return undefined;
    },
  },
  {
    number: 19,
    what: 'the tag names another image now',
    run: async (lab, victim) => {
      const { Image } = await lab.docker.getContainer(victim.id).inspect();
      const other = await createContainer(lab.docker, { Image });
      const [repo = '', tag = ''] = await retag(lab, victim, other.id);
      const result = mustBe(await lab.recreate(victim), 'done');
      await other.remove();
      await lab.docker.getImage(Image).tag({ repo, tag });
      return result;
    },
  },
  {
    number: 19,
    what: 'its image is deleted',
    victim: async ({ docker }): Promise<VictimOptions> => {
      const source = await createContainer(docker, { Image: await victimImage(docker) });
      const copy = (await source.commit({ changes: 'LABEL copy=1' })) as { Id: string };
      await source.remove();
      return { options: { Image: copy.Id } };
    },
    run: async (lab, victim) => {
      const container = lab.docker.getContainer(victim.id);
      const { Image } = await container.inspect();
      // The engine deletes no image of a running container.
      await container.stop();
      await lab.docker.getImage(Image).remove({ force: true });
      const result = mustTell(await lab.recreate(victim), 'refused', /image of .* was removed/);
      await container.start();
      return result;
    },
  },
  {
    number: 20,
    what: 'its volume was emptied, and its image would fill it',
    victim: { options: { Volumes: { '/anonymous': {}, '/bin/links': {} } } },
    run: async (lab, victim) => {
      const result = mustBe(await lab.recreate(victim), 'done');
      assert.equal(await inContainer(lab.docker, result.newId, 'ls -A /bin/links'), '');
      return result;
    },
  },
  {
    number: 30,
    what: 'a folder that is bound into it is gone before the change',
    victim: boundFolder,
    run: async (lab, victim) => {
      await rm(await folderOf(lab, victim), { recursive: true });
      return mustTell(await lab.recreate(victim), 'rolledBack', /bind source path does not exist/);
    },
  },
];

/** What the container is like makes it hard. */
export function configurationFaults(): readonly Fault[] {
  return faults;
}

async function boundFolder(): Promise<VictimOptions> {
  const Source = await mkdtemp(join(tmpdir(), 'bound-'));
  return { hostConfig: { Mounts: [{ Type: 'bind', Source, Target: '/bound' }] } };
}

async function folderOf(lab: FaultLab, victim: Victim): Promise<string> {
  const { Mounts } = await lab.docker.getContainer(victim.id).inspect();
  return Mounts.find(({ Destination }) => Destination === '/bound')?.Source ?? '';
}

async function statusOf(lab: FaultLab, id: string): Promise<string> {
  return (await lab.docker.getContainer(id).inspect()).State.Status;
}

async function savedLayers({ calls }: FaultLab): Promise<number> {
  return (await calls.listImages(labels.snapshot)).length;
}

/** Gives the tag of the victim's image to another one; returns the tag. */
async function retag(lab: FaultLab, victim: Victim, source: string): Promise<readonly string[]> {
  const { Config } = await lab.docker.getContainer(victim.id).inspect();
  const [repo = '', tag = ''] = Config.Image.split(':');
  await lab.docker.getContainer(source).commit({ repo, tag, changes: 'ENV MOVED=1' });
  return [repo, tag];
}
