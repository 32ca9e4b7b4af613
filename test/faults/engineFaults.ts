import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import { restoreChange } from '../../src/adapters/docker/recreate/recover.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { scan } from '../../src/adapters/docker/recreate/scan.ts';
import { buildImage } from '../lab/containers.ts';
import { quickly } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { mustBe, mustTell, type Fault } from './fault.ts';
import { openFaultLab } from './faultLab.ts';
import { assertWhole, createVictim, victimLines } from './victim.ts';

const faults: readonly Fault[] = [
  ...(['create', 'rename', 'start', 'stop'] as const).map((call): Fault => ({
    number: 24,
    what: `the answer to ${call} is lost`,
    run: async (lab, victim) => {
      const context = { ...lab.context, calls: losing(lab.calls, call) };
      return recreateContainer(context, victim.request, quickly);
    },
  })),
  {
    number: 25,
    what: 'the disk is full while the changed files are saved',
    run: async () => {
      const small = await openFaultLab({ dataSize: '64m' });
      try {
        const victim = await createVictim(small);
        await inContainer(small.docker, victim.id, 'head -c 36000000 /dev/zero > /www/large');
        const result = await small.recreate(victim);
        const survivor = await assertWhole(small.docker, small.calls, victim);
        assert.equal(survivor.id, victim.id);
        return mustTell(result, 'rolledBack', /no space left on device/);
      } finally {
        await small.close();
      }
    },
  },
  {
    number: 28,
    what: '200 kB of environment, which no address of a call has',
    victim: {
      options: { Env: Array.from({ length: 100 }, (_, at) => `V${at}=${'x'.repeat(2_000)}`) },
    },
    run: async (lab, victim) => {
      const paths: string[] = [];
      const note = (message: unknown): void => {
        paths.push((message as { readonly request: ClientRequest }).request.path);
      };
      subscribe('http.client.request.start', note);
      const result = mustBe(await lab.recreate(victim), 'done');
      unsubscribe('http.client.request.start', note);
      const creates = paths.filter((path) => path.includes('/containers/create'));
      assert.ok(creates.length > 0, JSON.stringify(paths));
      assert.deepEqual(
        paths.filter((path) => path.length > 1_000),
        [],
      );
      return result;
    },
  },
  {
    number: 29,
    what: 'its image has as many layers as there can be, and files were changed',
    victim: async ({ docker }) => {
      const copies = Array.from({ length: 122 }, (_, at) => `COPY Dockerfile /layers/${at}`);
      const Image = await buildImage(docker, 'layers', [...victimLines, ...copies]);
      return { options: { Image } };
    },
    run: async (lab, victim) => mustTell(await lab.recreate(victim), 'refused', /125 layers/),
  },
  {
    number: 35,
    what: 'another engine has a container of that name, where the change was not begun',
    run: async (lab, victim) => {
      const other = await openFaultLab();
      try {
        const namesake = await createVictim(other, { name: victim.name });
        await other.docker.getContainer(namesake.id).stop();
        await lab.killed(victim, { at: 'renameNew' });
        const { journal } = lab.context;
        assert.deepEqual(await scan(other.calls, journal), []);
        const [change] = await scan(lab.calls, journal);
        assert.ok(change?.verdict === 'unfinished');
        const elsewhere = await restoreChange({ calls: other.calls, journal }, change);
        assert.equal(elsewhere.kind, 'refused', JSON.stringify(elsewhere));
        await other.docker.getContainer(namesake.id).start();
        const { id } = await assertWhole(other.docker, other.calls, namesake);
        assert.equal(id, namesake.id);
      } finally {
        await other.close();
      }
      return undefined;
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
];

/** The engine, or the way to it, comes to its limits. */
export function engineFaults(): readonly Fault[] {
  return faults;
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
