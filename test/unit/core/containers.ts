import type {
  Allocation,
  Binding,
  Container,
  ContainerPort,
  ExposedBy,
  HostPortRequest,
} from '../../../src/core/container.ts';
import type { Mapping } from '../../../src/core/mapping.ts';
import { mappingsOf } from '../../../src/core/mapping.ts';
import type { Protocol } from '../../../src/core/portRange.ts';
import { bindingsOf, parsePublish, type PortBinding } from '../../../src/core/portSpec.ts';
import type { Row } from '../../../src/core/rows.ts';

/** A running container on the default bridge; without ports unless it is given some. */
export function container(part: Partial<Container> = {}): Container {
  return {
    id: 'c1',
    name: 'web-1',
    image: { reference: 'nginx:1.27', id: 'sha256:1' },
    state: 'running',
    network: { kind: 'bridge' },
    networks: [],
    links: [],
    publishAll: false,
    ports: [],
    unreadablePorts: [],
    knowledge: 'inspected',
    ...part,
  };
}

/** A running container made with these values of `-p`. */
export function publishing(rules: readonly string[], part: Partial<Container> = {}): Container {
  return container({ ports: publishedPorts(...rules), ...part });
}

/** The same container, stopped: the engine holds no host port for it. */
export function stopped(running: Container, state: Container['state'] = 'exited'): Container {
  return { ...running, state, ports: running.ports.map(unallocated) };
}

function unallocated(port: ContainerPort): ContainerPort {
  return { ...port, bindings: port.bindings.map((binding) => ({ ...binding, allocated: [] })) };
}

/** `80/tcp`, exposed and not published. */
export function exposedPort(text: string, exposedBy: ExposedBy = 'image'): ContainerPort {
  return { ...portName(text), exposedBy, bindings: [] };
}

/** `80/tcp` with these bindings. */
export function portWith(
  text: string,
  bindings: readonly Binding[],
  exposedBy: ExposedBy = 'publish',
): ContainerPort {
  return { ...portName(text), exposedBy, bindings };
}

function portName(text: string): { port: number; protocol: Protocol } {
  const [port, protocol] = text.split('/');
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
    throw new Error(`${text} is no container port.`);
  }
  return { port: Number(port), protocol };
}

/** A binding as `-P` makes it, on these two host ports. */
export function publishAllBinding(ipv4Port: number, ipv6Port = ipv4Port): Binding {
  return {
    publishedBy: 'publishAll',
    hostIp: '',
    hostPort: { kind: 'dynamic' },
    allocated: [
      { hostIp: '0.0.0.0', hostPort: ipv4Port },
      { hostIp: '::', hostPort: ipv6Port },
    ],
  };
}

/** A host port as the container list tells it: allocated, nothing known of what was asked. */
export function listedBinding(hostIp: string, hostPort: number): Binding {
  return {
    publishedBy: 'unknown',
    hostIp,
    hostPort: { kind: 'unknown' },
    allocated: [{ hostIp, hostPort }],
  };
}

/**
 * The container ports of these values of `-p`, as an engine that runs them has them: a dynamic port
 * is the next from 32768, a port of a range its first, no address is `0.0.0.0` and `::`.
 */
export function publishedPorts(...rules: readonly string[]): readonly ContainerPort[] {
  const ports = new Map<string, Binding[]>();
  let nextDynamic = 32_768;
  for (const entry of rules.flatMap(bindingsOfRule)) {
    const key = `${entry.containerPort}/${entry.protocol}`;
    const request = requestOf(entry.hostPort);
    if (request.kind === 'dynamic') nextDynamic += 1;
    const bindings = ports.get(key) ?? [];
    ports.set(key, bindings);
    bindings.push({
      publishedBy: 'publish',
      hostIp: entry.hostIp,
      hostPort: request,
      allocated: allocationsOf(entry.hostIp, allocatedPort(request, nextDynamic - 1)),
    });
  }
  return [...ports].map(([key, bindings]) => portWith(key, bindings));
}

/** What `docker create` makes of one value of `-p`. */
export function bindingsOfRule(rule: string): PortBinding[] {
  const parsed = parsePublish(rule);
  if (!parsed.ok) throw new Error(`${rule}: ${parsed.message}`);
  return bindingsOf(parsed.value);
}

function requestOf(hostPort: string): HostPortRequest {
  const [start, end] = hostPort.split('-').map(Number);
  if (hostPort === '' || start === undefined || start === 0) return { kind: 'dynamic' };
  return end === undefined
    ? { kind: 'fixed', port: start }
    : { kind: 'range', range: { start, end } };
}

function allocatedPort(request: HostPortRequest, dynamic: number): number {
  switch (request.kind) {
    case 'fixed':
      return request.port;
    case 'range':
      return request.range.start;
    case 'dynamic':
    case 'unknown':
      return dynamic;
  }
}

function allocationsOf(hostIp: string, hostPort: number): readonly Allocation[] {
  const addresses = hostIp === '' ? ['0.0.0.0', '::'] : [hostIp];
  return addresses.map((address) => ({ hostIp: address, hostPort }));
}

/** The one mapping of a container made with this value of `-p`. */
export function mapping(rule: string, part: Partial<Container> = {}): Mapping {
  return onlyMapping(publishing([rule], part));
}

/** The mapping of a container that has one. */
export function onlyMapping(of: Container): Mapping {
  const [first, ...others] = mappingsOf(of);
  if (first === undefined || others.length > 0) throw new Error('Not one mapping.');
  return first;
}

/** A row as `-p 8080:80` makes it, but for what is said. */
export function row(part: Partial<Row> = {}): Row {
  return unpublishedRow({
    reach: 'allInterfaces',
    hostPorts: { start: 8080, end: 8080 },
    ...part,
  });
}

/** The same row, without reach and host port. */
export function unpublishedRow(part: Partial<Row> = {}): Row {
  return {
    id: 'c1/tcp/80/*/8080-8080',
    containerId: 'c1',
    name: 'web-1',
    image: 'nginx:1.27',
    project: '',
    status: 'running',
    statusText: 'Running',
    addressText: 'All interfaces',
    addresses: ['0.0.0.0', '::'],
    hostPortText: '8080',
    dynamic: false,
    containerPorts: { start: 80, end: 80 },
    protocol: 'tcp',
    source: 'container',
    web: true,
    text: '8080 → 80/tcp',
    notes: [],
    ...part,
  };
}
