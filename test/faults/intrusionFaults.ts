import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { thisMachine } from '../../src/adapters/docker/machine.ts';
import { ownContainer } from '../../src/adapters/docker/recreate/ownContainer.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { createContainer } from '../lab/containers.ts';
import { quickly } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { mustBe, mustTell, type Fault } from './fault.ts';
import type { FaultLab } from './faultLab.ts';
import { network, withNetwork } from './networks.ts';
import { obey } from './obey.ts';
import { victimImage, type Victim } from './victim.ts';

const faults: readonly Fault[] = [
  {
    number: 7,
    what: 'a second window changes the same container',
    run: async (lab, victim) => {
      const results = await Promise.all([lab.recreate(victim), lab.recreate(victim)]);
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', 'refused']);
      return results.find(({ kind }) => kind === 'done');
    },
  },
  ...dependents(),
  {
    number: 22,
    what: 'someone renames it before the stop',
    run: async (lab, victim) => {
      const container = lab.docker.getContainer(victim.id);
      const result = await lab.disturbed(victim, 'stop', () => container.rename({ name: 'moved' }));
      await container.rename({ name: victim.name });
      return mustTell(result, 'refused', /renamed, stopped or started by someone else/);
    },
  },
  {
    number: 22,
    what: 'someone restarts it before the stop',
    run: async (lab, victim) =>
      mustBe(
        await lab.disturbed(victim, 'stop', () => lab.docker.getContainer(victim.id).restart()),
        'refused',
      ),
  },
  {
    number: 22,
    what: 'someone starts it after the stop',
    run: async (lab, victim) =>
      mustBe(
        await lab.disturbed(victim, 'renameNew', () => lab.docker.getContainer(victim.id).start()),
        'rolledBack',
      ),
  },
  {
    number: 22,
    what: 'someone removes it after the stop (docker container prune)',
    run: async (lab, victim) =>
      mustBe(
        await lab.disturbed(victim, 'renameOriginal', () =>
          lab.docker.getContainer(victim.id).remove({ v: true }),
        ),
        'done',
      ),
  },
  {
    number: 26,
    what: 'its address is taken while it is stopped, for some seconds',
    victim: (lab) => withNetwork(lab, 26),
    run: async (lab, victim) => {
      let freed: Promise<unknown> = Promise.resolve();
      const result = await lab.disturbed(victim, 'renameOriginal', async () => {
        const thief = await takeAddress(lab, victim, 26);
        freed = delay(6_000).then(() => thief.remove({ force: true }));
      });
      await freed;
      return mustTell(result, 'rolledBack', /Address already in use/);
    },
  },
  {
    number: 27,
    what: 'its address is taken for good: told with what to run, which helps',
    victim: (lab) => withNetwork(lab, 27),
    run: async (lab, victim) => {
      let thief: Docker.Container | undefined;
      const result = await lab.disturbed(victim, 'renameOriginal', async () => {
        thief = await takeAddress(lab, victim, 27);
      });
      await thief?.remove({ force: true });
      return obey(lab, mustBe(result, 'needsHelp'));
    },
  },
  {
    number: 31,
    what: 'its network is removed while it is stopped, and created again with what to run',
    victim: (lab) => withNetwork(lab, 31),
    run: async (lab, victim) => {
      const { name, endpoint, create } = network(lab, 31);
      const result = await lab.disturbed(victim, 'renameOriginal', () =>
        lab.docker.getNetwork(name).remove(),
      );
      await create();
      // A container refers to its networks by their ids.
      const joined = lab.docker.getNetwork(name);
      await joined.disconnect({ Container: victim.id, Force: true });
      await joined.connect({ Container: victim.id, EndpointConfig: endpoint });
      const help = mustBe(result, 'needsHelp');
      assert.match(help.message, /network .* not found/);
      return obey(lab, help);
    },
  },
  {
    number: 31,
    what: 'its network was removed and created again while it was stopped: the new one joins it',
    victim: (lab) => withNetwork(lab, 32),
    run: async (lab, victim) => {
      const { name, create } = network(lab, 32);
      await lab.docker.getContainer(victim.id).stop();
      await lab.docker.getNetwork(name).remove();
      await create();
      const result = mustBe(await lab.recreate(victim), 'done');
      await lab.docker.getContainer(result.newId).start();
      return result;
    },
  },
  {
    number: 34,
    what: 'it is linked to another container',
    victim: async ({ docker }) => {
      const Image = await victimImage(docker);
      const db = await createContainer(docker, { name: 'linked-db', Image });
      await db.start();
      return { hostConfig: { Links: ['linked-db:db'] } };
    },
    run: async (lab, victim) => {
      const result = mustBe(await lab.recreate(victim), 'done');
      assert.match(await inContainer(lab.docker, result.newId, 'cat /etc/hosts'), /\sdb\s/);
      return result;
    },
  },
  {
    number: 40,
    what: 'a window of VS Code is attached to it',
    run: async (lab, victim) => {
      const results = [];
      for (const attached of [victim.name, victim.id, victim.id.slice(0, 12)]) {
        const context = { ...lab.context, isOwn: ownContainer(thisMachine(), [attached]) };
        results.push(await recreateContainer(context, victim.request, quickly));
      }
      return results.map((each) => mustTell(each, 'refused', /VS Code itself runs in/)).at(-1);
    },
  },
];

/** Someone or something else has to do with the container. */
export function intrusionFaults(): readonly Fault[] {
  return faults;
}

function dependents(): readonly Fault[] {
  const ways: readonly [number, string, (victim: Victim) => Docker.HostConfig][] = [
    [8, 'uses its network', ({ id }) => ({ NetworkMode: `container:${id}` })],
    [8, 'uses its processes', ({ name }) => ({ PidMode: `container:${name}` })],
    [8, 'uses its shared memory', ({ id }) => ({ IpcMode: `container:${id.slice(0, 12)}` })],
    [9, 'is linked to it', ({ name }) => ({ Links: [`${name}:db`] })],
  ];
  return ways.map(([number, what, hostConfig]) => ({
    number,
    what: `another container ${what}`,
    ...(what.includes('shared') ? { victim: { hostConfig: { IpcMode: 'shareable' } } } : {}),
    run: async (lab, victim) => {
      const { Image } = await lab.docker.getContainer(victim.id).inspect();
      const other = await createContainer(lab.docker, { Image, HostConfig: hostConfig(victim) });
      const result = await lab.recreate(victim);
      await other.remove();
      return mustTell(result, 'refused', new RegExp(what));
    },
  }));
}

async function takeAddress(
  lab: FaultLab,
  victim: Victim,
  subnet: number,
): Promise<Docker.Container> {
  const { name, endpoint } = network(lab, subnet);
  const { Image } = await lab.docker.getContainer(victim.id).inspect();
  const thief = await createContainer(lab.docker, {
    Image,
    HostConfig: { NetworkMode: name },
    NetworkingConfig: { EndpointsConfig: { [name]: endpoint } },
  });
  await thief.start();
  return thief;
}
