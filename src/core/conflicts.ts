import { addressesOverlap } from './address.ts';
import type { Container } from './container.ts';
import { originalOf } from './keptOriginal.ts';
import type { Mapping } from './mapping.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';

/** Who else has a host port, or asks for it. */
export type ConflictOwner =
  | { readonly kind: 'container'; readonly containerId: string; readonly containerName: string }
  | { readonly kind: 'process'; readonly pid?: number; readonly program?: string }
  /** Another declaration of the same file or project; `place`: `compose.yaml:20`. */
  | { readonly kind: 'declared'; readonly name: string; readonly place: string }
  /** A forward that Vagrant forgets, as it takes the other one for a change of it. */
  | { readonly kind: 'merged'; readonly place: string };

/** Why what asks for a host port cannot have it as things are. */
export interface Conflict {
  /** The first host port that is taken. */
  readonly hostPort: number;
  readonly owner: ConflictOwner;
}

/** An address of a host port, and who holds it. */
export interface Holding {
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
  const reserved = all
    .filter(({ container }) => originalOf(container) === undefined)
    .flatMap(({ mappings }) => mappings.filter(({ kind }) => kind === 'reserved'));
  if (reserved.length === 0) return conflicts;
  const held = heldPorts(all);
  for (const mapping of reserved) {
    const conflict = conflictOf(mapping, held);
    if (conflict !== undefined) conflicts.set(mapping.id, conflict);
  }
  return conflicts;
}

/** By port and protocol. */
export type HeldPorts = ReadonlyMap<string, readonly Holding[]>;

/** The host ports that running containers hold. */
export function heldPorts(all: readonly ContainerMappings[]): HeldPorts {
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

/** Some host ports on an address that are asked for. */
export type PortWish = Pick<Mapping, 'protocol' | 'hostPorts' | 'hostIp'>;

/** @param counts whether what this container holds is in the way. */
export function conflictOf(
  { protocol, hostPorts, hostIp }: PortWish,
  held: HeldPorts,
  counts: (container: Container) => boolean = () => true,
): Conflict | undefined {
  for (const hostPort of portsOf(hostPorts)) {
    const holding = held
      .get(portKey(hostPort, protocol))
      ?.find(({ address, container }) => addressesOverlap(address, hostIp) && counts(container));
    if (holding === undefined) continue;
    const { id, name } = holding.container;
    return { hostPort, owner: { kind: 'container', containerId: id, containerName: name } };
  }
  return undefined;
}

function portsOf(range: PortRange | undefined): readonly number[] {
  if (range === undefined) return [];
  return Array.from({ length: portCount(range) }, (_, index) => range.start + index);
}

export function portKey(port: number, protocol: Protocol): string {
  return `${port}/${protocol}`;
}
