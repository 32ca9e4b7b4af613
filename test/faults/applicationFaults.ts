import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { field } from '../../src/adapters/docker/json.ts';
import { recreateContainer } from '../../src/adapters/docker/recreate/recreate.ts';
import { callsOf, quickly, watchfully } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { mustBe, mustTell, type Fault } from './fault.ts';
import type { FaultLab } from './faultLab.ts';
import { victimProgram, type Victim } from './victim.ts';

/** Ends at once where it finds data of another host name than its own. */
const boundToHostName = [
  '/bin/sh',
  '-c',
  `if [ -e /named/host ]; then [ "$(/bin/busybox cat /named/host)" = "$(/bin/busybox hostname)" ] || exit 9; fi
   /bin/busybox hostname > /named/host; ${victimProgram}`,
];

/** It does not end for a signal that asks it to, so the engine waits and kills it. */
const slow = { StopSignal: 'SIGTERM', StopTimeout: 6 };

const faults: readonly Fault[] = [
  {
    number: 5,
    what: 'the application dies at its start',
    run: async (lab, victim) =>
      mustTell(
        await lab.disturbed(
          victim,
          'stop',
          () => inContainer(lab.docker, victim.id, 'echo > /named/die'),
          watchfully,
        ),
        'rolledBack',
        /ended after the start/,
      ),
  },
  {
    number: 6,
    what: 'its data belongs to its host name, which is kept',
    victim: { options: { Cmd: boundToHostName } },
    run: async (lab, victim) => mustBe(await lab.recreate(victim), 'done'),
  },
  {
    number: 6,
    what: 'its data belongs to its host name, which is not kept',
    victim: { options: { Cmd: boundToHostName, Env: ['DOCKER_HOST=tcp://127.0.0.1:2375'] } },
    run: async (lab, victim) =>
      mustTell(await lab.recreate(victim, watchfully), 'rolledBack', /ended after the start/),
  },
  {
    number: 21,
    what: 'it crashes at every start, until the new one',
    run: async (lab, victim) => {
      const crash = await crashing(lab, victim);
      return mustBe(await lab.disturbed(victim, 'start', () => rm(crash)), 'done');
    },
  },
  {
    number: 21,
    what: 'it crashes at every start, and so does the new one',
    run: async (lab, victim) => {
      const crash = await crashing(lab, victim);
      const result = mustBe(await lab.recreate(victim, watchfully), 'rolledBack');
      await rm(crash);
      await until(lab, victim, 'running');
      return result;
    },
  },
  {
    number: 23,
    what: 'its stop takes longer than a call may',
    victim: { options: slow },
    run: async (lab, victim) => {
      const impatient = await callsOf(lab.engine.dockerHost, 2);
      try {
        return await recreateContainer(
          { ...lab.context, calls: impatient },
          victim.request,
          quickly,
        );
      } finally {
        impatient.close();
      }
    },
  },
  {
    number: 23,
    what: 'its stop takes longer than is waited for an answer to it',
    victim: { options: slow },
    run: async (lab, victim) => {
      const { calls } = lab;
      const impatient = {
        ...calls,
        stop: (id: string, _patience: number, seconds?: number) => calls.stop(id, 1, seconds),
      };
      const context = { ...lab.context, calls: impatient };
      return mustBe(await recreateContainer(context, victim.request, quickly), 'done');
    },
  },
  {
    number: 37,
    what: 'it is unhealthy at the start',
    victim: {
      options: {
        Healthcheck: {
          Test: ['CMD', '/bin/sh', '-c', '[ ! -e /named/sick ]'],
          Interval: 200_000_000,
          Retries: 1,
        },
      },
    },
    run: async (lab, victim) => {
      const result = await lab.disturbed(
        victim,
        'stop',
        () => inContainer(lab.docker, victim.id, 'echo > /named/sick'),
        watchfully,
      );
      await inContainer(lab.docker, victim.name, 'rm /named/sick');
      return mustTell(result, 'rolledBack', /unhealthy/);
    },
  },
];

/** The application does not do what one hopes for. */
export function applicationFaults(): readonly Fault[] {
  return faults;
}

/** Lets it end, and at every start again; gives the file that makes it do so. */
async function crashing(lab: FaultLab, victim: Victim): Promise<string> {
  await inContainer(lab.docker, victim.id, 'echo > /named/crash');
  await lab.docker.getContainer(victim.id).kill();
  await lab.docker.getContainer(victim.id).start();
  await until(lab, victim, 'restarting');
  const volume = lab.docker.getVolume(`${victim.name}-data`);
  return `${(await volume.inspect()).Mountpoint}/crash`;
}

async function until(lab: FaultLab, victim: Victim, status: string): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    if (field(await lab.calls.inspect(victim.name), 'State', 'Status') === status) return;
    await delay(100);
  }
  assert.fail(`${victim.name} was never ${status}.`);
}
