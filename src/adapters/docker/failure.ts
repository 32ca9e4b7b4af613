import type { ConnectionFailure, ConnectionProblem } from '../../core/engine.ts';
import { httpStatus, ConnectionError } from './connectionError.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { isOnPath, type Machine } from './machine.ts';
import { usualSockets } from './usualSockets.ts';

/** What is needed to say why an engine cannot be used. */
export interface FailureSurroundings {
  readonly machine: Machine;
  /** Absent when no endpoint could be made out. */
  readonly target: ResolvedEndpoint | undefined;
  readonly inDevContainer: boolean;
}

/** A failure that is thrown as it is: the endpoint could not be made out. */
export class EndpointUnusable extends Error {
  readonly failure: ConnectionFailure;

  constructor(failure: ConnectionFailure) {
    super(failure.detail);
    this.name = 'EndpointUnusable';
    this.failure = failure;
  }
}

/** Turns what a call threw into what stands between the extension and the engine. */
export function explainFailure(
  error: unknown,
  surroundings: FailureSurroundings,
): ConnectionFailure {
  if (error instanceof EndpointUnusable) return error.failure;
  const { target } = surroundings;
  const problem = problemOf(error, surroundings);
  const seconds = error instanceof ConnectionError ? error.seconds : undefined;
  return {
    problem,
    ...(target === undefined ? {} : { endpoint: target.endpoint }),
    detail: detailOf(error),
    ...(seconds === undefined ? {} : { seconds }),
    ...(problem === 'permissionDenied' ? remedies(surroundings) : {}),
  };
}

function problemOf(error: unknown, surroundings: FailureSurroundings): ConnectionProblem {
  if (error instanceof ConnectionError) return error.problem;
  if (httpStatus(error) !== undefined) return problemOfAnswer(error);
  const code = codeOf(error);
  if (code !== undefined && isTlsCode(code)) return 'tlsError';
  return surroundings.target?.address.kind === 'socket'
    ? problemOfSocket(code, surroundings)
    : problemOfNetwork(code);
}

/** What Go's HTTP server answers on a TLS port (net/http, server.go). */
function problemOfAnswer(error: unknown): ConnectionProblem {
  return detailOf(error).includes('HTTP request to an HTTPS server') ? 'tlsError' : 'engineError';
}

function problemOfSocket(
  code: string | undefined,
  { machine, inDevContainer }: FailureSurroundings,
): ConnectionProblem {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (inDevContainer) return 'devContainer';
      return hasDocker(machine) ? 'notRunning' : 'notInstalled';
    // The socket is there, so an engine was: it ended, or its machine is off.
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EPIPE':
      return 'notRunning';
    case 'EACCES':
    case 'EPERM':
      return 'permissionDenied';
    default:
      return 'engineError';
  }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  // The program `ssh` itself.
  'ENOENT',
  'EACCES',
]);

function problemOfNetwork(code: string | undefined): ConnectionProblem {
  return code !== undefined && unreachable.has(code) ? 'remoteUnreachable' : 'engineError';
}

/**
 * Codes of Node's TLS (nodejs.org, tls: X.509 certificate error codes) and of OpenSSL, which reports
 * a server that answers without TLS as a wrong version number.
 */
function isTlsCode(code: string): boolean {
  return (
    /^ERR_(SSL|TLS|OSSL)|CERT|^UNABLE_TO_|^CRL_|^INVALID_(CA|PURPOSE)$/.test(code) ||
    ['EPROTO', 'HOSTNAME_MISMATCH', 'PATH_LENGTH_EXCEEDED'].includes(code)
  );
}

function remedies({ machine, target }: FailureSurroundings): {
  group?: string;
  alternative?: string;
} {
  if (target?.address.kind !== 'socket') return {};
  const { path } = target.address;
  const group = machine.groupOf(path);
  const other = usualSockets(machine).find(
    (socket) => socket.present && socket.path !== path && machine.mayUse(socket.path),
  );
  return {
    ...(group === undefined ? {} : { group }),
    ...(other === undefined ? {} : { alternative: other.url }),
  };
}

/** Where Docker Desktop lives: it may put no `docker` on the path of a program started by the system. */
const desktopFolders = [
  '/Applications/Docker.app',
  '/opt/docker-desktop',
  String.raw`C:\Program Files\Docker\Docker`,
];

function hasDocker(machine: Machine): boolean {
  return isOnPath(machine, 'docker') || desktopFolders.some((folder) => machine.exists(folder));
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** A connection tried on several addresses fails with an error for each and no words of its own. */
function detailOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return [...new Set(error.errors.map(detailOf))].join('; ');
  }
  return error instanceof Error ? error.message.trim() : String(error);
}
