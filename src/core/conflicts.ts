import { addressesOverlap } from './address.ts';
import type { Container } from './container.ts';
import type { Mapping } from './mapping.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';

/** Why a reserved mapping's container cannot start as things are. */
export interface Conflict {
  /** The first host port that is taken. */
  readonly hostPort: number;
  readonly owner: { readonly containerId: string; readonly containerName: string };
}

/** An address of a host port, and who holds it. */
interface Holding {
  readonly address: string;
  readonly container: Container;
}

/** A container with its mappings. */
export interface ContainerMappings {
  readonly container: Container;
  readonly mappings: readonly Mapping[];
}

/**
 * By mapping id: the reserved host ports that a running container holds. Two stopped containers
 * that reserve one port are no conflict before one of them runs.
 */
export function conflictsOf(all: readonly ContainerMappings[]): ReadonlyMap<string, Conflict> {
  const conflicts = new Map<string, Conflict>();
  const reserved = all.flatMap(({ mappings }) =>
    mappings.filter(({ kind }) => kind === 'reserved'),
  );
  if (reserved.length === 0) return conflicts;
  const held = heldPorts(all);
  for (const mapping of reserved) {
    const conflict = conflictOf(mapping, held);
    if (conflict !== undefined) conflicts.set(mapping.id, conflict);
  }
  return conflicts;
}

/** By port and protocol. */
type HeldPorts = ReadonlyMap<string, readonly Holding[]>;

function heldPorts(all: readonly ContainerMappings[]): HeldPorts {
  const held = new Map<string, Holding[]>();
  for (const { container, mappings } of all) {
    for (const { kind, protocol, hostPorts, addresses } of mappings) {
      if (kind !== 'published') continue;
      const holdings = addresses.map((address) => ({ address, container }));
      for (const port of portsOf(hostPorts)) {
        const key = portKey(port, protocol);
        held.set(key, [...(held.get(key) ?? []), ...holdings]);
      }
    }
  }
  return held;
}

function conflictOf(
  { protocol, hostPorts, hostIp }: Mapping,
  held: HeldPorts,
): Conflict | undefined {
  for (const hostPort of portsOf(hostPorts)) {
    const holding = held
      .get(portKey(hostPort, protocol))
      ?.find(({ address }) => addressesOverlap(address, hostIp));
    if (holding === undefined) continue;
    const { id, name } = holding.container;
    return { hostPort, owner: { containerId: id, containerName: name } };
  }
  return undefined;
}

function portsOf(range: PortRange | undefined): readonly number[] {
  if (range === undefined) return [];
  return Array.from({ length: portCount(range) }, (_, index) => range.start + index);
}

function portKey(port: number, protocol: Protocol): string {
  return `${port}/${protocol}`;
}
