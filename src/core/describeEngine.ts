import type { ConnectionFailure, Endpoint, EndpointOrigin, Engine } from './engine.ts';

/** A short name for the engine: its context, else its endpoint. */
export function engineName({ origin, url }: Endpoint): string {
  return 'context' in origin ? origin.context : url.replace(/^unix:\/\//, '');
}

/** Why this engine and no other. */
export function originWords(origin: EndpointOrigin): string {
  switch (origin.kind) {
    case 'hostSetting':
      return 'from the setting portMappings.docker.host';
    case 'contextSetting':
      return `context “${origin.context}”, from the setting portMappings.docker.context`;
    case 'dockerHost':
      return 'from the environment variable DOCKER_HOST';
    case 'dockerContext':
      return `context “${origin.context}”, from the environment variable DOCKER_CONTEXT`;
    case 'currentContext':
      return `the current Docker context, “${origin.context}”`;
    case 'usualSocket':
      return 'found in the usual place';
  }
}

/** `Docker 28.5.2 on build-vm, unix:///var/run/docker.sock (found in the usual place)`. */
export function engineSentence({ product, version, machine, endpoint }: Engine): string {
  const name = product === 'podman' ? 'Podman' : 'Docker';
  const where = machine === '' ? '' : ` on ${machine}`;
  return `${name} ${version}${where}, ${endpoint.url} (${originWords(endpoint.origin)})`;
}

/** What to do about a failure; each is a command of the extension. */
export type RemedyAction =
  'retry' | 'install' | 'selectConnection' | 'copyFixCommand' | 'showLog' | 'diagnose';

export interface FailureWords {
  readonly text: string;
  /** The first is the one to offer first. */
  readonly actions: readonly RemedyAction[];
}

/** The cause of a failure and what to do about it, for the tree, the panel and the status bar. */
export function failureWords(failure: ConnectionFailure, machine = 'this machine'): FailureWords {
  const where = failure.endpoint?.url ?? 'Docker';
  switch (failure.problem) {
    case 'notInstalled':
      return {
        text: `Docker was not found on ${machine}.`,
        actions: ['install', 'selectConnection', 'retry'],
      };
    case 'notRunning':
      return {
        text: `Docker is installed but not running: nothing answers at ${where}.`,
        actions: ['retry', 'selectConnection', 'diagnose'],
      };
    case 'permissionDenied':
      return {
        text: `Your user may not use ${socketPath(where)}${
          failure.group === undefined ? '' : ` (group ${failure.group})`
        }. After joining the group, sign out and in again; in a remote window restart the VS Code server, which keeps the old groups.`,
        actions: ['copyFixCommand', 'selectConnection', 'retry'],
      };
    case 'remoteUnreachable':
      return {
        text: `Cannot reach ${where}.`,
        actions: ['retry', 'selectConnection', 'showLog'],
      };
    case 'tlsError':
      return {
        text: `The secure connection to ${where} failed: ${failure.detail}`,
        actions: ['showLog', 'selectConnection', 'retry'],
      };
    case 'timeout':
      return {
        text: `${where} did not answer in ${failure.seconds ?? 10} s.`,
        actions: ['retry', 'selectConnection', 'showLog'],
      };
    case 'apiTooOld':
      return {
        text: `The Docker API at ${where} is older than this extension needs. ${failure.detail}`,
        actions: ['selectConnection', 'showLog'],
      };
    case 'devContainer':
      return {
        text: 'VS Code runs inside a container that was given no Docker socket.',
        actions: ['install', 'selectConnection', 'retry'],
      };
    case 'badEndpoint':
      return { text: failure.detail, actions: ['selectConnection', 'retry'] };
    case 'engineError':
      return {
        text: `The engine at ${where} answered with an error: ${failure.detail}`,
        actions: ['showLog', 'retry', 'selectConnection'],
      };
  }
}

function socketPath(url: string): string {
  return url.replace(/^(?:unix|npipe):\/\//, '');
}

/** The command that lets this user use the socket. A group name that is no plain word is not put into it. */
export function fixCommand(failure: ConnectionFailure): string {
  const group = failure.group ?? 'docker';
  return `sudo usermod -aG ${/^[\w-]+$/.test(group) ? group : 'docker'} "$USER"`;
}

/** `As of 14:02, reconnecting…` */
export function asOfWords(at: number | undefined): string {
  if (at === undefined) return 'Reconnecting…';
  const time = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return `As of ${time}, reconnecting…`;
}
