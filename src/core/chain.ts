import { isLoopbackAddress } from './address.ts';
import { commonPorts } from './agreement.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { isLocalEndpoint, type Engine } from './engine.ts';
import type { Mapping } from './mapping.ts';
import { formatPortRange, type PortRange } from './portRange.ts';

/** Where the window is, as far as it decides on which machine the engine runs. */
export interface WindowPlace {
  /** The user sits at another machine than the one that this program runs on. */
  readonly remote: boolean;
  /** This program runs in a machine that Vagrant made. */
  readonly vagrantGuest: boolean;
}

/** What tells a Vagrant machine from inside. */
export interface GuestFacts {
  readonly remote: boolean;
  readonly user: string;
  /** The paths of the workspace's folders, with `/`. */
  readonly folders: readonly string[];
}

/**
 * Whether this program runs in a Vagrant machine: reached from another one, as the user that boxes come
 * with (Vagrant docs, "Creating a Base Box"), or working in the folder that Vagrant shares.
 */
export function isVagrantGuest({ remote, user, folders }: GuestFacts): boolean {
  return remote && (user === 'vagrant' || folders.some((path) => /^\/vagrant(?:\/|$)/.test(path)));
}

/** The machine of a Vagrantfile that the engine runs in. */
export interface EngineMachine {
  readonly file: DeclaredFile;
  readonly machine: string;
  /** Those of the machine that Vagrant makes. */
  readonly forwards: readonly Declaration[];
  /** The user sits at the machine's host, elsewhere than this program. */
  readonly fromInside: boolean;
}

/**
 * The machine that the engine runs in, where that is known: from inside the machine, or by an endpoint
 * that one of the workspace's forwards leads to. Undefined where several machines may be meant.
 */
export function engineMachine(
  files: readonly DeclaredFile[],
  engine: Engine | undefined,
  { vagrantGuest, remote }: WindowPlace,
): EngineMachine | undefined {
  if (engine === undefined) return undefined;
  const machines = files
    .filter(({ kind }) => kind === 'vagrantfile')
    .flatMap((file) =>
      (file.owners ?? []).map((machine) => ({
        file,
        machine,
        forwards: forwardsOf(file, machine),
      })),
    );
  if (isLocalEndpoint(engine.endpoint)) {
    if (!vagrantGuest) return undefined;
    const named = machines.filter(({ machine }) => machine === engine.machine);
    const found = onlyOne(machines) ?? onlyOne(named);
    return found && { ...found, fromInside: true };
  }
  const port = remote ? undefined : loopbackPort(engine.endpoint.url);
  if (port === undefined) return undefined;
  const leading = machines.filter(({ forwards }) =>
    forwards.some(({ rule }) => rule.protocol === 'tcp' && has(rule.hostPorts, port)),
  );
  const found = onlyOne(leading);
  return found && { ...found, fromInside: false };
}

/** The port of an endpoint that is reached over this machine's loopback address. */
function loopbackPort(url: string): number | undefined {
  const [, host = '', port] =
    /^(?:tcp|ssh):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*):(\d+)/.exec(url) ?? [];
  const isLoopback = host === 'localhost' || isLoopbackAddress(host.replace(/^\[|\]$/g, ''));
  return isLoopback && port !== undefined ? Number(port) : undefined;
}

function onlyOne<Item>(items: readonly Item[]): Item | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function has(range: PortRange | undefined, port: number): boolean {
  return range !== undefined && range.start <= port && port <= range.end;
}

function forwardsOf({ declarations }: DeclaredFile, machine: string): readonly Declaration[] {
  return declarations.filter(
    ({ forward, owner }) => forward !== undefined && !forward.disabled && owner.name === machine,
  );
}

/** The way from the machine that the user sits at into a container, where a forward leads there. */
export interface Chain {
  readonly forward: Declaration;
  /** `your machine:18080 → VM:8080 → web-1:80`. */
  readonly text: string;
}

/** What is between the user and a mapping of a container that runs in a Vagrant machine. */
export interface ChainReport {
  readonly chains: readonly Chain[];
  /** What is missing in between, a sentence each. */
  readonly missing: readonly string[];
  /** A forward would make it reachable. */
  readonly unforwarded: boolean;
}

const nothing: ChainReport = { chains: [], missing: [], unforwarded: false };

/** The chain of one mapping. Says nothing about a port that is not published now. */
export function chainOf(name: string, mapping: Mapping, machine: EngineMachine): ChainReport {
  const { hostPorts, kind, reach, addresses } = mapping;
  if (kind !== 'published' || hostPorts === undefined) return nothing;
  const forwards = machine.forwards.filter(({ rule }) => leadsTo(rule, mapping));
  if (reach === 'thisHost') {
    // One that no forward leads to is meant for the VM alone.
    if (forwards.length === 0) return nothing;
    const address = addresses.join(' and ');
    const missing = [`Bound to ${address} inside the VM, so Vagrant cannot reach it.`];
    return { ...nothing, missing };
  }
  const chains = forwards.map((forward) => ({
    forward,
    text: chainText(name, mapping, forward, machine),
  }));
  // Vagrant forwards no other protocol than these two.
  const missing = mapping.protocol === 'sctp' ? [] : missingWords(hostPorts, forwards, machine);
  return { chains, missing, unforwarded: missing.length > 0 };
}

function leadsTo({ protocol, containerPorts }: Declaration['rule'], mapping: Mapping): boolean {
  return (
    protocol === mapping.protocol &&
    mapping.hostPorts !== undefined &&
    commonPorts(containerPorts, mapping.hostPorts) !== undefined
  );
}

function chainText(
  name: string,
  { hostPorts, containerPorts }: Mapping,
  { rule, forward }: Declaration,
  { fromInside }: EngineMachine,
): string {
  const start = Math.max(rule.containerPorts.start, hostPorts?.start ?? 0);
  const end = Math.min(rule.containerPorts.end, hostPorts?.end ?? 0);
  const moved = (to: number): string => formatPortRange({ start: start + to, end: end + to });
  const outer = moved((rule.hostPorts?.start ?? 0) - rule.containerPorts.start);
  const inner = moved(containerPorts.start - (hostPorts?.start ?? 0));
  const machine = fromInside ? 'your machine' : 'this machine';
  // With auto_correct only Vagrant on that machine knows which port it took in the end.
  const configured = forward?.autoCorrect === true ? ' (configured)' : '';
  return `${machine}:${outer}${configured} → VM:${moved(0)} → ${name}:${inner}`;
}

/** Nothing is claimed to be missing where a part of the Vagrantfile could not be read. */
function missingWords(
  published: PortRange,
  forwards: readonly Declaration[],
  { file }: EngineMachine,
): readonly string[] {
  if (file.failed !== undefined || file.unread.count > 0) return [];
  if (forwards.length === 0) return ['Published in the VM, not forwarded.'];
  const gaps = uncovered(
    published,
    forwards.map(({ rule }) => rule.containerPorts),
  );
  if (gaps.length === 0) return [];
  return [`Published in the VM, not forwarded: ${gaps.map(formatPortRange).join(', ')}.`];
}

/** The parts of the range that none of the others has. */
function uncovered(range: PortRange, others: readonly PortRange[]): readonly PortRange[] {
  const gaps: PortRange[] = [];
  let next = range.start;
  for (const { start, end } of [...others].sort((left, right) => left.start - right.start)) {
    if (start > next) gaps.push({ start: next, end: Math.min(start - 1, range.end) });
    next = Math.max(next, end + 1);
  }
  if (next <= range.end) gaps.push({ start: next, end: range.end });
  return gaps;
}
