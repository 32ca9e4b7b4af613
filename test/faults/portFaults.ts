import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createContainer } from '../lab/containers.ts';
import { tcp } from '../lab/recreating.ts';
import { mustBe, mustTell, type Fault } from './fault.ts';
import type { FaultLab } from './faultLab.ts';
import type { Victim } from './victim.ts';

const faults: readonly Fault[] = [
  {
    number: 1,
    what: 'a container takes the port between check and start',
    run: async (lab, victim) =>
      mustTell(
        await lab.disturbed(victim, 'stop', () => takePort(lab, victim)),
        'rolledBack',
        /port is already allocated/,
      ),
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
      return mustTell(result, 'rolledBack', /address already in use|failed to bind/);
    },
  },
  {
    number: 3,
    what: 'the host IP is of another machine',
    run: async (lab, victim) => {
      const bindings = [tcp(`192.0.2.1:${victim.port}:80`)];
      const wanted = { ...victim, request: { ...victim.request, bindings } };
      return mustTell(await lab.recreate(wanted), 'refused', /cannot assign requested address/);
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
];

/** The wanted ports cannot be had. */
export function portFaults(): readonly Fault[] {
  return faults;
}

async function takePort(lab: FaultLab, victim: Victim): Promise<void> {
  const bindings = { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(victim.port + 1) }] };
  const { Image } = await lab.docker.getContainer(victim.id).inspect();
  const options = { Image, HostConfig: { PortBindings: bindings }, ExposedPorts: { '80/tcp': {} } };
  await (await createContainer(lab.docker, options)).start();
}
