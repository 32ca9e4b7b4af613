import { output } from '../lab/command.ts';

/** Runs the docker program against this engine. */
export async function docker(dockerHost: string, ...args: readonly string[]): Promise<string> {
  return output({ file: 'docker', args }, { env: { ...process.env, DOCKER_HOST: dockerHost } });
}

/**
 * What Microsoft's Container Tools do to refresh: half a second after the last event, this list by
 * the docker program, a JSON object a line.
 */
export async function peerList(dockerHost: string): Promise<readonly unknown[]> {
  const args = ['container', 'ls', '--all', '--no-trunc', '--format', '{{json .}}'];
  const text = await docker(dockerHost, ...args);
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as unknown);
}

/** In milliseconds. */
export const peerDebounce = 500;
