import { formatIpAddress } from '../../core/ipAddress.ts';

/** A socket of `/proc/net`. */
export interface ProcSocket {
  readonly hostIp: string;
  readonly port: number;
  /** By which `/proc/PID/fd` names it: `socket:[1603]`. */
  readonly inode: string;
}

/**
 * The states of include/net/tcp_states.h in which nobody is at the other end: a TCP socket that
 * listens, a UDP one that is bound and not connected.
 */
const waiting = { tcp: '0A', udp: '07' } as const;

/**
 * The sockets of `/proc/net/tcp`, `tcp6`, `udp` or `udp6` that wait for whoever comes (Linux,
 * proc(5)). A line, after the header:
 *
 *     SLOT: ADDRESS:PORT ADDRESS:PORT STATE QUEUES TIMER RETRANSMITS USER TIMEOUT INODE ...
 *
 * An address is words of 32 bits in the order of the processor: `0100007F` is 127.0.0.1 on those that
 * VS Code runs on. A port is as one writes it, in hexadecimal digits.
 */
export function parseProcNet(text: string, protocol: 'tcp' | 'udp'): readonly ProcSocket[] {
  return text.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, address, port] =
      /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(fields[1] ?? '') ?? [];
    const inode = fields[9];
    if (address === undefined || port === undefined || inode === undefined) return [];
    if (fields[3] !== waiting[protocol]) return [];
    return [{ hostIp: literalAddress(address), port: parseInt(port, 16), inode }];
  });
}

function literalAddress(digits: string): string {
  const bytes = (digits.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => parseInt(byte, 16)).reverse(),
  );
  if (bytes.length === 4) return bytes.join('.');
  const isMapped = bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  if (isMapped) return bytes.slice(12).join('.');
  const groups = Array.from(
    { length: 8 },
    (_, at) => (bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0),
  );
  return formatIpAddress({ family: 6, groups });
}
