import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { ended, onPath, output } from './command.ts';
import { freePort } from './freePort.ts';

/** An SSH server on loopback, through which an engine can be reached. */
export interface SshServer {
  /** For `DOCKER_HOST`: ssh://user@127.0.0.1:port */
  readonly dockerHost: string;
  /**
   * A `PATH` on which `ssh` trusts the server and has a key for it, which keeps this user's own ~/.ssh
   * out of it.
   */
  readonly path: string;
  stop(): Promise<void>;
}

/**
 * Starts sshd on a free port of 127.0.0.1, for this user, with keys made for the occasion. On its far
 * side, the `docker` program speaks to the engine that `dockerHost` names.
 */
export async function startSshServer(dockerHost: string): Promise<SshServer> {
  const folder = await mkdtemp(join(tmpdir(), 'port-mappings-ssh-'));
  const [hostKey, userKey] = [join(folder, 'host'), join(folder, 'user')];
  for (const file of [hostKey, userKey]) await makeKey(file);
  const port = await freePort();
  await writeFile(join(folder, 'sshd_config'), serverConfig(port, hostKey, userKey, dockerHost));
  await writeFile(join(folder, 'ssh_config'), clientConfig(userKey));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(
    join(bin, 'ssh'),
    `#!/bin/sh\nexec ${program('ssh')} -F ${folder}/ssh_config "$@"\n`,
  );
  await chmod(join(bin, 'ssh'), 0o755);
  // sshd(8), FILES: must exist, and only the service's own start makes it.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });

  // sshd wants to be started by its absolute path, to start itself again for each connection.
  const child = spawn(program('sshd'), ['-D', '-e', '-f', join(folder, 'sshd_config')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const end = ended(child);
  await new Promise<void>((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('Server listening on')) resolve();
    });
    end.then(() => {
      reject(new Error(`sshd ended:\n${lines.join('\n')}`));
    }, reject);
  });
  return {
    dockerHost: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    path: [bin, process.env['PATH']].join(delimiter),
    async stop() {
      child.kill();
      await end;
      await rm(folder, { recursive: true });
    },
  };
}

async function makeKey(file: string): Promise<void> {
  await output({ file: 'ssh-keygen', args: ['-q', '-t', 'ed25519', '-N', '', '-f', file] });
}

function serverConfig(port: number, hostKey: string, userKey: string, dockerHost: string): string {
  return [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${userKey}.pub`,
    'PermitRootLogin prohibit-password',
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    `SetEnv DOCKER_HOST=${dockerHost}`,
    '',
  ].join('\n');
}

function clientConfig(userKey: string): string {
  return [
    'Host 127.0.0.1',
    `IdentityFile ${userKey}`,
    'IdentitiesOnly yes',
    'StrictHostKeyChecking no',
    'UserKnownHostsFile /dev/null',
    'LogLevel ERROR',
    '',
  ].join('\n');
}

function program(name: string): string {
  const path = onPath(name);
  if (path === undefined) throw new Error(`${name} is missing.`);
  return path;
}
