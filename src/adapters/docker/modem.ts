import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { inspect } from 'node:util';
import type DockerModem from 'docker-modem';
import type { ResolvedEndpoint, TlsMaterial } from './endpoint.ts';
import { SshAgent, type SshProgram } from './sshConnection.ts';
import { tlsOptions } from './tlsOptions.ts';

/** dockerode's connection to one engine. */
export interface Modem extends DockerModem {
  /** Put before every path: `v1.41`. */
  version: string | undefined;
  readonly agent: HttpAgent;
}

/** Where the modem connects: fields of docker-modem's own (lib/modem.js). */
interface Route {
  readonly protocol: 'http' | 'https';
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
  readonly agent: HttpAgent;
}

/**
 * Made without docker-modem's constructor, which reads `DOCKER_HOST` and `DOCKER_CERT_PATH` whatever
 * it is given, and throws when they are unusable: also when a setting names another engine.
 *
 * @param seconds how long a connection through ssh may take to be made, and about how long a
 *   connection is kept that no call uses.
 */
export function createModem(
  { prototype }: typeof DockerModem,
  target: ResolvedEndpoint,
  ssh: SshProgram,
  seconds: number,
): Modem {
  const modem = Object.create(prototype) as Modem;
  return Object.assign(modem, { headers: {}, pathPrefix: '/', ...route(target, ssh, seconds) });
}

/**
 * The same modem, whose calls end when the engine says nothing for so long: somewhat later than
 * whoever made the call gave it up.
 */
export function withTimeout(modem: Modem, seconds: number): Modem {
  return Object.assign(Object.create(modem) as Modem, { timeout: patience(seconds) });
}

/** In ms. The same for calls and for connections: `node:http` then need not change it in between. */
function patience(seconds: number): number {
  return (seconds + 1) * 1_000;
}

function route({ address, tls }: ResolvedEndpoint, ssh: SshProgram, seconds: number): Route {
  switch (address.kind) {
    case 'socket':
      return { protocol: 'http', socketPath: address.path, agent: new PlainAgent(seconds) };
    case 'ssh':
      // With a socket path, VS Code does not send the request to the user's HTTP proxy instead.
      return { protocol: 'http', socketPath: 'ssh', agent: new SshAgent(address, ssh, seconds) };
    case 'tcp': {
      const { host, port } = address;
      return tls === undefined
        ? { protocol: 'http', host, port, agent: new PlainAgent(seconds) }
        : { protocol: 'https', host, port, agent: new TlsAgent(tls, seconds) };
    }
  }
}

/** Connections of our own, so that all of them end when they are not needed any more. */
class PlainAgent extends HttpAgent {
  constructor(seconds: number) {
    super({ keepAlive: true, timeout: patience(seconds) });
  }

  /** See `SshAgent`. */
  [inspect.custom](): string {
    return 'PlainAgent';
  }
}

/** Connections with certificates. */
class TlsAgent extends HttpsAgent {
  constructor(tls: TlsMaterial, seconds: number) {
    super({ keepAlive: true, timeout: patience(seconds), ...tlsOptions(tls) });
  }

  /** See `SshAgent`. */
  [inspect.custom](): string {
    return 'TlsAgent';
  }
}
