import { bracketed, reachOf } from './address.ts';
import { commonPorts } from './agreement.ts';
import type { Container } from './container.ts';
import { counted } from './describe.ts';
import { portKeys } from './exposeReading.ts';
import { mappingsOf, type Mapping } from './mapping.ts';
import type { TakenPort } from './portOwners.ts';
import { formatPortRange, type PortRange, type Protocol } from './portRange.ts';
import type { Forward, VagrantReading } from './vagrantReading.ts';

/** Forwards of consecutive ports that are alike in all else, for one machine or several. */
export interface ForwardGroup {
  readonly machines: readonly string[];
  readonly guest: PortRange;
  readonly host: PortRange;
  /** The first of them. */
  readonly forward: Forward;
}

/** By machine and host port. Those without ports, which Vagrant refuses, are left out. */
export function forwardGroups(forwards: readonly Forward[]): readonly ForwardGroup[] {
  const groups = new Map<string, ForwardGroup>();
  for (const group of consecutive(forwards)) {
    const key = JSON.stringify([group.guest, group.host, likeness(group.forward)]);
    const same = groups.get(key);
    const machines = [...(same?.machines ?? []), ...group.machines];
    groups.set(key, { ...(same ?? group), machines });
  }
  return [...groups.values()];
}

function consecutive(forwards: readonly Forward[]): readonly ForwardGroup[] {
  const groups: ForwardGroup[] = [];
  for (const forward of forwards) {
    const { machine, guest, host } = forward;
    if (guest === undefined || host === undefined) continue;
    const last = groups.at(-1);
    if (last !== undefined && continues(last, forward)) {
      const { start: firstGuest } = last.guest;
      const { start: firstHost } = last.host;
      const joined = { start: firstGuest, end: guest };
      groups.splice(-1, 1, { ...last, guest: joined, host: { start: firstHost, end: host } });
    } else {
      const ports = { guest: { start: guest, end: guest }, host: { start: host, end: host } };
      groups.push({ machines: [machine], ...ports, forward });
    }
  }
  return groups;
}

function continues({ forward, guest, host }: ForwardGroup, next: Forward): boolean {
  return (
    forward.machine === next.machine &&
    guest.end + 1 === next.guest &&
    host.end + 1 === next.host &&
    likeness(forward) === likeness(next)
  );
}

function likeness({ hostIp = '', guestIp = '', protocol, autoCorrect, disabled }: Forward): string {
  return JSON.stringify([hostIp, guestIp, protocol, autoCorrect, disabled === true]);
}

/** `8080 → 80/tcp` */
export function forwardArrow({ guest, host, forward }: ForwardGroup): string {
  return `${formatPortRange(host)} → ${formatPortRange(guest)}/${forward.protocol}`;
}

/**
 * `This machine’s 8080 → the VM’s 80/tcp, on all interfaces.` and what else holds.
 *
 * @param outer whose host port it is: `this machine`, or `your machine` when seen from the VM.
 */
export function forwardSentences(group: ForwardGroup, outer: OuterMachine): readonly string[] {
  const { guest, host, forward } = group;
  const { protocol, hostIp = '', autoCorrect, disabled } = forward;
  const inner = `${formatPortRange(guest)}/${protocol}`;
  const machine = outer === 'this machine' ? 'This machine' : 'Your machine';
  const sentences = [
    `${machine}’s ${formatPortRange(host)} → the VM’s ${inner}, ${addressWords(hostIp, outer)}.`,
  ];
  if (disabled === true) sentences.push('Disabled: left out at `vagrant up`.');
  if (autoCorrect && protocol === 'tcp') {
    sentences.push('Vagrant takes another host port when this one is in use (`auto_correct`).');
  }
  return sentences;
}

/** How the machine that Vagrant runs on is called from here. */
export type OuterMachine = 'this machine' | 'your machine';

function addressWords(hostIp: string, outer: OuterMachine): string {
  const text = bracketed(hostIp);
  switch (reachOf(hostIp)) {
    case 'allInterfaces':
      return `on all interfaces: every device that reaches ${outer} reaches it`;
    case 'thisHost':
      return `for ${outer} only (${text})`;
    case 'specific':
      return `on its address ${text}`;
  }
}

/** A container behind a forward: it publishes, in the VM, the port that the forward leads to. */
export interface BehindForward {
  readonly container: Container;
  readonly mapping: Mapping;
  /** `this machine:8080 → VM:80 → web-1:80` */
  readonly chain: string;
  /** Bound to the VM's own loopback address, which no forward reaches. */
  readonly isBlocked: boolean;
}

/** The containers that would answer if their engine ran in the machine that the forwards lead to. */
export function containersBehind(
  group: ForwardGroup,
  containers: readonly Container[],
  outer: OuterMachine,
): readonly BehindForward[] {
  return publishedMappings(containers).flatMap(({ container, mapping, hostPorts }) => {
    const common = commonPorts(group.guest, hostPorts);
    if (common === undefined || mapping.protocol !== group.forward.protocol) return [];
    const moved = (shift: number): string =>
      formatPortRange({ start: common.start + shift, end: common.end + shift });
    // With auto_correct only Vagrant on that machine knows which port it took in the end.
    const configured = group.forward.autoCorrect ? ' (configured)' : '';
    const host = `${moved(group.host.start - group.guest.start)}${configured}`;
    const inner = moved(mapping.containerPorts.start - hostPorts.start);
    const chain = `${outer}:${host} → VM:${moved(0)} → ${container.name}:${inner}`;
    return [{ container, mapping, chain, isBlocked: mapping.reach === 'thisHost' }];
  });
}

interface PublishedMapping {
  readonly container: Container;
  readonly mapping: Mapping;
  readonly hostPorts: PortRange;
}

function publishedMappings(containers: readonly Container[]): readonly PublishedMapping[] {
  return containers.flatMap((container) =>
    mappingsOf(container).flatMap((mapping) =>
      mapping.kind === 'published' && mapping.hostPorts !== undefined
        ? [{ container, mapping, hostPorts: mapping.hostPorts }]
        : [],
    ),
  );
}

/** A port or range that a container publishes and no forward leads to. */
export interface UnforwardedPorts {
  readonly ports: PortRange;
  readonly protocol: 'tcp' | 'udp';
  readonly container: Container;
}

/**
 * What containers publish for other machines too, without what a forward leads to.
 *
 * @param machine undefined for any.
 */
export function unforwardedPorts(
  { forwarded, implicit }: VagrantReading,
  machine: string | undefined,
  containers: readonly Container[],
): readonly UnforwardedPorts[] {
  const known = new Set(
    [...forwarded, ...implicit]
      .filter((forward) => machine === undefined || forward.machine === machine)
      .map(({ guest, protocol }) => `${guest ?? ''}/${protocol}`),
  );
  return publishedMappings(containers).flatMap(({ container, mapping, hostPorts: ports }) => {
    const { protocol, reach } = mapping;
    if (!isForwardable(protocol) || reach === 'thisHost') return [];
    const keys = portKeys({ range: ports, protocol });
    if (keys.some((key) => known.has(key))) return [];
    for (const key of keys) known.add(key);
    return [{ ports, protocol, container }];
  });
}

function isForwardable(protocol: Protocol): protocol is 'tcp' | 'udp' {
  return protocol !== 'sctp';
}

/** The host ports that the file asks for, and those that Vagrant adds. */
export function declaredHostPorts({ forwarded, implicit }: VagrantReading): readonly TakenPort[] {
  return [...forwarded, ...implicit].flatMap(({ host, hostIp = '', protocol }) =>
    host !== undefined && (protocol === 'tcp' || protocol === 'udp')
      ? [{ owner: vagrant, hostIp, ports: { start: host, end: host }, protocol }]
      : [],
  );
}

const vagrant = { kind: 'process', program: 'vagrant' } as const;

/** `3 forwards`; `web: 3 forwards` where the file defines several machines. */
export function countWords({ machines, forwarded }: VagrantReading, of: readonly string[]): string {
  const words = of.map((machine) => {
    const own = forwarded.filter((forward) => forward.machine === machine);
    // As the tree counts: the ports of a loop together.
    const calls = new Set(own.map(({ call }) => call.start));
    const text = counted(calls.size, 'forward', 'forwards');
    return machines.length > 1 ? `${machine}: ${text}` : text;
  });
  const rest = words.length - mostMachines;
  return rest > 0
    ? `${words.slice(0, mostMachines).join(' · ')} · ${counted(rest, 'more machine', 'more machines')}`
    : words.join(' · ');
}

/** A line names this many machines. */
const mostMachines = 3;
