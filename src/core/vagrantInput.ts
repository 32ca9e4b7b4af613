import { counted } from './describe.ts';
import { accepted, rejected, type Parsed } from './parsed.ts';
import { readExposedRange } from './portNumber.ts';
import { portCount, type PortRange } from './portRange.ts';

/** Ports of a VM, as a person types them. */
export interface GuestPorts {
  readonly ports: PortRange;
  readonly protocol: 'tcp' | 'udp';
}

/** More forwards than this are slow to bring up, and Vagrant tells of each. */
export const manyForwards = 50;

/** `80`, `8000-8010`, `5353/udp` */
export function readGuestPorts(text: string): Parsed<GuestPorts> {
  const [ports = '', protocol = 'tcp', ...rest] = text.trim().split('/');
  const folded = protocol.trim().toLowerCase();
  if (rest.length > 0 || (folded !== 'tcp' && folded !== 'udp')) {
    return rejected('Vagrant forwards only TCP and UDP.', whole(text));
  }
  const range = readRange(ports, text);
  return range.ok ? accepted({ ports: range.value, protocol: folded }) : range;
}

/** As many ports as the guest's; the first of them stands for all. */
export function readHostPorts(text: string, guest: PortRange): Parsed<PortRange> {
  const range = readRange(text, text);
  if (!range.ok) return range;
  const { start, end } = range.value;
  const last = start === end ? start + portCount(guest) - 1 : end;
  if (last > 65_535) return rejected(`The last port would be ${last}, above 65535.`, whole(text));
  const value = { start, end: last };
  if (portCount(value) === portCount(guest)) return accepted(value);
  const host = counted(portCount(value), 'port', 'ports');
  const message = `The host range has ${host} and the guest range has ${portCount(guest)}. Use equal ranges.`;
  return rejected(message, whole(text));
}

function readRange(ports: string, text: string): Parsed<PortRange> {
  const reading = readExposedRange(ports.trim());
  if (reading.ok && reading.range.start > 0) return accepted(reading.range);
  const isReversed = !reading.ok && reading.part === 'order';
  const message = isReversed
    ? 'The range ends before it starts.'
    : 'Use a port from 1 to 65535, or a range such as 8000-8010.';
  return rejected(message, whole(text));
}

function whole(text: string): { readonly start: number; readonly end: number } {
  return { start: 0, end: text.length };
}
