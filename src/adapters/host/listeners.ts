import { readFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import type { Listener } from '../../core/listener.ts';
import { lsofArguments, parseLsof } from './lsof.ts';
import { netstatArguments, parseNetstat } from './netstat.ts';
import { parseProcNet } from './procNet.ts';
import { programOutput } from './programOutput.ts';
import { socketOwners } from './socketOwners.ts';

export interface ListenerOptions {
  /** Linux tells by files; other systems by a program of theirs, which no untrusted workspace starts. */
  readonly mayRunPrograms: boolean;
}

/**
 * The programs that listen on this machine: in the network namespace of this process, as far as this
 * user may see. Empty where nothing can be learnt; rejects never.
 */
export async function readListeners({
  mayRunPrograms,
}: ListenerOptions): Promise<readonly Listener[]> {
  if (process.platform === 'linux') return linuxListeners();
  if (!mayRunPrograms) return [];
  if (process.platform === 'win32')
    return parseNetstat(await programOutput(netstat(), netstatArguments));
  return parseLsof(await programOutput(lsof, lsofArguments));
}

const tables = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const;

async function linuxListeners(): Promise<readonly Listener[]> {
  const read = await Promise.all(
    tables.map(async ([file, protocol]) => {
      const text = await readFile(`/proc/net/${file}`, 'utf8').catch(() => '');
      return parseProcNet(text, protocol).map((socket) => ({ ...socket, protocol }));
    }),
  );
  const sockets = read.flat();
  const owners = await socketOwners(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(({ inode, ...socket }) => ({ ...socket, ...owners.get(inode) }));
}

/** Where the systems have them: no other folder of the PATH is asked. */
const lsof = '/usr/sbin/lsof';

function netstat(): string {
  return win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'netstat.exe');
}
