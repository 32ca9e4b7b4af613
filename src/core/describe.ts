import { bracketed } from './address.ts';
import type { Conflict, ConflictOwner } from './conflicts.ts';
import type { Container, NetworkMode } from './container.ts';
import type { Mapping, UnnamedMapping } from './mapping.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import type { RowStatus } from './rowStatus.ts';

type ProcessOwner = Extract<ConflictOwner, { kind: 'process' }>;

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
    staged: 'Staged',
    kept: 'Original (kept)',
    declared: 'Declared',
  };
  return words[status];
}

/** `All interfaces`, `This host only`, the literal address, or that there is none. */
export function addressWords({ reach, addresses }: UnnamedMapping): string {
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
    case 'staged':
      return 'Staged: nothing is changed until the staged changes are applied.';
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

/** @param of who wants the port, where the row that says it is not about a container. */
export function conflictWords({ hostPort, owner }: Conflict, of?: string): string {
  const port = of === undefined ? String(hostPort) : `${hostPort} of ${of}`;
  switch (owner.kind) {
    case 'container':
      return `Conflict: ${port} is published by ${owner.containerName}.`;
    case 'process':
      return `Conflict: ${port} is in use on this host by ${processWords(owner)}.`;
    case 'declared':
      return `Conflict: ${port} is also declared by ${owner.name} (${owner.place}).`;
    case 'merged':
      return `Conflict: ${port} replaces the forward in ${owner.place}; Vagrant keeps only the last of two forwards with the same host port or id.`;
  }
}

/** The conflict beside the mapping that has it: `in use by api-1`. */
export function clashWords({ owner }: Conflict): string {
  switch (owner.kind) {
    case 'container':
      return `in use by ${owner.containerName}`;
    case 'process':
      return `in use by ${processWords(owner)}`;
    case 'declared':
      return `also declared by ${owner.name}`;
    case 'merged':
      return `replaces ${owner.place}`;
  }
}

function processWords({ pid, program = 'another program' }: ProcessOwner): string {
  return pid === undefined ? program : `${program} (pid ${pid})`;
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
    case 'several':
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

/** `3 ports`, `1 port`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
