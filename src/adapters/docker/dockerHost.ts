/** Where an engine listens, as a `DOCKER_HOST` value says. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port?: number }
  | {
      readonly kind: 'ssh';
      readonly host: string;
      readonly user?: string;
      readonly port?: number;
      /** The engine's socket on that machine, when it is not the one `docker` finds there. */
      readonly socket?: string;
    };

export type ParsedDockerHost =
  | { readonly ok: true; readonly address: EngineAddress }
  /** `reason` continues a sentence that names the value. */
  | { readonly ok: false; readonly reason: string };

const forms =
  'unix:///path/to/docker.sock, npipe:////./pipe/name, tcp://host:port or ssh://user@host';

const hostName = String.raw`\[[\da-fA-F:.]+\]|[\w.-]+`;
const tcpAuthority = new RegExp(`^(${hostName})?(?::(\\d+))?/?$`);
const sshAuthority = new RegExp(`^(?:([^@:/]*)(:[^@/]*)?@)?(${hostName})(?::(\\d+))?(/.*)?$`);

/** The path reaches a shell on the other machine, so it may hold nothing that a shell would read. */
const plainPath = /^\/[\w./-]+$/;

/**
 * Reads a host as `docker -H` does (docker/cli, opts/hosts.go and cli/connhelper/ssh):
 *
 *     unix://PATH   npipe://PIPE   tcp://[HOST][:PORT]   ssh://[USER@]HOST[:PORT][SOCKET]
 */
export function parseDockerHost(value: string): ParsedDockerHost {
  const [, scheme, rest = ''] = /^([a-z]+):\/\/(.*)$/i.exec(value) ?? [];
  switch (scheme?.toLowerCase()) {
    case 'unix':
      if (!rest.startsWith('/'))
        return refuse('needs an absolute path: unix:///path/to/docker.sock');
      return accept({ kind: 'socket', path: rest });
    case 'npipe':
      if (!/^\/\/[^/]+\/pipe\/./.test(rest)) return refuse('needs a pipe: npipe:////./pipe/name');
      return accept({ kind: 'socket', path: rest });
    case 'tcp':
      return parseTcp(rest);
    case 'ssh':
      return parseSsh(rest);
    case undefined:
      return refuse(`has no scheme; it must look like ${forms}`);
    default:
      return refuse(`has a scheme that Docker does not know; it must look like ${forms}`);
  }
}

/** How the user sees the address; `tls` decides the port that Docker assumes. */
export function formatTcp(host: string, port: number): string {
  return `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function parseTcp(rest: string): ParsedDockerHost {
  const match = tcpAuthority.exec(rest);
  if (match === null) return refuse('needs a host and a port only: tcp://host:port');
  const [, host = '127.0.0.1', digits] = match;
  const port = readPort(digits);
  if (port === 'invalid') return refuse('has a port outside 1 to 65535');
  return accept({
    kind: 'tcp',
    host: withoutBrackets(host),
    ...(port === undefined ? {} : { port }),
  });
}

function parseSsh(rest: string): ParsedDockerHost {
  const match = sshAuthority.exec(rest);
  if (match === null) return refuse('needs a host: ssh://user@host');
  const [, user, password, host = '', digits, path = '/'] = match;
  if (password !== undefined) {
    return refuse('holds a password; ssh takes keys only: ssh://user@host');
  }
  if (host.startsWith('-')) return refuse('has a host name that begins with a hyphen');
  const port = readPort(digits);
  if (port === 'invalid') return refuse('has a port outside 1 to 65535');
  if (path !== '/' && !plainPath.test(path)) {
    return refuse('has a socket path with characters other than letters, digits and . _ - /');
  }
  return accept({
    kind: 'ssh',
    host: withoutBrackets(host),
    ...(user === undefined || user === '' ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(path === '/' ? {} : { socket: path }),
  });
}

function readPort(digits: string | undefined): number | undefined | 'invalid' {
  if (digits === undefined) return undefined;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : 'invalid';
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host;
}

function accept(address: EngineAddress): ParsedDockerHost {
  return { ok: true, address };
}

function refuse(reason: string): ParsedDockerHost {
  return { ok: false, reason };
}
