import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { field } from '../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { createContainer } from '../lab/containers.ts';
import { quickly, tcp } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { mustBe, type Fault } from './fault.ts';
import type { FaultLab } from './faultLab.ts';
import { interruptions } from './interruptions.ts';
import { createVictim, type Victim } from './victim.ts';

function wanting(victim: Victim, ...ports: readonly string[]): Victim {
  return { ...victim, request: { ...victim.request, bindings: ports.map(tcp) } };
}

/** Calls of which one fails although the engine obeys: its answer is lost. */
function losing(calls: EngineCalls, name: 'create' | 'rename' | 'start' | 'stop'): EngineCalls {
  // The first start is that of the container that tries the ports.
  let before = name === 'start' ? 1 : 0;
  const lose = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    before -= 1;
    if (before !== -1) return value;
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  };
  const replaced = {
    create: (...args: Parameters<EngineCalls['create']>) => lose(calls.create(...args)),
    rename: (...args: Parameters<EngineCalls['rename']>) => lose(calls.rename(...args)),
    start: (...args: Parameters<EngineCalls['start']>) => lose(calls.start(...args)),
    stop: (...args: Parameters<EngineCalls['stop']>) => lose(calls.stop(...args)),
  };
  return { ...calls, [name]: replaced[name] };
}

const takePort = async (lab: FaultLab, victim: Victim): Promise<void> => {
  const bindings = { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(victim.port + 1) }] };
  const { Image } = await lab.docker.getContainer(victim.id).inspect();
  const options = { Image, HostConfig: { PortBindings: bindings }, ExposedPorts: { '80/tcp': {} } };
  await (await createContainer(lab.docker, options)).start();
};

const disturbances: readonly Fault[] = [
  {
    number: 1,
    what: 'a container takes the port between check and start',
    run: async (lab, victim) =>
      mustBe(await lab.disturbed(victim, 'stop', () => takePort(lab, victim)), 'rolledBack'),
  },
  {
    number: 2,
    what: 'a process takes the port between check and start',
    run: async (lab, victim) => {
      const listen = `require('net').createServer().listen(${victim.port + 1}, '127.0.0.1', () => console.log('listens'))`;
      const node = { file: process.execPath, args: ['--eval', listen] };
      const { file, args } = lab.engine.inNetwork(node);
      let child: ReturnType<typeof spawn> | undefined;
      const result = await lab.disturbed(victim, 'stop', async () => {
        const started = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        child = started;
        await once(started.stdout, 'data');
      });
      child?.kill();
      return mustBe(result, 'rolledBack');
    },
  },
  {
    number: 4,
    what: 'the port is taken already: told before anything stops',
    run: async (lab, victim) => {
      await takePort(lab, victim);
      return mustBe(await lab.recreate(victim), 'refused');
    },
  },
  {
    number: 3,
    what: 'the host IP is of another machine',
    run: async (lab, victim) =>
      mustBe(await lab.recreate(wanting(victim, `192.0.2.1:${victim.port}:80`)), 'refused'),
  },
  {
    number: 5,
    what: 'the application dies at its start',
    run: async (lab, victim) =>
      mustBe(
        await lab.disturbed(victim, 'stop', () =>
          inContainer(lab.docker, victim.id, 'echo > /named/die'),
        ),
        'rolledBack',
      ),
  },
  {
    number: 7,
    what: 'a second window changes the same container',
    run: async (lab, victim) => {
      const results = await Promise.all([lab.recreate(victim), lab.recreate(victim)]);
      assert.deepEqual(results.map(({ kind }) => kind).sort(), ['done', 'refused']);
      return results.find(({ kind }) => kind === 'done');
    },
  },
  {
    number: 8,
    what: 'another container uses its network',
    run: async (lab, victim) => {
      const { Image } = await lab.docker.getContainer(victim.id).inspect();
      const HostConfig = { NetworkMode: `container:${victim.id}` };
      const other = await createContainer(lab.docker, { Image, HostConfig });
      const result = await lab.recreate(victim);
      await other.remove();
      return mustBe(result, 'refused');
    },
  },
  {
    number: 9,
    what: 'another container is linked to it',
    run: async (lab, victim) => {
      const { Image } = await lab.docker.getContainer(victim.id).inspect();
      const HostConfig = { Links: [`${victim.name}:db`] };
      const other = await createContainer(lab.docker, { Image, HostConfig });
      const result = await lab.recreate(victim);
      await other.remove();
      return mustBe(result, 'refused');
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
    run: async (lab, victim) => mustBe(await lab.recreate(victim), 'refused'),
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
    number: 22,
    what: 'someone renames it before the stop',
    run: async (lab, victim) => {
      const container = lab.docker.getContainer(victim.id);
      const result = await lab.disturbed(victim, 'stop', () => container.rename({ name: 'moved' }));
      await container.rename({ name: victim.name });
      return mustBe(result, 'refused');
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
  ...(['create', 'rename', 'start', 'stop'] as const).map((call): Fault => ({
    number: 24,
    what: `the answer to ${call} is lost`,
    run: async (lab, victim) => {
      const context = { ...lab.context, calls: losing(lab.calls, call) };
      return recreateContainer(context, victim.request, quickly);
    },
  })),
  {
    number: 28,
    what: '200 kB of environment',
    victim: {
      options: { Env: Array.from({ length: 100 }, (_, at) => `V${at}=${'x'.repeat(2_000)}`) },
    },
    run: async (lab, victim) => {
      const result = mustBe(await lab.recreate(victim), 'done');
      const [before, after] = await Promise.all(
        [victim.id, victim.name].map((id) => lab.calls.inspect(id)),
      );
      assert.deepEqual(field(after, 'Config', 'Env'), field(before, 'Config', 'Env'));
      return result;
    },
  },
  {
    number: 36,
    what: 'a name with upper case',
    victim: { name: 'Victim-UPPER' },
    run: async (lab, victim) => mustBe(await lab.recreate(victim), 'done'),
  },
  {
    number: 38,
    what: 'a name of 63 characters',
    victim: { name: 'n'.repeat(63) },
    run: async (lab, victim) => mustBe(await lab.recreate(victim), 'done'),
  },
  {
    number: 21,
    what: 'it is paused',
    run: async (lab, victim) => {
      await lab.docker.getContainer(victim.id).pause();
      const result = mustBe(await lab.recreate(victim), 'done');
      const now = lab.docker.getContainer(victim.name);
      assert.ok((await now.inspect()).State.Paused);
      await now.unpause();
      return result;
    },
  },
  {
    number: 10,
    what: 'it is stopped',
    run: async (lab, victim) => {
      await lab.docker.getContainer(victim.id).stop();
      const result = mustBe(await lab.recreate(victim), 'done');
      const now = lab.docker.getContainer(victim.name);
      assert.equal((await now.inspect()).State.Status, 'created');
      await now.start();
      return result;
    },
  },
  {
    number: 19,
    what: 'its image is deleted',
    run: async (lab, victim) => {
      const container = lab.docker.getContainer(victim.id);
      const { Id } = (await container.commit({ pause: false })) as { Id: string };
      const own = await createVictim(lab.docker, { options: { Image: Id }, start: false });
      await lab.docker.getImage(Id).remove({ force: true });
      const result = mustBe(await lab.recreate(own), 'refused');
      await lab.docker.getContainer(own.id).remove({ force: true });
      return result;
    },
  },
];

/** Gives the tag of the victim's image to another one; returns the tag. */
async function retag(lab: FaultLab, victim: Victim, source: string): Promise<readonly string[]> {
  const { Config } = await lab.docker.getContainer(victim.id).inspect();
  const [repo = '', tag = ''] = Config.Image.split(':');
  await lab.docker.getContainer(source).commit({ repo, tag, changes: 'ENV MOVED=1' });
  return [repo, tag];
}

export function allFaults(): readonly Fault[] {
  return [...disturbances, ...interruptions()];
}
