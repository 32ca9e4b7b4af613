import { fileName, folderName } from './declaration.ts';

/** The names that Compose looks for in a folder, the first found wins (compose-go cli DefaultFileNames). */
const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The same for the file that it joins by itself (DefaultOverrideFileNames). */
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/**
 * The files of each project, in the order in which Compose joins them: of a folder the file that
 * `docker compose up` finds and its override; in a folder without such a file each file alone. Which
 * other files of a folder are joined only a command line says: they are left out.
 *
 * @param paths of compose files, with `/`.
 */
export function composeProjects(paths: readonly string[]): readonly (readonly string[])[] {
  const folders = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const folder = folderName(path);
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [path]);
    else known.push(path);
  }
  return [...folders.values()].flatMap(projectsOfFolder);
}

function projectsOfFolder(paths: readonly string[]): readonly (readonly string[])[] {
  const main = firstOf(mainNames, paths);
  if (main === undefined) return paths.map((path) => [path]);
  const override = firstOf(overrideNames, paths);
  return [override === undefined ? [main] : [main, override]];
}

function firstOf(names: readonly string[], paths: readonly string[]): string | undefined {
  for (const name of names) {
    const found = paths.find((path) => fileName(path) === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
