import type { DockerOptions } from 'dockerode';
import { readVersion, type ClientOptions } from '../client.ts';
import type { ResolvedEndpoint } from '../endpoint.ts';
import { createModem } from '../modem.ts';
import { changingCalls } from './changingCalls.ts';
import type { Dockerode } from './dockerodeCalls.ts';
import type { EngineCalls } from './engineCalls.ts';
import { readingCalls } from './readingCalls.ts';
import { TimedCalls } from './timedCalls.ts';

/**
 * A connection of its own, with the API version settled. `timeout` is for the calls that are quick.
 * When the signal aborts, the connection is closed: all calls reject as lost.
 */
export async function connectCalls(
  target: ResolvedEndpoint,
  options: ClientOptions,
  signal?: AbortSignal,
): Promise<EngineCalls> {
  const { Docker, DockerModem } = await import('../dockerode.ts');
  const modem = createModem(DockerModem, target, options.ssh, options.timeout);
  const docker = new Docker({ modem } as DockerOptions) as unknown as Dockerode;
  const limits = new TimedCalls(options);
  const close = (): void => {
    signal?.removeEventListener('abort', close);
    limits.end();
    modem.agent.destroy();
  };
  signal?.addEventListener('abort', close);
  if (signal?.aborted === true) close();
  try {
    const version = readVersion(await limits.quick('GET /version', () => docker.version()));
    modem.version = `v${version.apiVersion}`;
    return { version, ...readingCalls(docker, limits), ...changingCalls(docker, limits), close };
  } catch (error) {
    close();
    throw error;
  }
}
