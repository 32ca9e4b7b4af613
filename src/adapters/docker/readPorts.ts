import type {
  Allocation,
  Binding,
  ContainerPort,
  ExposedBy,
  HostPortRequest,
} from '../../core/container.ts';
import type { Protocol } from '../../core/portRange.ts';
import { field, listOf, objectOf, textOf } from './json.ts';
import { matchBindings } from './matchBindings.ts';

/** What the engine holds now, by `PORT/PROTOCOL`. An empty list: exposed and not published. */
export type Allocations = ReadonlyMap<string, readonly Allocation[]>;

/** The ports that the image of a container exposes, as `PORT/PROTOCOL`. */
export type ImagePorts = ReadonlySet<string>;

interface PortName {
  readonly port: number;
  readonly protocol: Protocol;
}

/** The ports of a container as it was created, none of them allocated yet. */
export interface ConfiguredPorts {
  readonly ports: readonly ContainerPort[];
  /** Keys that name no port, as written. */
  readonly unreadable: readonly string[];
}

/**
 * Reads what never changes in the life of a container: `Config.ExposedPorts`,
 * `HostConfig.PortBindings` and `HostConfig.PublishAllPorts`.
 *
 * @param imagePorts `undefined` when the image could not be inspected.
 */
export function readConfiguredPorts(
  inspected: unknown,
  imagePorts: ImagePorts | undefined,
): ConfiguredPorts {
  const publishAll = field(inspected, 'HostConfig', 'PublishAllPorts') === true;
  const ports = new Map<string, PortName & { readonly bindings: Binding[] }>();
  const unreadable = new Set<string>();
  /** The bindings of the port that the key names; the port is there from now on. */
  const bindingsOf = (key: string): Binding[] => {
    const name = readPortName(key);
    if (name === undefined) {
      unreadable.add(key);
      return [];
    }
    const port = ports.get(portKey(name)) ?? { ...name, bindings: [] };
    ports.set(portKey(name), port);
    return port.bindings;
  };
  for (const key of Object.keys(objectOf(field(inspected, 'Config', 'ExposedPorts')))) {
    bindingsOf(key);
  }
  const published = objectOf(field(inspected, 'HostConfig', 'PortBindings'));
  for (const [key, bindings] of Object.entries(published)) {
    bindingsOf(key).push(...readBindings(bindings));
  }

  const read = [...ports].map(([key, { port, protocol, bindings }]): ContainerPort => {
    const exposedBy = whoExposed(key, imagePorts, bindings.length > 0);
    // -P publishes the exposed ports that have no binding of their own (moby, daemon/network.go).
    const all = publishAll && bindings.length === 0 ? [publishedByAll] : bindings;
    return { port, protocol, exposedBy, bindings: all };
  });
  return { ports: sorted(read), unreadable: [...unreadable] };
}

/**
 * The ports with what the engine holds of them; those that it holds beyond the configuration
 * included. Where it holds nothing there is no port either: of a key that names none, such as
 * `3000-3002`, Docker makes `0/tcp`.
 */
export function allocate(
  ports: readonly ContainerPort[],
  allocations: Allocations,
): readonly ContainerPort[] {
  // The same object, so that hundreds of stopped containers are compared at no cost.
  if (allocations.size === 0 && !ports.some(isHeld)) return ports;
  const left = new Map(allocations);
  const joined = ports.map((port) => {
    const key = portKey(port);
    const held = left.get(key) ?? [];
    left.delete(key);
    const configured = port.bindings.filter((binding) => binding.publishedBy !== 'unknown');
    return { ...port, bindings: matchBindings(configured, held) };
  });
  const others = [...left].filter(([, held]) => held.length > 0).map(unknownPort);
  return others.length === 0 ? joined : sorted([...joined, ...others]);
}

function isHeld({ bindings }: ContainerPort): boolean {
  return bindings.some(({ allocated }) => allocated.length > 0);
}

/** The ports of a container of which only the list is known: what it holds, and what it exposes. */
export function listedPorts(allocations: Allocations): readonly ContainerPort[] {
  return sorted([...allocations].map(unknownPort));
}

/** What `allocate` was told to make these ports. */
export function allocationsOf(ports: readonly ContainerPort[]): Allocations {
  return new Map(
    ports.map((port) => [portKey(port), port.bindings.flatMap((binding) => binding.allocated)]),
  );
}

/** `Ports` of an entry of the list: one line for each address and port. */
export function readListedAllocations(entry: unknown): Allocations {
  const allocations = new Map<string, Allocation[]>();
  for (const line of listOf(field(entry, 'Ports'))) {
    const name = readPortName(
      `${String(field(line, 'PrivatePort'))}/${String(field(line, 'Type'))}`,
    );
    if (name === undefined) continue;
    const key = portKey(name);
    const held = allocations.get(key) ?? [];
    allocations.set(key, held);
    const hostPort = field(line, 'PublicPort');
    if (typeof hostPort === 'number' && hostPort > 0) {
      held.push({ hostIp: readHeldIp(field(line, 'IP')), hostPort });
    }
  }
  return allocations;
}

/** `NetworkSettings.Ports` of an inspect: by container port, `null` where nothing is published. */
export function readInspectedAllocations(inspected: unknown): Allocations {
  const allocations = new Map<string, Allocation[]>();
  for (const [key, value] of Object.entries(
    objectOf(field(inspected, 'NetworkSettings', 'Ports')),
  )) {
    const name = readPortName(key);
    if (name === undefined) continue;
    const held = listOf(value).map((each) => ({
      hostIp: readHeldIp(field(each, 'HostIp')),
      hostPort: Number(field(each, 'HostPort')),
    }));
    allocations.set(
      portKey(name),
      held.filter(({ hostPort }) => hostPort > 0),
    );
  }
  return allocations;
}

/** `Config.ExposedPorts` of an image. */
export function readImagePorts(image: unknown): ImagePorts {
  const keys = Object.keys(objectOf(field(image, 'Config', 'ExposedPorts')));
  return new Set(
    keys
      .map(readPortName)
      .filter((name) => name !== undefined)
      .map(portKey),
  );
}

const publishedByAll: Binding = {
  publishedBy: 'publishAll',
  hostIp: '',
  hostPort: { kind: 'dynamic' },
  allocated: [],
};

/**
 * None for `null` and for an empty list: so Podman lists exposed ports. Some Dockers give a dynamic
 * port to such a key at start (moby/moby#50874); it is then told as held without being configured.
 */
function readBindings(value: unknown): readonly Binding[] {
  return listOf(value).map((binding) => ({
    publishedBy: 'publish',
    hostIp: textOf(field(binding, 'HostIp')) ?? '',
    hostPort: readHostPort(textOf(field(binding, 'HostPort')) ?? ''),
    allocated: [],
  }));
}

/** `HostPort`: empty or `0` for any port, a number, or `FIRST-LAST`. */
function readHostPort(text: string): HostPortRequest {
  if (text === '') return { kind: 'dynamic' };
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return { kind: 'unknown' };
  const start = Number(match[1]);
  const end = Number(match[2] ?? match[1]);
  if (start > end || end > 65_535) return { kind: 'unknown' };
  if (end === 0) return { kind: 'dynamic' };
  return start === end ? { kind: 'fixed', port: start } : { kind: 'range', range: { start, end } };
}

function whoExposed(
  key: string,
  imagePorts: ImagePorts | undefined,
  published: boolean,
): ExposedBy {
  if (imagePorts === undefined) return 'unknown';
  if (imagePorts.has(key)) return 'image';
  return published ? 'publish' : 'operator';
}

/** Podman leaves the address of a port on every address empty. */
function readHeldIp(value: unknown): string {
  return textOf(value) ?? '0.0.0.0';
}

/** `PORT[/PROTOCOL]`; the protocol in any case, as `--expose` keeps it, tcp when it is left out. */
function readPortName(key: string): PortName | undefined {
  const match = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/i.exec(key);
  if (match === null) return undefined;
  const port = Number(match[1]);
  const protocol = (match[2] ?? 'tcp').toLowerCase() as Protocol;
  return port <= 65_535 ? { port, protocol } : undefined;
}

/** A port of which only the key is known, and what is held of it. */
function unknownPort([key, held]: readonly [string, readonly Allocation[]]): ContainerPort {
  const [port, protocol] = key.split('/');
  return {
    port: Number(port),
    protocol: protocol as Protocol,
    exposedBy: 'unknown',
    bindings: matchBindings([], held),
  };
}

function portKey({ port, protocol }: PortName): string {
  return `${port}/${protocol}`;
}

function sorted(ports: readonly ContainerPort[]): readonly ContainerPort[] {
  return [...ports].sort((one, other) =>
    one.protocol === other.protocol
      ? one.port - other.port
      : one.protocol < other.protocol
        ? -1
        : 1,
  );
}
