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

/** How long a connection is kept that no call uses, in ms. */
const idleTime = 30_000;

/**
 * Made without docker-modem's constructor, which reads `DOCKER_HOST` and `DOCKER_CERT_PATH` whatever
 * it is given, and throws when they are unusable: also when a setting names another engine.
 *
 * @param connectSeconds how long a connection through ssh may take to be made.
 */
export function createModem(
  { prototype }: typeof DockerModem,
  target: ResolvedEndpoint,
  ssh: SshProgram,
  connectSeconds: number,
): Modem {
  const modem = Object.create(prototype) as Modem;
  const common = { headers: {}, pathPrefix: '/' };
  return Object.assign(modem, common, route(target, ssh, connectSeconds));
}

/** The same modem, whose calls end when the engine says nothing for so many seconds. */
export function withTimeout(modem: Modem, seconds: number): Modem {
  return Object.assign(Object.create(modem) as Modem, { timeout: seconds * 1_000 });
}

function route({ address, tls }: ResolvedEndpoint, ssh: SshProgram, connectSeconds: number): Route {
  switch (address.kind) {
    case 'socket':
      return { protocol: 'http', socketPath: address.path, agent: new PlainAgent() };
    case 'ssh':
      // With a socket path, VS Code does not send the request to the user's HTTP proxy instead.
      return {
        protocol: 'http',
        socketPath: 'ssh',
        agent: new SshAgent(address, ssh, connectSeconds),
      };
    case 'tcp': {
      const { host, port } = address;
      return tls === undefined
        ? { protocol: 'http', host, port, agent: new PlainAgent() }
        : { protocol: 'https', host, port, agent: new TlsAgent(tls) };
    }
  }
}

/** Connections of our own, so that all of them end when they are not needed any more. */
class PlainAgent extends HttpAgent {
  constructor() {
    super({ keepAlive: true, timeout: idleTime });
  }

  /** See `SshAgent`. */
  [inspect.custom](): string {
    return 'PlainAgent';
  }
}

/** Connections with certificates. */
class TlsAgent extends HttpsAgent {
  constructor(tls: TlsMaterial) {
    super({ keepAlive: true, timeout: idleTime, ...tlsOptions(tls) });
  }

  /** See `SshAgent`. */
  [inspect.custom](): string {
    return 'TlsAgent';
  }
}
