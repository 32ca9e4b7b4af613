import {
  shortId,
  type ComposeOrigin,
  type Container,
  type ContainerState,
  type Health,
  type Link,
  type NetworkAttachment,
  type NetworkMode,
} from '../../core/container.ts';
import { field, objectOf, sameJson, textOf, textsOf } from './json.ts';
import {
  allocate,
  allocationsOf,
  listedPorts,
  readConfiguredPorts,
  readInspectedAllocations,
  readListedAllocations,
  type Allocations,
  type ImagePorts,
} from './readPorts.ts';

/**
 * Reads an entry of `GET /containers/json`, which knows what is live and little of what was
 * configured: no ports of stopped containers, no links, no aliases. `undefined` for what is no
 * container.
 */
export function readListed(entry: unknown): Container | undefined {
  const id = textOf(field(entry, 'Id'));
  if (id === undefined) return undefined;
  const state = readState(field(entry, 'State'));
  const container: Container = {
    id,
    name: readListedName(field(entry, 'Names')) ?? shortId(id),
    image: {
      reference: textOf(field(entry, 'Image')) ?? '',
      id: textOf(field(entry, 'ImageID')) ?? '',
    },
    state,
    network: readNetworkMode(field(entry, 'HostConfig', 'NetworkMode')),
    networks: readNetworks(entry, id),
    links: [],
    publishAll: false,
    ports: isUp({ state }) ? listedPorts(readListedAllocations(entry)) : [],
    unreadablePorts: [],
    ...optionalCompose(field(entry, 'Labels')),
    knowledge: 'listed',
  };
  return withHealth(container, readHealthFromStatus(textOf(field(entry, 'Status')) ?? ''));
}

/**
 * Reads `GET /containers/ID/json`. `undefined` for what is no container.
 *
 * @param imagePorts what the container's image exposes; `undefined` when that is not known.
 */
export function readInspected(
  inspected: unknown,
  imagePorts: ImagePorts | undefined,
): Container | undefined {
  const id = textOf(field(inspected, 'Id'));
  if (id === undefined) return undefined;
  const state = readState(field(inspected, 'State', 'Status'));
  const configured = readConfiguredPorts(inspected, imagePorts);
  // Podman tells the configured ports of a stopped container here too.
  const held: Allocations = isUp({ state }) ? readInspectedAllocations(inspected) : new Map();
  const container: Container = {
    id,
    name: textOf(field(inspected, 'Name'))?.replace(/^\//, '') ?? shortId(id),
    image: {
      reference: textOf(field(inspected, 'Config', 'Image')) ?? '',
      id: textOf(field(inspected, 'Image')) ?? '',
    },
    state,
    network: readNetworkMode(field(inspected, 'HostConfig', 'NetworkMode')),
    networks: readNetworks(inspected, id),
    links: readLinks(inspected),
    publishAll: field(inspected, 'HostConfig', 'PublishAllPorts') === true,
    ports: allocate(configured.ports, held),
    unreadablePorts: configured.unreadable,
    ...optionalCompose(field(inspected, 'Config', 'Labels')),
    knowledge: 'inspected',
  };
  return withHealth(container, readHealth(field(inspected, 'State', 'Health', 'Status')));
}

/**
 * What was inspected before, as the list now tells it: the configuration of a container never
 * changes in its life, so only its name, state, health, addresses and held ports are taken from the
 * list. The same object when nothing changed.
 */
export function refreshed(known: Container, listed: Container): Container {
  // The list tells no health of a paused container.
  const health = listed.state === 'paused' ? known.health : listed.health;
  const next = {
    ...known,
    name: listed.name,
    state: listed.state,
    networks: listed.networks.map((network) => ({
      ...network,
      aliases: known.networks.find(({ name }) => name === network.name)?.aliases ?? [],
    })),
    ports: allocate(known.ports, allocationsOf(listed.ports)),
  };
  return unlessEqual(known, withHealth(next, health));
}

/** Whether `refreshed` would give all of it: a network joined since then has aliases to ask for. */
export function isKnown(known: Container | undefined, listed: Container): known is Container {
  return known?.knowledge === 'inspected' && sameJson(networkNames(known), networkNames(listed));
}

/** The container once its processes have ended: it holds no ports and no addresses. */
export function stopped(container: Container): Container {
  const next: Container = {
    ...container,
    state: 'exited',
    networks: container.networks.map(({ name, aliases }) => ({ name, aliases })),
    ports: container.knowledge === 'inspected' ? allocate(container.ports, new Map()) : [],
  };
  return unlessEqual(container, withHealth(next, undefined));
}

/** Health is about now: a container that is not up has none, whatever its last run ended with. */
export function withHealth(container: Container, health: Health | undefined): Container {
  const next: { -readonly [Key in keyof Container]: Container[Key] } = { ...container };
  delete next.health;
  return health === undefined || !isUp(container) ? next : { ...next, health };
}

/** Whether the container's processes exist, running or frozen. */
export function isUp({ state }: Pick<Container, 'state'>): boolean {
  return state === 'running' || state === 'paused';
}

/** `previous` when the two say the same, so that what did not change stays the same object. */
export function unlessEqual<T>(previous: T, next: T): T {
  return sameJson(previous, next) ? previous : next;
}

export function readHealth(value: unknown): Health | undefined {
  return value === 'starting' || value === 'healthy' || value === 'unhealthy' ? value : undefined;
}

function networkNames(container: Container): readonly string[] {
  return container.networks.map(({ name }) => name).sort();
}

/**
 * `Names` also holds the aliases that other containers reach it by, `/other/alias`, in any order.
 */
function readListedName(names: unknown): string | undefined {
  const plain = textsOf(names).map((name) => name.replace(/^\//, ''));
  return plain.find((name) => !name.includes('/'));
}

const states: Readonly<Record<string, ContainerState>> = {
  created: 'created',
  running: 'running',
  paused: 'paused',
  restarting: 'restarting',
  removing: 'removing',
  exited: 'exited',
  dead: 'dead',
  // Podman's own (libpod/define/containerstate.go).
  configured: 'created',
  initialized: 'created',
  stopping: 'running',
  stopped: 'exited',
};

function readState(value: unknown): ContainerState {
  return states[String(value).toLowerCase()] ?? 'exited';
}

/** Before API 1.52 the list tells health only so: `Up 5 minutes (health: starting)`. */
function readHealthFromStatus(status: string): Health | undefined {
  return readHealth(/\((?:health: )?(\w+)\)/.exec(status)?.[1]);
}

function readNetworkMode(value: unknown): NetworkMode {
  const mode = textOf(value) ?? 'default';
  const [, container] = /^container:(.+)$/.exec(mode) ?? [];
  if (container !== undefined) return { kind: 'container', container };
  if (mode === 'default' || mode === 'bridge') return { kind: 'bridge' };
  if (mode === 'host' || mode === 'none') return { kind: mode };
  return { kind: 'userDefined', name: mode };
}

function readNetworks(json: unknown, id: string): readonly NetworkAttachment[] {
  const networks = Object.entries(objectOf(field(json, 'NetworkSettings', 'Networks')));
  return networks.map(([name, attachment]) => {
    const ipv4 = textOf(field(attachment, 'IPAddress'));
    const ipv6 = textOf(field(attachment, 'GlobalIPv6Address'));
    return {
      name,
      ...(ipv4 === undefined ? {} : { ipv4 }),
      ...(ipv6 === undefined ? {} : { ipv6 }),
      // Before API 1.45 the engine adds the short id to what the user named.
      aliases: textsOf(field(attachment, 'Aliases')).filter((alias) => alias !== shortId(id)),
    };
  });
}

/**
 * On the default bridge `/target:/self/alias`, in a user-defined network `target:alias`. The name
 * of the target is as it was when the link was made or the target last renamed.
 */
function readLinks(inspected: unknown): readonly Link[] {
  const networks = Object.values(objectOf(field(inspected, 'NetworkSettings', 'Networks')));
  const links = [
    ...textsOf(field(inspected, 'HostConfig', 'Links')),
    ...networks.flatMap((attachment) => textsOf(field(attachment, 'Links'))),
  ];
  return [...new Set(links)].map((link) => {
    const [target = '', alias = target] = link.split(':');
    return { container: lastPart(target), alias: lastPart(alias) };
  });
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Labels of Compose (docker/compose, pkg/api/labels.go). */
function optionalCompose(labels: unknown): { compose?: ComposeOrigin } {
  const label = (name: string): string | undefined =>
    textOf(field(labels, `com.docker.compose.${name}`));
  const project = label('project');
  const service = label('service');
  if (project === undefined || service === undefined) return {};
  const workingDirectory = label('project.working_dir');
  const files = label('project.config_files')?.split(',') ?? [];
  return {
    compose: {
      project,
      service,
      files,
      ...(workingDirectory === undefined ? {} : { workingDirectory }),
    },
  };
}
