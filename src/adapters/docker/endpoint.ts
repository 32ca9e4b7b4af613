import type { ConnectionFailure, Endpoint, EndpointOrigin } from '../../core/engine.ts';
import {
  configFolder,
  currentContext,
  defaultContext,
  readContext,
  storedContexts,
  type DockerContext,
} from './contexts.ts';
import { formatTcp, parseDockerHost, type EngineAddress } from './dockerHost.ts';
import { textOf } from './json.ts';
import { joinPath, type Machine } from './machine.ts';
import { usualSockets } from './usualSockets.ts';

/** The settings that name an engine; empty when the user leaves the choice to the environment. */
export interface EndpointSettings {
  readonly host: string;
  readonly context: string;
}

/** PEM texts. Without `authority`, the system's authorities count. */
export interface TlsMaterial {
  readonly authority?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly verify: boolean;
}

/** An address whose port is settled. */
export type ResolvedAddress =
  | Exclude<EngineAddress, { kind: 'tcp' }>
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Everything that a connection needs. Holds secrets: only `endpoint` leaves this folder. */
export interface ResolvedEndpoint {
  readonly endpoint: Endpoint;
  readonly address: ResolvedAddress;
  readonly tls?: TlsMaterial;
}

export type EndpointResolution =
  | { readonly ok: true; readonly resolved: ResolvedEndpoint }
  | { readonly ok: false; readonly failure: ConnectionFailure };

/** One line of the list that the user picks a connection from. */
export interface ContextChoice {
  readonly name: string;
  readonly host: string;
  readonly description?: string;
  /** Whether `docker` would use it: `DOCKER_CONTEXT`, else the current one of config.json. */
  readonly current: boolean;
}

/**
 * Which engine is meant: the setting `portMappings.docker.host`, else the setting
 * `portMappings.docker.context`, else `DOCKER_HOST`, else `DOCKER_CONTEXT`, else the current context
 * of Docker's config.json, else the platform's usual sockets. From `DOCKER_HOST` on, the order of
 * `docker` itself (docker/cli, cli/command/cli.go).
 */
export function resolveEndpoint(settings: EndpointSettings, machine: Machine): EndpointResolution {
  const host = settings.host.trim();
  if (host !== '') {
    const source = 'the setting portMappings.docker.host';
    return fromHost(machine, { host, source, origin: { kind: 'hostSetting' } });
  }
  const context = settings.context.trim();
  if (context !== '') {
    const source = 'the setting portMappings.docker.context';
    return fromContext(machine, context, source, { kind: 'contextSetting', context });
  }
  return fromEnvironment(machine);
}

/** The contexts to choose from: Docker's own `default` first. */
export function listContexts(machine: Machine): readonly ContextChoice[] {
  const current = textOf(machine.env['DOCKER_CONTEXT']) ?? currentContext(machine);
  const fallback = fromDefaultContext(machine, { kind: 'usualSocket' });
  const host = fallback.ok ? fallback.resolved.endpoint.url : (machine.env['DOCKER_HOST'] ?? '');
  return [
    { name: defaultContext, host, current: current === defaultContext },
    ...storedContexts(machine).map(({ name, host, description }) => ({
      name,
      host,
      ...(description === undefined ? {} : { description }),
      current: name === current,
    })),
  ];
}

function fromEnvironment(machine: Machine): EndpointResolution {
  const host = textOf(machine.env['DOCKER_HOST']);
  if (host !== undefined) {
    return fromHost(machine, { host, source: 'DOCKER_HOST', origin: { kind: 'dockerHost' } });
  }
  const named = textOf(machine.env['DOCKER_CONTEXT']);
  if (named !== undefined) {
    return fromContext(machine, named, 'DOCKER_CONTEXT', { kind: 'dockerContext', context: named });
  }
  const context = currentContext(machine);
  if (context === defaultContext) return fromDefaultContext(machine, { kind: 'usualSocket' });
  const source = `currentContext in ${joinPath(machine, configFolder(machine), 'config.json')}`;
  return fromContext(machine, context, source, { kind: 'currentContext', context });
}

function fromContext(
  machine: Machine,
  name: string,
  source: string,
  origin: EndpointOrigin,
): EndpointResolution {
  if (name === defaultContext) return fromDefaultContext(machine, origin);
  const context = readContext(machine, name);
  if (context === undefined) {
    return bad(
      `The Docker context "${name}", named by ${source}, does not exist or has no Docker endpoint. ` +
        'Pick one that `docker context ls` shows.',
    );
  }
  const parsed = parseDockerHost(context.host);
  if (!parsed.ok) {
    return bad(
      `"${context.host}", the host of the Docker context "${name}", ${parsed.reason}. ` +
        `Correct it with \`docker context update\`. The context is named by ${source}.`,
    );
  }
  const tls = parsed.address.kind === 'tcp' ? contextTls(machine, context) : undefined;
  return resolved(context.host, parsed.address, origin, { tls, folder: context.tlsFolder });
}

/** The context `default` stands for `DOCKER_HOST`, else for the usual socket. */
function fromDefaultContext(machine: Machine, origin: EndpointOrigin): EndpointResolution {
  const host = textOf(machine.env['DOCKER_HOST']);
  if (host !== undefined) return fromHost(machine, { host, source: 'DOCKER_HOST', origin });
  const candidates = usualSockets(machine);
  const socket = candidates.find((each) => each.present) ?? candidates[0];
  return resolved(socket.url, { kind: 'socket', path: socket.path }, origin);
}

function fromHost(
  machine: Machine,
  given: { readonly host: string; readonly source: string; readonly origin: EndpointOrigin },
): EndpointResolution {
  const parsed = parseDockerHost(given.host);
  if (!parsed.ok) {
    return bad(
      `"${given.host}", the value of ${given.source}, ${parsed.reason}. Correct it there.`,
    );
  }
  const { address } = parsed;
  if (address.kind !== 'tcp') return resolved(given.host, address, given.origin);
  const tls = environmentTls(machine, address.port);
  const needsAuthority = textOf(machine.env['DOCKER_TLS_VERIFY']) !== undefined;
  if (tls === undefined || tls.authority !== undefined || !needsAuthority) {
    return resolved(given.host, address, given.origin, { tls, folder: certificateFolder(machine) });
  }
  return bad(
    `"${given.host}", the value of ${given.source}, is to be verified with TLS, but there is no ` +
      `${joinPath(machine, certificateFolder(machine), 'ca.pem')}. Name the folder of the ` +
      'certificates in DOCKER_CERT_PATH, or pick a Docker context that holds them.',
  );
}

/**
 * TLS as `docker` takes it from the environment (docker/cli, cli/flags/options.go): with
 * verification when `DOCKER_TLS_VERIFY` is set, without when only `DOCKER_TLS` is. Port 2376 is
 * assigned to Docker over TLS (IANA), so it implies verification.
 */
function environmentTls(machine: Machine, port: number | undefined): TlsMaterial | undefined {
  const verify = textOf(machine.env['DOCKER_TLS_VERIFY']) !== undefined || port === 2376;
  if (!verify && textOf(machine.env['DOCKER_TLS']) === undefined) return undefined;
  return readMaterial(machine, certificateFolder(machine), verify);
}

function certificateFolder(machine: Machine): string {
  return textOf(machine.env['DOCKER_CERT_PATH']) ?? configFolder(machine);
}

/** A context uses TLS when it stores any certificate, or says not to verify one. */
function contextTls(machine: Machine, context: DockerContext): TlsMaterial | undefined {
  const material = readMaterial(machine, context.tlsFolder, !context.skipTlsVerify);
  const stored = material.authority ?? material.certificate ?? material.key;
  return stored === undefined && material.verify ? undefined : material;
}

function readMaterial(machine: Machine, folder: string, verify: boolean): TlsMaterial {
  const read = (name: string): string | undefined =>
    machine.readText(joinPath(machine, folder, name));
  const authority = read('ca.pem');
  const certificate = read('cert.pem');
  const key = read('key.pem');
  return {
    ...(authority === undefined ? {} : { authority }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    verify,
  };
}

/** TLS material, if it is used, and where it comes from. */
interface StoredTls {
  readonly tls?: TlsMaterial | undefined;
  readonly folder: string;
}

function resolved(
  url: string,
  address: EngineAddress,
  origin: EndpointOrigin,
  { tls, folder: certificates }: StoredTls = { folder: '' },
): EndpointResolution {
  if (address.kind !== 'tcp') {
    return { ok: true, resolved: { endpoint: { url, origin, tls: false }, address } };
  }
  // Docker's ports: 2375 without TLS, 2376 with it.
  const { host, port = tls === undefined ? 2375 : 2376 } = address;
  const endpoint = { url: formatTcp(host, port), origin, tls: tls !== undefined };
  const target = { endpoint, address: { kind: address.kind, host, port } };
  if (tls === undefined) return { ok: true, resolved: target };
  return { ok: true, resolved: { ...target, endpoint: { ...endpoint, certificates }, tls } };
}

function bad(detail: string): EndpointResolution {
  return { ok: false, failure: { problem: 'badEndpoint', detail } };
}
