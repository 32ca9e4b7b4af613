import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { Calls, type CallLimits } from './calls.ts';
import { ConnectionError } from './connectionError.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { field, listOf, textOf } from './json.ts';
import { createModem, withTimeout, type Modem } from './modem.ts';
import type { SshProgram } from './sshConnection.ts';

/**
 * The newest API version that the calls here were tested with. A call without a version in its path
 * means the newest that the engine knows, whose answers may differ.
 */
export const newestApiVersion = '1.51';

/**
 * The oldest API version that tells what is needed (Engine API version history): 1.24 brought health
 * to the inspect and to the events, 1.23 the state to the list, 1.22 networks to the list and to the
 * events. 1.24 is Docker 1.12, of 2016.
 */
export const oldestApiVersion = '1.24';

/** What the engine says of itself in `GET /version`. */
export interface EngineVersion {
  readonly version: string;
  /** The version that the calls are made with. */
  readonly apiVersion: string;
  readonly product: 'docker' | 'podman';
}

export interface ClientOptions extends CallLimits {
  readonly ssh: SshProgram;
}

/** Values by filter name, as `docker events --filter` takes them. */
export type EventFilters = Readonly<Record<string, readonly string[]>>;

/**
 * The calls to one engine. They give the engine's JSON as it came. An answer that is an error
 * rejects with dockerode's error, which has the `statusCode`.
 */
export interface EngineClient {
  readonly version: EngineVersion;
  listContainers(signal: AbortSignal): Promise<readonly unknown[]>;
  inspectContainer(id: string, signal: AbortSignal): Promise<unknown>;
  inspectImage(id: string, signal: AbortSignal): Promise<unknown>;
  info(signal: AbortSignal): Promise<unknown>;
  ping(signal: AbortSignal): Promise<unknown>;
  /** One JSON object a line, until the signal aborts or the engine ends. */
  openEvents(filters: EventFilters, signal: AbortSignal): Promise<Readable>;
  /** Ends the calls under way as lost, and lets go of sockets and processes. */
  close(): void;
}

/** What dockerode's types do not tell: that a stream of an answer can be destroyed. */
interface Streams {
  getEvents(options: { readonly filters: string }): Promise<Readable>;
}

/** Connects and settles on the API version; every later call is made with that version. */
export async function connectEngine(
  target: ResolvedEndpoint,
  options: ClientOptions,
  signal: AbortSignal,
): Promise<EngineClient> {
  const { Docker, DockerModem } = await import('./dockerode.ts');
  // The option `modem` exists (dockerode, lib/docker.js); only its types leave it out.
  const clientOver = (modem: Modem): Docker => new Docker({ modem } as Docker.DockerOptions);
  const modem = createModem(DockerModem, target, options.ssh, options.timeout);
  const docker = clientOver(withTimeout(modem, options.timeout));
  // Events may stay away for as long as they like.
  const streams = clientOver(modem) as unknown as Streams;
  const calls = new Calls(options);
  const close = (): void => {
    calls.end();
    modem.agent.destroy();
  };
  try {
    const version = readVersion(await calls.make('GET /version', signal, () => docker.version()));
    modem.version = `v${version.apiVersion}`;
    return { version, ...callsTo(docker, streams, calls), close };
  } catch (error) {
    close();
    throw error;
  }
}

function callsTo(
  docker: Docker,
  streams: Streams,
  calls: Calls,
): Omit<EngineClient, 'version' | 'close'> {
  return {
    async listContainers(signal) {
      const call = 'GET /containers/json?all=1';
      const answer: unknown = await calls.make(call, signal, () =>
        docker.listContainers({ all: true }),
      );
      if (!Array.isArray(answer)) throw notTheEngineApi(call);
      return listOf(answer);
    },
    inspectContainer: (id, signal) =>
      calls.make(`GET /containers/${id}/json`, signal, () => docker.getContainer(id).inspect()),
    inspectImage: (id, signal) =>
      calls.make(`GET /images/${id}/json`, signal, () => docker.getImage(id).inspect()),
    info: (signal) => calls.make('GET /info', signal, () => docker.info()),
    ping: (signal) => calls.make('GET /_ping', signal, () => docker.ping()),
    openEvents: (filters, signal) =>
      calls.open('GET /events', signal, () =>
        streams.getEvents({ filters: JSON.stringify(filters) }),
      ),
  };
}

/** The answer to `GET /version`. Throws a `ConnectionError` when it is of no use. */
export function readVersion(answer: unknown): EngineVersion {
  const apiVersion = textOf(field(answer, 'ApiVersion'));
  if (apiVersion === undefined || !/^\d+\.\d+$/.test(apiVersion)) {
    throw notTheEngineApi('GET /version');
  }
  const version = textOf(field(answer, 'Version')) ?? 'unknown';
  if (isOlder(apiVersion, oldestApiVersion)) {
    throw new ConnectionError(
      'apiTooOld',
      `The engine ${version} speaks API ${apiVersion}; ${oldestApiVersion} (Docker 1.12) is the oldest that tells enough.`,
    );
  }
  const components = listOf(field(answer, 'Components'));
  const podman = components.some((component) => field(component, 'Name') === 'Podman Engine');
  return {
    version,
    apiVersion: isOlder(apiVersion, newestApiVersion) ? apiVersion : newestApiVersion,
    product: podman ? 'podman' : 'docker',
  };
}

function isOlder(left: string, right: string): boolean {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor === rightMajor ? leftMinor < rightMinor : leftMajor < rightMajor;
}

function notTheEngineApi(call: string): ConnectionError {
  return new ConnectionError(
    'engineError',
    `The answer to ${call} is not one of the Docker Engine API.`,
  );
}
