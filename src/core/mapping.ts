import { isAnyAddress, reachOf, type Reach } from './address.ts';
import type {
  Binding,
  Container,
  ContainerPort,
  ExposedBy,
  HostPortRequest,
  NetworkMode,
} from './container.ts';
import { joinConsecutive, joinTwins } from './joinMappings.ts';
import type { PortRange, Protocol } from './portRange.ts';

/**
 * - `published`: the engine holds the host port.
 * - `reserved`: configured on a container that is stopped or between two starts; taken again when it
 *   starts.
 * - `discarded`: configured, and without effect: the container's network mode ignores bindings, or
 *   the engine allocated nothing.
 * - `exposed`: declared only; no way in from the host.
 * - `staged`: wanted here, and not applied: the engine knows nothing of it.
 */
export type MappingKind = 'published' | 'reserved' | 'discarded' | 'exposed' | 'staged';

/**
 * One row: one port or one range of consecutive ports, on one address (or on the `0.0.0.0` and `::`
 * of one binding), of one container.
 */
export interface Mapping {
  /** Stable while the configuration is: no state in it, and no port that the engine picked. */
  readonly id: string;
  readonly kind: MappingKind;
  readonly protocol: Protocol;
  readonly containerPorts: PortRange;
  /** As many as `containerPorts`. Missing when exposed only, and when the engine has yet to choose. */
  readonly hostPorts?: PortRange;
  /** `range`: `requestedRange` is what the engine may choose from. */
  readonly request: HostPortRequest['kind'];
  readonly requestedRange?: PortRange;
  /** As configured; empty means every address. */
  readonly hostIp: string;
  /** As allocated, else as configured. Empty when exposed only. */
  readonly addresses: readonly string[];
  /** Missing when exposed only. */
  readonly reach?: Reach;
  readonly publishedBy?: Binding['publishedBy'];
  /** `several`: not the same for all ports of a range. */
  readonly exposedBy: ExposedBy | 'several';
}

export interface MappingOptions {
  /** Consecutive ports as one range. */
  readonly collapseRanges: boolean;
  /** `0.0.0.0` and `::` as one mapping when everything else is equal. */
  readonly mergeIpFamilies: boolean;
}

export const defaultMappingOptions: MappingOptions = {
  collapseRanges: true,
  mergeIpFamilies: true,
};

/** The mappings of a container, by protocol, container port, host port and address. */
export function mappingsOf(
  container: Container,
  options: MappingOptions = defaultMappingOptions,
): readonly Mapping[] {
  let mappings = container.ports.flatMap((port) => mappingsOfPort(container, port));
  if (options.mergeIpFamilies) mappings = joinTwins(mappings);
  if (options.collapseRanges) mappings = joinConsecutive(mappings);
  return withIds(container.id, mappings);
}

/** A mapping on its way to its id. */
export type UnnamedMapping = Omit<Mapping, 'id'>;

function mappingsOfPort(container: Container, port: ContainerPort): UnnamedMapping[] {
  if (port.bindings.length > 0) {
    return port.bindings.flatMap((binding) => mappingsOfBinding(container, port, binding));
  }
  const { protocol, exposedBy } = port;
  const containerPorts = onePort(port.port);
  const bare = { protocol, containerPorts, exposedBy, hostIp: '', addresses: [] };
  return [{ ...bare, kind: 'exposed', request: 'unknown' }];
}

const everyAddress = ['0.0.0.0', '::'] as const;

function mappingsOfBinding(
  container: Container,
  port: ContainerPort,
  binding: Binding,
): UnnamedMapping[] {
  const { hostIp, hostPort, allocated } = binding;
  if (allocated.length > 0) {
    return allocated.map((held) =>
      boundMapping(port, binding, 'published', [held.hostIp], held.hostPort),
    );
  }
  const addresses = hostIp === '' ? everyAddress : ([hostIp] as const);
  const wanted = hostPort.kind === 'fixed' ? hostPort.port : undefined;
  return [boundMapping(port, binding, unallocatedKind(container), addresses, wanted)];
}

/** Written out: a range is hundreds of these, and spreading one into the next makes all rows take 1.6 times as long. */
function boundMapping(
  { port, protocol, exposedBy }: ContainerPort,
  { hostIp, hostPort, publishedBy }: Binding,
  kind: MappingKind,
  addresses: readonly [string, ...string[]],
  heldOrWanted: number | undefined,
): UnnamedMapping {
  return {
    kind,
    protocol,
    containerPorts: onePort(port),
    exposedBy,
    hostIp,
    publishedBy,
    request: hostPort.kind,
    addresses,
    reach: reachOf(addresses[0]),
    ...(hostPort.kind === 'range' ? { requestedRange: hostPort.range } : {}),
    ...(heldOrWanted === undefined ? {} : { hostPorts: onePort(heldOrWanted) }),
  };
}

function onePort(port: number): PortRange {
  return { start: port, end: port };
}

/** The engine lets go of all host ports while it waits to restart a container (moby releaseNetwork). */
function unallocatedKind({ state, network }: Container): MappingKind {
  const running = state === 'running' || state === 'paused';
  return running || ignoresBindings(network) ? 'discarded' : 'reserved';
}

function ignoresBindings({ kind }: NetworkMode): boolean {
  return kind === 'host' || kind === 'none' || kind === 'container';
}

function withIds(containerId: string, mappings: readonly UnnamedMapping[]): Mapping[] {
  const seen = new Map<string, number>();
  return [...mappings].sort(inOrder).map((mapping) => {
    const base = [
      containerId,
      mapping.protocol,
      mapping.containerPorts.start,
      mapping.kind === 'exposed' ? 'exposed' : addressKey(mapping),
      requestKey(mapping),
    ].join('/');
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return { ...mapping, id: count === 0 ? base : `${base}/${count}` };
  });
}

/** One key for every way to say "every address", as the engine says it differently once it runs. */
function addressKey({ hostIp }: UnnamedMapping): string {
  return isAnyAddress(hostIp) ? '*' : hostIp;
}

function requestKey({ request, requestedRange, hostPorts }: UnnamedMapping): string {
  if (request === 'dynamic') return 'dynamic';
  const ports = requestedRange ?? hostPorts;
  return ports === undefined ? '' : `${ports.start}-${ports.end}`;
}

function inOrder(left: UnnamedMapping, right: UnnamedMapping): number {
  return (
    byText(left.protocol, right.protocol) ||
    left.containerPorts.start - right.containerPorts.start ||
    firstHostPort(left) - firstHostPort(right) ||
    byText(left.addresses.join(), right.addresses.join())
  );
}

function firstHostPort({ hostPorts, requestedRange }: UnnamedMapping): number {
  return (hostPorts ?? requestedRange)?.start ?? 0;
}

/** By code, which has `0.0.0.0` before `::`. */
function byText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
