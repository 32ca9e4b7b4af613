import type { Container } from './container.ts';
import type { PortRange } from './portRange.ts';

/** Why this endpoint and no other, in the order in which they are asked. */
export type EndpointOrigin =
  | { readonly kind: 'hostSetting' }
  | { readonly kind: 'contextSetting'; readonly context: string }
  | { readonly kind: 'dockerHost' }
  | { readonly kind: 'dockerContext'; readonly context: string }
  | { readonly kind: 'currentContext'; readonly context: string }
  | { readonly kind: 'usualSocket' };

/** Where the engine is and how that was decided. Holds no secret: keys stay in the adapter. */
export interface Endpoint {
  /** `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2376`, `ssh://user@host`. */
  readonly url: string;
  readonly origin: EndpointOrigin;
  /** Connected with TLS. */
  readonly tls: boolean;
  /** The folder of the certificates, as `DOCKER_CERT_PATH` names one; with TLS only. */
  readonly certificates?: string;
}

/** What the engine says of itself. */
export interface Engine {
  readonly endpoint: Endpoint;
  /** `ServerVersion`, such as `28.5.2`. */
  readonly version: string;
  /** The version that the calls are made with: the lower of the server's and 1.51. */
  readonly apiVersion: string;
  /** `docker` or `podman`. */
  readonly product: string;
  /** Name of the machine that the engine runs on, as `docker info` prints it. */
  readonly machine: string;
  readonly rootless: boolean;
  /** The range that dynamic host ports come from, when it can be read. */
  readonly ephemeralPorts?: PortRange;
}

/** Everything that one pass over an engine gives. */
export interface EngineReading {
  readonly engine: Engine;
  /** In the engine's order: newest first. */
  readonly containers: readonly Container[];
}

/** What stands between the extension and an engine. The names are values of `portMappings.connection`. */
export type ConnectionProblem =
  /** No socket, and no `docker` on PATH. */
  | 'notInstalled'
  /** A socket that is missing or refuses, and Docker is installed. */
  | 'notRunning'
  | 'permissionDenied'
  /** A TCP or SSH host that cannot be reached, DNS included. */
  | 'remoteUnreachable'
  | 'tlsError'
  | 'timeout'
  | 'apiTooOld'
  /** Inside a dev container that was given no socket. */
  | 'devContainer'
  /** A setting, variable or context that names no usable endpoint. */
  | 'badEndpoint'
  /** The engine answered, but with an error or with something that is not the Engine API. */
  | 'engineError';

export interface ConnectionFailure {
  readonly problem: ConnectionProblem;
  readonly endpoint?: Endpoint;
  /** What the system or the engine said, for the log and for details. */
  readonly detail: string;
  /** `permissionDenied`: the group that owns the socket, when it could be read. */
  readonly group?: string;
  /** `permissionDenied`: a socket that this user may use instead. */
  readonly alternative?: string;
  /** `timeout`: how long was waited, in seconds. */
  readonly seconds?: number;
}

/** A port on this machine, where `localhost` reaches it: not over the network, not inside another VM's. */
export function isLocalEndpoint(endpoint: Endpoint): boolean {
  return endpoint.url.startsWith('unix:') || endpoint.url.startsWith('npipe:');
}
