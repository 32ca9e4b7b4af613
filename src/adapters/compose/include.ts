import { withDotEnv, type Environment } from './environment.ts';
import { goString, goTypeOf } from './goValue.ts';
import { applyResets, mergeProjects, type ResetPath } from './merge.ts';
import { folderOf, resolvePath } from './paths.ts';
import type { ProblemLog } from './problems.ts';
import { mapLists, mapServices } from './serviceLists.ts';
import type { SourceFile } from './sourceFile.ts';
import { entryOf, placeOf, textOf, within, withEntry, type MapValue, type Value } from './value.ts';

export interface IncludeContext {
  readonly log: ProblemLog;
  readonly env: Environment;
  /** The folder that relative paths start from. */
  readonly folder: string;
  /** The files on the way here, the first one first. */
  readonly included: readonly string[];
  /** The file, or undefined with a problem at the value that names it. */
  readonly open: (path: string, value: Value) => SourceFile | undefined;
  /** The file if there is one. */
  readonly find: (path: string) => SourceFile | undefined;
  /** A project of its own, in its own folder. */
  readonly load: (project: IncludedProject) => MapValue | undefined;
}

export interface IncludedProject {
  readonly files: readonly SourceFile[];
  readonly folder: string;
  readonly env: Environment;
}

/**
 * The document with the services that it includes (compose-go loader/include.go): each entry is a
 * project of its own, with its own `.env`; what the document says of the same service goes over it.
 */
export function applyInclude(
  document: MapValue,
  resets: readonly ResetPath[],
  context: IncludeContext,
): MapValue {
  const include = entryOf(document, 'include');
  const own = withEntry(document, 'include', undefined);
  if (include === undefined || include.type === 'null') return own;
  if (include.type !== 'list') {
    const message = `\`include\` must be a list, got ${goString(include)}`;
    context.log.error('include', message, placeOf(include));
    return own;
  }
  let joined = own;
  include.items.forEach((item, index) => {
    const entry = readEntry(item, index, context.log);
    const project = entry && loadEntry(entry, item, context);
    if (project !== undefined) joined = importServices(project, joined, resets, context.log);
  });
  return joined;
}

interface IncludeEntry {
  readonly paths: readonly string[];
  readonly envFiles: readonly string[];
  readonly projectFolder?: string;
}

function readEntry(item: Value, index: number, log: ProblemLog): IncludeEntry | undefined {
  const entry = entryOrFault(item);
  if (typeof entry !== 'string') return entry;
  const message = `decoding failed due to the following error(s):\n\n'[${index}]${entry}`;
  log.error('include', message, placeOf(item));
  return undefined;
}

function entryOrFault(item: Value): IncludeEntry | string {
  if (item.type === 'string') return { paths: [item.value], envFiles: [] };
  if (item.type !== 'map') return `' expected a map or struct, got "${goTypeOf(item)}"`;
  const paths = textsOf(item, 'path');
  if (typeof paths === 'string') return paths;
  const envFiles = textsOf(item, 'env_file');
  if (typeof envFiles === 'string') return envFiles;
  const projectFolder = textOf(entryOf(item, 'project_directory')) ?? '';
  return { paths, envFiles, ...(projectFolder === '' ? {} : { projectFolder }) };
}

/** One text or a list of them; or why it is neither. */
function textsOf(item: Value, key: string): readonly string[] | string {
  const value = entryOf(item, key);
  if (value === undefined || value.type === 'null') return [];
  const texts = (value.type === 'list' ? value.items : [value]).map(textOf);
  const valid = texts.filter((text) => text !== undefined);
  if (valid.length === texts.length) return valid;
  return `.${key}' invalid type ${goTypeOf(value)} for string list`;
}

function loadEntry(
  entry: IncludeEntry,
  item: Value,
  context: IncludeContext,
): MapValue | undefined {
  const { folder, included, log } = context;
  const paths = entry.paths.map((path) => resolvePath(folder, path));
  const [main] = paths;
  if (main === undefined) return undefined;
  if (included.includes(main)) {
    const message = `include cycle detected:\n${[...included, main].join('\n include ')}`;
    log.error('include', message, placeOf(item));
    return undefined;
  }
  const files = paths.map((path) => context.open(path, item));
  if (!files.every((file) => file !== undefined)) return undefined;
  const { projectFolder } = entry;
  const inner = projectFolder === undefined ? folderOf(main) : resolvePath(folder, projectFolder);
  const env = environmentOf(entry, item, inner, context);
  return context.load({ files, folder: inner, env });
}

/** The outer environment, and below it the files of the entry or the `.env` of its folder. */
function environmentOf(
  entry: IncludeEntry,
  item: Value,
  inner: string,
  context: IncludeContext,
): Environment {
  const named = entry.envFiles.filter((path) => path !== '/dev/null');
  const files =
    entry.envFiles.length === 0
      ? [context.find(resolvePath(inner, '.env'))]
      : named.map((path) => context.open(resolvePath(context.folder, path), item));
  return files
    .filter((file) => file !== undefined)
    .reduce((env, file) => withDotEnv(env, file, context.log), context.env);
}

/** The services of the included project, and over them those of the document. */
function importServices(
  project: MapValue,
  document: MapValue,
  resets: readonly ResetPath[],
  log: ProblemLog,
): MapValue {
  const imported = entryOf(project, 'services');
  if (imported?.type !== 'map') return document;
  const own = entryOf(document, 'services');
  const marked = mapServices(withEntry(document, 'services', imported), (service) =>
    mapLists(service, (items) => items.map((item) => within('include', item))),
  );
  if (own?.type !== 'map') return marked;
  const kept = applyResets(marked, ownResets(resets, own));
  return mergeProjects(kept, document, log);
}

/** A document resets keys of services that it has as well; of an included service nothing else. */
function ownResets(resets: readonly ResetPath[], own: MapValue): readonly ResetPath[] {
  return resets.filter(([, service, key]) => key !== undefined && own.entries.has(service ?? ''));
}
