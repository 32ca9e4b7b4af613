import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { onPath, output } from './command.ts';

const patience = 3000;

/**
 * The engine that this machine already has, as `DOCKER_HOST` would name it; undefined when none
 * answers within three seconds. `DOCKER_HOST` first, then the docker program's current context, then
 * the usual sockets.
 */
export async function answeringEngine(): Promise<string | undefined> {
  const named = process.env['DOCKER_HOST'];
  if (named !== undefined && named !== '') return (await answers(named)) ? named : undefined;
  for (const host of [await currentContextHost(), ...usualHosts()]) {
    if (host !== undefined && (await answers(host))) return host;
  }
  return undefined;
}

async function currentContextHost(): Promise<string | undefined> {
  if (onPath('docker') === undefined) return undefined;
  const args = ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'];
  const host = await output({ file: 'docker', args }).catch(() => '');
  return host.trim() === '' ? undefined : host.trim();
}

function usualHosts(): readonly string[] {
  if (process.platform === 'win32') return ['npipe:////./pipe/docker_engine'];
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [join(runtime, 'docker.sock')]),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
  ].map((path) => `unix://${path}`);
}

async function answers(host: string): Promise<boolean> {
  const path = /^(?:unix|npipe):\/\/(.+)$/.exec(host)?.[1];
  if (path !== undefined) return pings({ socketPath: path });
  // TCP with or without TLS and SSH: the docker program knows the certificates and keys.
  const args = ['--host', host, 'version', '--format', '{{.Server.Version}}'];
  const version = output({ file: 'docker', args }, { timeout: patience });
  return version.then(
    () => true,
    () => false,
  );
}

async function pings(target: { readonly socketPath: string }): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ ...target, path: '/_ping', timeout: patience });
    ping.once('timeout', () => ping.destroy(new Error('No answer')));
    ping.once('error', () => {
      resolve(false);
    });
    ping.once('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.end();
  });
}
