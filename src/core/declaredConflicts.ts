import { addressesOverlap } from './address.ts';
import { commonPorts } from './agreement.ts';
import {
  conflictOf,
  heldPorts,
  portKey,
  type Conflict,
  type ContainerMappings,
  type HeldPorts,
} from './conflicts.ts';
import { placeText, type Declaration, type DeclaredFile } from './declaration.ts';
import type { DeclaredJoin } from './joinDeclared.ts';
import { mayBeVirtualMachine, type Listener } from './listener.ts';
import { portCount } from './portRange.ts';

/** Who has host ports. */
export interface PortsInUse {
  readonly all: readonly ContainerMappings[];
  /** Programs that listen on this machine; none where that cannot be seen. */
  readonly listeners: readonly Listener[];
  /** The engine publishes on this machine. */
  readonly engineHere: boolean;
  /** Vagrant makes its forwards on this machine. */
  readonly forwardsHere: boolean;
}

/**
 * By declaration id: declared host ports that somebody else has, or asks for in the same file. As for
 * containers, two projects that declare one port are no conflict before one of them runs.
 */
export function declaredConflicts(
  files: readonly DeclaredFile[],
  join: DeclaredJoin,
  use: PortsInUse,
): ReadonlyMap<string, Conflict> {
  const conflicts = new Map<string, Conflict>();
  const world = new TakenPorts(use);
  for (const file of files) {
    const claims = file.declarations.filter(isClaim);
    for (const claim of claims) {
      if (holdsItsPort(claim, join)) continue;
      const conflict =
        file.kind === 'vagrantfile'
          ? forwardConflict(claim, claims, world)
          : serviceConflict(claim, claims, world, ownContainers(file, claim, join));
      if (conflict !== undefined) conflicts.set(claim.id, conflict);
    }
  }
  return conflicts;
}

/** Whether it asks for host ports that are known. */
function isClaim({ rule, unsure, owner, forward }: Declaration): boolean {
  const { hostPorts, containerPorts } = rule;
  const isFixed =
    hostPorts !== undefined &&
    hostPorts.start > 0 &&
    portCount(hostPorts) === portCount(containerPorts);
  const isUsed = forward?.disabled !== true && (owner.networkMode ?? 'bridge') === 'bridge';
  return isFixed && isUsed && !unsure;
}

/** A port that is held cannot be in conflict, nor what runs in the declaration's place. */
function holdsItsPort({ id }: Declaration, { running, findings }: DeclaredJoin): boolean {
  return (running.get(id) ?? []).some(
    ({ mapping }) => mapping.kind !== 'reserved' || findings.get(mapping.id)?.drift === true,
  );
}

function ownContainers(
  { uri }: DeclaredFile,
  { owner }: Declaration,
  { members }: DeclaredJoin,
): ReadonlySet<string> {
  const own = (members.get(uri) ?? []).filter(({ service }) => service === owner.name);
  return new Set(own.map(({ container }) => container.id));
}

function serviceConflict(
  claim: Declaration,
  claims: readonly Declaration[],
  world: TakenPorts,
  own: ReadonlySet<string>,
): Conflict | undefined {
  return (
    world.container(claim, own) ??
    declaredTwice(claim, claims) ??
    // What listens for the containers of the service itself is no program in its way.
    (world.use.engineHere && own.size === 0 ? world.process(claim, () => true) : undefined)
  );
}

function forwardConflict(
  claim: Declaration,
  claims: readonly Declaration[],
  world: TakenPorts,
): Conflict | undefined {
  const { forward, rule, at } = claim;
  const [merged] = forward?.merged ?? [];
  if (merged !== undefined) {
    const place = placeText({ file: at.file, line: merged });
    return { hostPort: rule.hostPorts?.start ?? 0, owner: { kind: 'merged', place } };
  }
  // Vagrant looks at TCP ports only, and then takes another port where it may.
  const yields = (each: Declaration): boolean =>
    each.forward?.autoCorrect === true && each.rule.protocol === 'tcp';
  if (yields(claim)) return undefined;
  const others = claims.filter((each) => !yields(each));
  const { engineHere, forwardsHere } = world.use;
  return (
    declaredTwice(claim, others) ??
    (engineHere && forwardsHere ? world.container(claim, new Set()) : undefined) ??
    (forwardsHere ? world.process(claim, (listener) => !mayBeVirtualMachine(listener)) : undefined)
  );
}

/** Another declaration of the file that asks for one of the host ports. */
function declaredTwice(claim: Declaration, claims: readonly Declaration[]): Conflict | undefined {
  const { hostIp, hostPorts, protocol } = claim.rule;
  if (hostPorts === undefined) return undefined;
  for (const { id, rule, owner, at } of claims) {
    if (id === claim.id || rule.protocol !== protocol || rule.hostPorts === undefined) continue;
    const common = commonPorts(hostPorts, rule.hostPorts);
    if (common === undefined || !addressesOverlap(hostIp, rule.hostIp)) continue;
    const declared = { kind: 'declared', name: owner.name, place: placeText(at) } as const;
    return { hostPort: common.start, owner: declared };
  }
  return undefined;
}

/** The ports that are taken, indexed when first asked for. */
class TakenPorts {
  readonly use: PortsInUse;
  #held: HeldPorts | undefined;
  #listeners: ReadonlyMap<string, readonly Listener[]> | undefined;

  constructor(use: PortsInUse) {
    this.use = use;
  }

  /** @param own ids of the containers that are not in the way. */
  container({ rule }: Declaration, own: ReadonlySet<string>): Conflict | undefined {
    this.#held ??= heldPorts(this.use.all);
    return conflictOf(rule, this.#held, ({ id }) => !own.has(id));
  }

  /** The first program that listens on one of the ports, if it counts. */
  process({ rule }: Declaration, counts: (listener: Listener) => boolean): Conflict | undefined {
    const { hostIp, hostPorts, protocol } = rule;
    if (hostPorts === undefined || this.use.listeners.length === 0) return undefined;
    this.#listeners ??= byPort(this.use.listeners);
    for (let hostPort = hostPorts.start; hostPort <= hostPorts.end; hostPort += 1) {
      const listener = this.#listeners
        .get(portKey(hostPort, protocol))
        ?.find((each) => counts(each) && addressesOverlap(addressOf(each), hostIp));
      if (listener === undefined) continue;
      const { pid, program } = listener;
      const named = program === undefined ? {} : { program };
      const owner = { kind: 'process', ...named, ...(pid === undefined ? {} : { pid }) } as const;
      return { hostPort, owner };
    }
    return undefined;
  }
}

/** A socket on `::` takes the IPv4 addresses too unless it was told not to (ipv6(7), IPV6_V6ONLY). */
function addressOf({ hostIp }: Listener): string {
  return hostIp === '::' ? '' : hostIp;
}

function byPort(listeners: readonly Listener[]): ReadonlyMap<string, readonly Listener[]> {
  const ports = new Map<string, Listener[]>();
  for (const listener of listeners) {
    const key = portKey(listener.port, listener.protocol);
    const known = ports.get(key);
    if (known === undefined) ports.set(key, [listener]);
    else known.push(listener);
  }
  return ports;
}
