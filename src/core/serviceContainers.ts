import type { ComposeOrigin, Container } from './container.ts';
import { fileName, type DeclaredFile } from './declaration.ts';
import { originalOf } from './keptOriginal.ts';

/** A container that Compose made from a file of the workspace. */
export interface Member {
  readonly container: Container;
  readonly service: string;
  /** Compose was given these files and no others; otherwise others have a say in its ports. */
  readonly sameFiles: boolean;
}

/**
 * The containers of each Compose file, by the file's URI: those whose labels name one of its paths; and
 * of the others those of its project, as `docker compose up` takes them for its own. The latter is how a
 * file is found that has another path for who called Compose, as in a dev container.
 */
export function composeMembers(
  files: readonly DeclaredFile[],
  containers: readonly Container[],
): ReadonlyMap<string, readonly Member[]> {
  const composeFiles = files.filter(({ kind }) => kind === 'compose');
  const members = new Map<string, Member[]>(composeFiles.map(({ uri }) => [uri, []]));
  if (composeFiles.length === 0) return members;
  for (const container of containers) {
    const { compose } = container;
    // What a container was before its ports were changed is no answer to what the file says now.
    if (compose === undefined || originalOf(container) !== undefined) continue;
    for (const file of filesOf(compose, composeFiles)) {
      const { service } = compose;
      members.get(file.uri)?.push({ container, service, sameFiles: hasSameFiles(compose, file) });
    }
  }
  return members;
}

function filesOf(compose: ComposeOrigin, files: readonly DeclaredFile[]): readonly DeclaredFile[] {
  const labelled = new Set(labelledPaths(compose));
  const byPath = files.filter(({ paths }) => paths.some((path) => labelled.has(cleanPath(path))));
  return byPath.length > 0 ? byPath : files.filter(({ project }) => project === compose.project);
}

function hasSameFiles(compose: ComposeOrigin, { paths }: DeclaredFile): boolean {
  const names = labelledPaths(compose).map(fileName);
  return (
    names.length === paths.length && names.every((name, at) => name === fileName(paths[at] ?? ''))
  );
}

function labelledPaths({ files, workingDirectory = '' }: ComposeOrigin): readonly string[] {
  return files.map((file) =>
    cleanPath(isAbsolute(withSlashes(file)) ? file : `${workingDirectory}/${file}`),
  );
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:)/i.test(path);
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** One spelling for a path: `/` between the names, no `.` and `..`, the drive in lower case after a `/`. */
export function cleanPath(path: string): string {
  const names: string[] = [];
  for (const name of withSlashes(path).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  const clean = names.join('/').replace(/^[a-z]:/i, (drive) => drive.toLowerCase());
  return `/${clean}`;
}
