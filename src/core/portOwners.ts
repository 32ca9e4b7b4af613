import { addressesOverlap } from './address.ts';
import { containerOf, type DeclaredChange, type StagedChange } from './change.ts';
import { isActive, type Container } from './container.ts';
import { freedBindings, withoutFreed, type FreedBindings } from './freedBindings.ts';
import { originalOf } from './keptOriginal.ts';
import type { Listener } from './listener.ts';
import { mappingsOf } from './mapping.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';

/** Who has a host port, or will have it. */
export type PortOwner =
  | {
      readonly kind: 'container';
      readonly containerId: string;
      readonly name: string;
      /** `stopped`: it takes the port when it starts. */
      readonly state: 'running' | 'stopped';
    }
  | { readonly kind: 'staged'; readonly changeId: string; readonly name: string }
  /** A service or a machine whose file asks for it; `place` is the line: `compose.yaml:9`. */
  | { readonly kind: 'declared'; readonly name: string; readonly place: string }
  | { readonly kind: 'process'; readonly pid?: number; readonly program?: string };

/** Host ports on one address, and who has them. */
export interface TakenPort {
  readonly owner: PortOwner;
  /** Empty for every address. */
  readonly hostIp: string;
  readonly ports: PortRange;
  readonly protocol: Protocol;
}

export interface PortUse {
  readonly containers: readonly Container[];
  readonly changes: readonly StagedChange[];
  /** Of the machine whose ports the engine publishes; none when that is not this one. */
  readonly listeners: readonly Listener[];
}

/**
 * The host ports that are not free: what running containers hold, what stopped ones will ask for at
 * their start, what staged changes add, and what other programs listen on. What a staged change
 * takes away is free, and so is what only a kept original had.
 */
export function takenPorts({ containers, changes, listeners }: PortUse): readonly TakenPort[] {
  const freed = freedBindings(containers, changes);
  return [
    ...containers.flatMap((container) => portsOfContainer(container, freed.get(container.id))),
    ...changes.flatMap((change) => portsOfChange(change, containers)),
    ...portsOfProcesses(containers, listeners),
  ];
}

function portsOfContainer(container: Container, freed: FreedBindings | undefined): TakenPort[] {
  if (originalOf(container) !== undefined) return [];
  const { id, name } = container;
  const remaining = freed === undefined ? container : withoutFreed(container, freed);
  const holds = { kind: 'container', containerId: id, name, state: 'running' } as const;
  const waits = { ...holds, state: isActive(container) ? 'running' : 'stopped' } as const;
  return mappingsOf(remaining).flatMap(({ kind, hostPorts, addresses, protocol }) => {
    if (hostPorts === undefined || (kind !== 'published' && kind !== 'reserved')) return [];
    const owner = kind === 'published' ? holds : waits;
    return addresses.map((hostIp) => ({ owner, hostIp, ports: hostPorts, protocol }));
  });
}

function portsOfChange(change: StagedChange, containers: readonly Container[]): TakenPort[] {
  if (change.kind === 'run') {
    const owner = {
      kind: 'staged',
      changeId: change.id,
      name: change.name ?? change.image,
    } as const;
    return change.rules.flatMap((rule) => portsOfRule(rule, owner));
  }
  if (change.kind === 'declared') return portsOfDeclared(change);
  const container = containerOf(change, containers);
  if (container === undefined || change.kind === 'remove') return [];
  return portsOfRule(change.rule, { kind: 'staged', changeId: change.id, name: container.name });
}

/** The forwards of a virtual machine are none of the ports that an engine publishes. */
function portsOfDeclared({ id, owner, rule }: DeclaredChange): TakenPort[] {
  if (rule === undefined || owner.kind === 'machine') return [];
  return portsOfRule(rule, { kind: 'staged', changeId: id, name: owner.name });
}

/** Nothing where the engine is to pick or to choose the port. */
export function portsOfRule(rule: PublishRule, owner: PortOwner): TakenPort[] {
  const { hostIp, hostPorts, protocol } = rule;
  if (hostPorts === undefined || hostPorts.start === 0 || isChoice(rule)) return [];
  return [{ owner, hostIp, ports: hostPorts, protocol }];
}

/** The engine, or a program of it, may listen for a container: that is the container's port. */
function portsOfProcesses(
  containers: readonly Container[],
  listeners: readonly Listener[],
): TakenPort[] {
  const allocated = allocatedAddresses(containers);
  return listeners.flatMap(({ port, protocol, pid, program, ...listener }) => {
    // A socket on `::` takes the IPv4 addresses too unless it was told not to (ipv6(7), IPV6_V6ONLY).
    const hostIp = listener.hostIp === '::' ? '' : listener.hostIp;
    const addresses = allocated.get(`${port}/${protocol}`) ?? [];
    if (addresses.some((address) => addressesOverlap(address, hostIp))) return [];
    const owner = {
      kind: 'process',
      ...(pid === undefined ? {} : { pid }),
      ...(program === undefined ? {} : { program }),
    } as const;
    return [{ owner, hostIp, ports: { start: port, end: port }, protocol }];
  });
}

/** By host port and protocol. */
function allocatedAddresses(
  containers: readonly Container[],
): ReadonlyMap<string, readonly string[]> {
  const addresses = new Map<string, string[]>();
  for (const { protocol, bindings } of containers.flatMap(({ ports }) => ports)) {
    for (const { hostIp, hostPort } of bindings.flatMap(({ allocated }) => allocated)) {
      const key = `${hostPort}/${protocol}`;
      const known = addresses.get(key);
      if (known === undefined) addresses.set(key, [hostIp]);
      else known.push(hostIp);
    }
  }
  return addresses;
}

/** The owner of a port that a rule asks for. */
export interface PortClaim {
  readonly owner: PortOwner;
  /** The first of the rule's host ports that it has. */
  readonly port: number;
}

/**
 * Who has host ports of the rule, each owner once, by port. Where the engine may choose from several
 * ports nobody is in the way before all of them are taken.
 */
export function ownersOf(rule: PublishRule, taken: readonly TakenPort[]): readonly PortClaim[] {
  const { hostPorts } = rule;
  if (hostPorts === undefined) return [];
  const claims = taken
    .filter((each) => isInWay(each, rule))
    .map(({ owner, ports }) => ({
      owner,
      ports,
      port: Math.max(ports.start, hostPorts.start),
    }))
    .sort((left, right) => left.port - right.port);
  if (isChoice(rule) && leavesFree(hostPorts, claims)) return [];
  const owners = new Map<string, PortClaim>();
  for (const { owner, port } of claims) {
    const key = ownerKey(owner);
    if (!owners.has(key)) owners.set(key, { owner, port });
  }
  return [...owners.values()];
}

/** Whether some of the ports is in none of the ranges, which are in order. */
function leavesFree(
  { start, end }: PortRange,
  claims: readonly { readonly ports: PortRange }[],
): boolean {
  let next = start;
  for (const { ports } of claims) {
    if (ports.start > next) return true;
    next = Math.max(next, ports.end + 1);
  }
  return next <= end;
}

function isInWay({ hostIp, ports, protocol }: TakenPort, rule: PublishRule): boolean {
  const { hostPorts } = rule;
  return (
    hostPorts !== undefined &&
    protocol === rule.protocol &&
    ports.start <= hostPorts.end &&
    ports.end >= hostPorts.start &&
    addressesOverlap(hostIp, rule.hostIp)
  );
}

function isChoice({ hostPorts, containerPorts }: PublishRule): boolean {
  return hostPorts !== undefined && portCount(hostPorts) > portCount(containerPorts);
}

function ownerKey(owner: PortOwner): string {
  switch (owner.kind) {
    case 'container':
      return `container ${owner.containerId}`;
    case 'staged':
      return `staged ${owner.changeId}`;
    case 'declared':
      return `declared ${owner.place}`;
    case 'process':
      return `process ${owner.pid ?? ''} ${owner.program ?? ''}`;
  }
}

/** `api-1 (running)`, `postgres (pid 812)`, `another program`; the container of a staged change. */
export function ownerWords(owner: PortOwner): string {
  switch (owner.kind) {
    case 'container':
      return `${owner.name} (${owner.state})`;
    case 'staged':
      return owner.name;
    case 'declared':
      return `${owner.name} (${owner.place})`;
    case 'process': {
      const program = owner.program ?? 'another program';
      return owner.pid === undefined ? program : `${program} (pid ${owner.pid})`;
    }
  }
}

/** What is so of a port of this owner: `published by api-1 (running)`, `already staged for web-1`. */
export function takenWords(owner: PortOwner): string {
  const words = ownerWords(owner);
  switch (owner.kind) {
    case 'container':
      return `published by ${words}`;
    case 'staged':
      return `already staged for ${words}`;
    case 'declared':
      return `declared for ${words}`;
    case 'process':
      return `in use on this host by ${words}`;
  }
}
