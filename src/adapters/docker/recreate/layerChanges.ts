import type { ChangedPath } from '../../../core/recreateFacts.ts';
import { field, textOf } from '../json.ts';

/** What the engine itself puts into every container (moby, daemon/container_operations_unix.go). */
const enginesOwn = [
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/etc/mtab',
  '/dev',
  '/proc',
  '/sys',
  '/sbin/docker-init',
  '/.dockerenv',
  '/run/.containerenv',
];

/**
 * The paths that `GET /containers/{id}/changes` lists because of the container's own doing: without
 * the engine's files and mount targets, and without the folders that are listed only for what is in
 * them. `mounts`: where something is mounted.
 */
export function meaningfulChanges(
  changes: readonly unknown[],
  mounts: readonly string[],
): readonly ChangedPath[] {
  const covered = [...enginesOwn, ...mounts.map((mount) => mount.replace(/\/+$/, ''))];
  const paths = changes.map(readChange);
  return paths
    .filter(({ path }) => !covered.some((each) => path === each || path.startsWith(`${each}/`)))
    .filter(({ path, kind }) => kind === 'deleted' || !leadsOnlyTo(path, covered, paths));
}

/** In the order of the API's numbers, `Kind`. */
const kinds: readonly ChangedPath['kind'][] = ['changed', 'added', 'deleted'];

function readChange(change: unknown): ChangedPath {
  const kind = kinds[Number(field(change, 'Kind') ?? 0)] ?? 'changed';
  return { path: textOf(field(change, 'Path')) ?? '', kind };
}

/** A folder is also listed as changed when a mount target was made somewhere below it. */
function leadsOnlyTo(
  path: string,
  covered: readonly string[],
  changes: readonly ChangedPath[],
): boolean {
  const below = `${path}/`;
  if (!covered.some((each) => each.startsWith(below))) return false;
  return changes
    .map((change) => change.path)
    .filter((other) => other.startsWith(below))
    .every(
      (other) =>
        covered.some((each) => other === each || other.startsWith(`${each}/`)) ||
        covered.some((each) => each.startsWith(`${other}/`)),
    );
}
