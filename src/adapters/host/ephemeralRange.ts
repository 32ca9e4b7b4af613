import { readFile } from 'node:fs/promises';
import type { PortRange } from '../../core/portRange.ts';

/** ip-sysctl of the Linux kernel; each network namespace has its own. */
const file = '/proc/sys/net/ipv4/ip_local_port_range';

/**
 * The ports that this machine gives to whoever asks for any. A Docker engine takes the dynamic host
 * ports from it (moby, portallocator_linux.go), in its own network namespace: what is read here
 * holds for an engine on this very machine. `undefined` where there is no such file.
 */
export async function readEphemeralRange(): Promise<PortRange | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return parseEphemeralRange(text);
}

/** Two numbers, the first and the last port: `32768\t60999\n`. */
export function parseEphemeralRange(text: string): PortRange | undefined {
  const [, first, last] = /^(\d+)\s+(\d+)\s*$/.exec(text) ?? [];
  const range = { start: Number(first), end: Number(last) };
  return range.start <= range.end && range.end <= 65_535 ? range : undefined;
}
