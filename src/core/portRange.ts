/** A transport protocol that a container port can be published on. */
export type Protocol = 'tcp' | 'udp' | 'sctp';

/** Ports `start` to `end`, both included; each 0 to 65535 and `start <= end`. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** How many ports the range holds; at least 1. */
export function portCount(range: PortRange): number {
  return range.end - range.start + 1;
}

/** `8000-8010`, or `80` for a range of one port. */
export function formatPortRange(range: PortRange): string {
  return range.start === range.end ? String(range.start) : `${range.start}-${range.end}`;
}
