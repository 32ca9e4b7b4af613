import { readdir, readFile, readlink } from 'node:fs/promises';

/** Who has a socket open. */
export interface SocketOwner {
  readonly pid: number;
  readonly program?: string;
}

/**
 * The processes that have these sockets open, by inode: those that this user may look into
 * (Linux, proc(5)). Of several, such as a server and its workers, the first by process id.
 */
export async function socketOwners(
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, SocketOwner>> {
  const owners = new Map<string, SocketOwner>();
  if (inodes.size === 0) return owners;
  for (const pid of await processIds()) {
    if (owners.size === inodes.size) break;
    const own = (await socketsOf(pid)).filter((inode) => inodes.has(inode) && !owners.has(inode));
    if (own.length === 0) continue;
    const program = await programOf(pid);
    for (const inode of own) owners.set(inode, program === '' ? { pid } : { pid, program });
  }
  return owners;
}

async function processIds(): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((left, right) => left - right);
}

/** None of a process of somebody else, or of one that has ended meanwhile. */
async function socketsOf(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const targets = await Promise.all(
    descriptors.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
}

async function programOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
}
