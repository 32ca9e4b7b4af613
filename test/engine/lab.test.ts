import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { dockerClient } from '../lab/containers.ts';
import { startEngine } from '../lab/engine.ts';

describe('The private engine of the tests', () => {
  it('answers, is killed, answers again with the same data, and leaves nothing', async () => {
    const engine = await startEngine();
    const docker = dockerClient(engine.dockerHost);
    await docker.createVolume({ Name: 'kept' });
    await engine.kill();
    await assert.rejects(docker.ping());
    await engine.restart();
    assert.equal((await docker.getVolume('kept').inspect()).Name, 'kept');
    await engine.stop();
    assert.ok(!existsSync(engine.folder));
  });

  it('says in the words of dockerd why it does not start', async () => {
    const started = startEngine({ hosts: ['tcp://127.0.0.1:99999'], network: 'caller' });
    await assert.rejects(started, /invalid port/);
  });

  it('ends with a process that was killed, and with it all in its network', async () => {
    const lab = new URL('../lab/engine.ts', import.meta.url).href;
    const script = `
      import { spawn } from 'node:child_process';
      import { startEngine } from ${JSON.stringify(lab)};
      const engine = await startEngine();
      const { file, args } = engine.inNetwork({ file: 'sleep', args: ['600'] });
      const sleeper = spawn(file, args, { detached: true, stdio: 'ignore' });
      console.log(sleeper.pid + ' ' + engine.socketPath);
    `;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const owner = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: owner.stdout }), 'line')) as [string];
    const [sleeper = '', socketPath = ''] = line.split(' ');
    const folder = dirname(socketPath);
    assert.ok(runs(sleeper));

    const changes = watch(dirname(folder));
    owner.kill('SIGKILL');
    while (existsSync(folder)) await once(changes, 'change');
    changes.close();
    // The signal was sent before; it may be late.
    while (runs(sleeper)) await setTimeout(20);
  });
});

/** Also false for a process that ended and whose parent has not asked for its exit code yet. */
function runs(pid: string): boolean {
  return existsSync(`/proc/${pid}/exe`);
}
