import { addressesOverlap } from './address.ts';
import type { TakenPort } from './portOwners.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';

/** Which host ports are wanted. */
export interface FreePortWish {
  /** How many in a row. */
  readonly count: number;
  readonly protocol: Protocol;
  readonly hostIp: string;
  /** The user's range for free ports. */
  readonly range: PortRange;
  /** What the system gives to whoever asks for any port: a port of it may be gone in a moment. */
  readonly ephemeral?: PortRange;
  /** Where to look first, from there upwards; also outside the range. */
  readonly prefer?: number;
}

/** What only a privileged program may listen on (ip-sysctl, ip_unprivileged_port_start). */
const firstUnprivileged = 1024;
const lastPort = 65_535;

/**
 * The first host ports in a row that nobody has: next to the preferred one, else in the user's range;
 * outside the ephemeral range before inside it. None below 1024 unless the preferred one is.
 */
export function freePorts(wish: FreePortWish, taken: readonly TakenPort[]): PortRange | undefined {
  const { count, prefer, ephemeral } = wish;
  const free = freeMap(wish, taken);
  const range = { start: Math.max(wish.range.start, firstUnprivileged), end: wish.range.end };
  const above = { start: prefer ?? firstUnprivileged, end: lastPort };
  const lasting = prefer === undefined || isIn(prefer, ephemeral) ? [range] : [above, range];
  const attempts = [
    ...lasting.flatMap((span) => outside(span, ephemeral)),
    range,
    above,
    { start: firstUnprivileged, end: lastPort },
  ];
  for (const span of attempts) {
    const found = firstRun(count, span, free);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** By port: 1 where nobody has it. */
function freeMap({ protocol, hostIp }: FreePortWish, taken: readonly TakenPort[]): Uint8Array {
  const free = new Uint8Array(lastPort + 1).fill(1, 1);
  for (const each of taken) {
    if (each.protocol !== protocol || !addressesOverlap(each.hostIp, hostIp)) continue;
    free.fill(0, each.ports.start, each.ports.end + 1);
  }
  return free;
}

function isIn(port: number, range: PortRange | undefined): boolean {
  return range !== undefined && port >= range.start && port <= range.end;
}

/** What is left of the span: none, one or two pieces. */
function outside(span: PortRange, hole: PortRange | undefined): PortRange[] {
  if (hole === undefined) return [span];
  const below = { start: span.start, end: Math.min(span.end, hole.start - 1) };
  const above = { start: Math.max(span.start, hole.end + 1), end: span.end };
  return [below, above].filter((piece) => portCount(piece) > 0);
}

function firstRun(count: number, span: PortRange, free: Uint8Array): PortRange | undefined {
  let length = 0;
  for (let port = span.start; port <= Math.min(span.end, lastPort); port += 1) {
    length = free[port] === 1 ? length + 1 : 0;
    if (length === count) return { start: port - count + 1, end: port };
  }
  return undefined;
}
