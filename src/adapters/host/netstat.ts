import type { Listener } from '../../core/listener.ts';
import { literalHostPort } from './literalHostPort.ts';

/** All sockets, numbers for numbers, with the process. */
export const netstatArguments = ['-ano'] as const;

/**
 * The output of `netstat -ano` on Windows:
 *
 *     TCP    ADDRESS:PORT    ADDRESS:PORT    STATE    PID
 *     UDP    ADDRESS:PORT    *:*                      PID
 *
 * The words for the states are of the system's language, so a socket that listens is known by the
 * other end: `0.0.0.0:0` or `[::]:0`.
 */
export function parseNetstat(text: string): readonly Listener[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [name = '', local = '', remote = ''] = fields;
    const protocol = name.toLowerCase();
    if (protocol !== 'tcp' && protocol !== 'udp') return [];
    if (protocol === 'tcp' && !/^(?:0\.0\.0\.0|\[::\]):0$/.test(remote)) return [];
    const place = literalHostPort(local);
    if (place === undefined) return [];
    const pid = Number(fields.at(-1));
    return [{ ...place, protocol, ...(pid > 0 ? { pid } : {}) }];
  });
}
