import { posix } from 'node:path';

/** The path as seen from the folder. Paths are written with `/`; a drive letter or a scheme is a root. */
export function resolvePath(folder: string, path: string): string {
  return isAbsolute(path) ? path : posix.join(folder, path);
}

export function folderOf(path: string): string {
  return posix.dirname(path);
}

/** What Compose fetches itself: a Git repository, an OCI artifact. */
export function isRemote(path: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]+:\/\/|oci:|git@|github\.com\/)/i.test(path);
}

function isAbsolute(path: string): boolean {
  return posix.isAbsolute(path) || /^[a-z]:\//i.test(path) || isRemote(path);
}
