import type { Listener } from '../../core/listener.ts';
import { literalHostPort } from './literalHostPort.ts';

/** TCP sockets that listen and UDP sockets, numbers for numbers, in the fields that parseLsof reads. */
export const lsofArguments = ['-nP', '-iTCP', '-sTCP:LISTEN', '-iUDP', '-FpcPtn'] as const;

/**
 * The output of `lsof -FpcPtn`, a field to a line, its letter first (lsof(8), OUTPUT FOR OTHER
 * PROGRAMS): a process is `p` PID and `c` program, each of its sockets then `t` `IPv4`
 * or `IPv6`, `P` `TCP` or `UDP`, `n` `ADDRESS:PORT`.
 */
export function parseLsof(text: string): readonly Listener[] {
  const listeners: Listener[] = [];
  let owner: Pick<Listener, 'pid' | 'program'> = {};
  let type = '';
  let protocol = '';
  for (const line of text.split('\n')) {
    const value = line.slice(1);
    switch (line.charAt(0)) {
      case 'p':
        owner = { pid: Number(value) };
        break;
      case 'c':
        owner = { ...owner, program: unescaped(value) };
        break;
      case 't':
        type = value;
        break;
      case 'P':
        protocol = value.toLowerCase();
        break;
      case 'n': {
        const place = literalHostPort(value, type === 'IPv6' ? '::' : '0.0.0.0');
        if (place !== undefined && (protocol === 'tcp' || protocol === 'udp')) {
          listeners.push({ ...place, protocol, ...owner });
        }
      }
    }
  }
  return listeners;
}

/** lsof writes what is no plain character as `\x20`. */
function unescaped(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
