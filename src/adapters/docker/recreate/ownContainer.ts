import type { Machine } from '../machine.ts';
import type { IsOwn } from './gather.ts';

/**
 * Whether this program runs in a container: the engine mounts files of the container's folder, whose
 * name is its id, into it (`/proc/self/mountinfo`), and names it after its id unless told otherwise.
 * `attached`: ids or names of containers that windows of the editor are attached to.
 */
export function ownContainer(
  machine: Pick<Machine, 'readText' | 'hostName'>,
  attached: readonly string[],
): IsOwn {
  const mounts = machine.readText('/proc/self/mountinfo') ?? '';
  const mountedFiles = mounts
    .split('\n')
    .filter((line) => / \/etc\/(hosts|hostname|resolv\.conf) /.test(line));
  return (id, name) =>
    mountedFiles.some((line) => line.includes(id)) ||
    machine.hostName === id.slice(0, 12) ||
    attached.some((each) => each === name || (each.length >= 12 && id.startsWith(each)));
}
