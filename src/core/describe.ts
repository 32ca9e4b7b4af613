import { bracketed } from './address.ts';
import type { Conflict } from './conflicts.ts';
import type { Container, NetworkMode } from './container.ts';
import type { ConnectionFailure, Endpoint, EndpointOrigin, Engine } from './engine.ts';
import type { Mapping } from './mapping.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import type { RowStatus } from './rowStatus.ts';

/** The word beside a row's shape. */
export function statusWords(status: RowStatus): string {
  const words: Readonly<Record<RowStatus, string>> = {
    running: 'Running',
    paused: 'Paused',
    restarting: 'Restarting',
    stopped: 'Stopped',
    exposed: 'Exposed only',
    discarded: 'No effect',
    conflict: 'Conflict',
  };
  return words[status];
}

/** `All interfaces`, `This host only`, the literal address, or that there is none. */
export function addressWords({ reach, addresses }: Mapping): string {
  switch (reach) {
    case 'allInterfaces':
      return 'All interfaces';
    case 'thisHost':
      return 'This host only';
    case 'specific':
      return addresses.join(', ');
    default:
      return 'Not published';
  }
}

/** Who can reach it, in a sentence. */
export function reachSentence(mapping: Mapping, network: NetworkMode): string {
  switch (mapping.kind) {
    case 'exposed':
      return exposedSentence(network);
    case 'reserved':
      return 'Reserved: the host port is taken when the container starts.';
    case 'discarded':
      return 'Configured, but nothing listens on the host for it.';
    case 'published':
      return publishedSentence(mapping);
  }
}

function exposedSentence(network: NetworkMode): string {
  switch (network.kind) {
    case 'host':
      return 'On the host network: what the container listens on is reached like any program of the host.';
    case 'none':
      return 'Not published, and without a network: nothing but the container itself reaches it.';
    case 'bridge':
    case 'userDefined':
    case 'container':
      return 'Not published: only containers on the same network reach it.';
  }
}

function publishedSentence({ reach, addresses }: Mapping): string {
  const literal = addresses.map(bracketed).join(' and ');
  switch (reach) {
    case 'thisHost':
      return `Only programs on the Docker host reach it (${literal}).`;
    case 'specific':
      return `Reached through the host's address ${literal}.`;
    default:
      return `Every device that reaches the Docker host reaches it (${literal}).`;
  }
}

export function conflictWords({ hostPort, owner }: Conflict): string {
  return `Conflict: ${hostPort} is published by ${owner.containerName}.`;
}

/** Facts about how a mapping came to be, one sentence each. */
export function requestWords(container: Container, mapping: Mapping): string[] {
  const words: string[] = [];
  if (mapping.kind === 'discarded') words.push(discardedWords(container.network));
  if (mapping.publishedBy === 'publishAll') {
    words.push('Published by -P; the host port may change at every start.');
  } else if (mapping.request === 'dynamic') {
    words.push('Dynamic: Docker picks the host port at every start.');
  }
  if (mapping.requestedRange !== undefined) {
    words.push(`Docker chooses the host port from ${formatPortRange(mapping.requestedRange)}.`);
  }
  words.push(...exposedWords(mapping));
  if (container.health !== undefined && container.health !== 'healthy') {
    words.push(container.health === 'unhealthy' ? 'Unhealthy.' : 'Health check: starting.');
  }
  return words;
}

function exposedWords({ exposedBy, containerPorts }: Mapping): string[] {
  const plural = portCount(containerPorts) > 1;
  switch (exposedBy) {
    case 'image':
      return [`${plural ? 'These ports are' : 'This port is'} exposed by the image.`];
    case 'operator':
      return ['Exposed by --expose.'];
    case 'publish':
      return ['Not exposed by the image.'];
    case 'unknown':
      return [];
  }
}

function discardedWords(network: NetworkMode): string {
  switch (network.kind) {
    case 'host':
      return 'The container uses the host network; published ports are ignored.';
    case 'none':
      return 'The container has no network; published ports are ignored.';
    case 'container':
      return 'The container shares the network of another one; publish the port there.';
    case 'bridge':
    case 'userDefined':
      return 'The engine allocated no host port for it.';
  }
}

/** `bridge`, `shop_front`, `host`, `container:3f2a…`. */
export function networkWords(network: NetworkMode): string {
  switch (network.kind) {
    case 'bridge':
      return 'default bridge';
    case 'userDefined':
      return network.name;
    case 'host':
      return 'host network';
    case 'none':
      return 'no network';
    case 'container':
      return `network of ${network.container}`;
  }
}

/** What a screen reader says for a mapping of a container. */
export function spokenMapping(container: Container, mapping: Mapping, note = ''): string {
  const inside = `container ${spokenPorts(mapping.containerPorts)}, ${mapping.protocol.toUpperCase()}`;
  const state = `${container.name} ${stateWords(container)}`;
  const parts =
    mapping.kind === 'exposed'
      ? [`Exposed only, ${inside}`, state]
      : [`${spokenHost(mapping)} to ${inside}`, state];
  return [...parts, ...(note === '' ? [] : [note])].join(', ');
}

function spokenHost({ hostPorts, addresses, reach }: Mapping): string {
  const port = hostPorts === undefined ? 'Dynamic port' : capitalised(spokenPorts(hostPorts));
  const where =
    reach === 'allInterfaces'
      ? 'all interfaces'
      : reach === 'thisHost'
        ? 'this host only'
        : addresses.join(' and ');
  return `${port} on ${where}`;
}

function spokenPorts(range: PortRange): string {
  return range.start === range.end ? `port ${range.start}` : `ports ${range.start} to ${range.end}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `running`, `running, unhealthy`, `stopped`, `created`. */
export function stateWords({ state, health }: Pick<Container, 'state' | 'health'>): string {
  const word = state === 'exited' ? 'stopped' : state;
  return health === undefined || health === 'healthy' ? word : `${word}, ${health}`;
}

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

/** `3 ports`, `1 port`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `As of 14:02, reconnecting…` */
export function asOfWords(at: number | undefined): string {
  if (at === undefined) return 'Reconnecting…';
  const time = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return `As of ${time}, reconnecting…`;
}
