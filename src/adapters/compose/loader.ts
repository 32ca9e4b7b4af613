import { goQuote } from '../../core/goText.ts';
import { canonicalPorts, type PortBudget } from './canonical.ts';
import { lookUpIn, type Environment } from './environment.ts';
import {
  applyExtends,
  canonicalExtends,
  type FileReference,
  type ServiceScope,
} from './extends.ts';
import { applyInclude, type IncludedProject } from './include.ts';
import { interpolate } from './interpolateValues.ts';
import { completePorts } from './longSyntax.ts';
import { applyResets, mergeProjects, resetsOf, type ResetPath } from './merge.ts';
import { folderOf, isRemote, resolvePath } from './paths.ts';
import type { ProblemLog } from './problems.ts';
import { validateSchema } from './schema.ts';
import { castTargets, mapMaps, markObstacles } from './serviceLists.ts';
import { sourceFile, type SourceFile } from './sourceFile.ts';
import { enforceUniqueness } from './uniqueness.ts';
import { entryOf, placeOf, withEntry, type MapValue, type Value } from './value.ts';
import { readYamlFile } from './yamlFile.ts';

export interface LoadContext {
  readonly log: ProblemLog;
  readonly env: Environment;
  readonly ports: PortBudget;
  /** The project's folder: relative paths start there, whichever file they stand in. */
  readonly folder: string;
  /** The text of a file, undefined where there is none; missing where no other file can be read. */
  readonly readFile?: (path: string) => string | undefined;
  /** How many other files may still be opened: files may include each other in endless ways. */
  readonly files: { left: number };
  /** The files that include this one, the first one first. */
  readonly included: readonly string[];
}

/** Far more than any project has. */
export function fileBudget(): LoadContext['files'] {
  return { left: 200 };
}

/** The files over each other, every port in the long form (compose-go loader/loader.go). */
export function loadProject(
  files: readonly SourceFile[],
  context: LoadContext,
): MapValue | undefined {
  let project: MapValue | undefined;
  for (const file of files) {
    for (const document of documentsOf(file, context)) {
      project = addDocument(project, document, file, context);
    }
  }
  return project && completePorts(project, context.log);
}

/** The documents of a file that are mappings, their variables replaced. */
function documentsOf(file: SourceFile, { log, env }: LoadContext): readonly MapValue[] {
  return readYamlFile(file, log).flatMap((document) => {
    if (document.type === 'map') {
      const interpolated = interpolate(document, lookUpIn(env), log);
      return [markObstacles(castTargets(interpolated, log))];
    }
    log.error('schema', 'top-level object must be a mapping', placeOf(document));
    return [];
  });
}

function addDocument(
  project: MapValue | undefined,
  document: MapValue,
  file: SourceFile,
  context: LoadContext,
): MapValue {
  const { log } = context;
  const resets = resetsOf(document);
  const included = withIncludes(document, resets, file, context);
  const before = project && applyResets(project, resets);
  const extended = applyExtends(included, resets, {
    fileName: file.name,
    log,
    open: (reference) => servicesOf(reference, file, context),
  });
  const merged = before === undefined ? extended : mergeProjects(before, extended, log);
  const valid = validateSchema(enforceUniqueness(merged, log), file.name, log);
  return canonical(withEntry(valid, 'version', undefined), context);
}

/** A range may make entries that are there already. */
function canonical(project: MapValue, { log, ports }: LoadContext): MapValue {
  return enforceUniqueness(canonicalPorts(project, log, ports), log);
}

function withIncludes(
  document: MapValue,
  resets: readonly ResetPath[],
  file: SourceFile,
  context: LoadContext,
): MapValue {
  const included = [...context.included, file.name];
  return applyInclude(document, resets, {
    ...context,
    included,
    open: (path, value) => openFile(path, value, context),
    find: (path) => findFile(path, context),
    load: ({ files, folder, env }: IncludedProject) =>
      loadProject(files, { ...context, folder, env, included }),
  });
}

/**
 * The services of a file that one extends: its documents over each other, neither checked nor
 * extended themselves; that is done where they are used.
 */
function servicesOf(
  reference: FileReference,
  from: SourceFile,
  context: LoadContext,
): ServiceScope | undefined {
  const { log } = context;
  const file = openFile(resolvePath(context.folder, reference.file), reference.value, context);
  if (file === undefined) return undefined;
  let project: MapValue | undefined;
  let resets: readonly ResetPath[] = [];
  for (const document of documentsOf(file, context)) {
    resets = resetsOf(document);
    const merged =
      project === undefined ? document : mergeProjects(applyResets(project, resets), document, log);
    project = canonicalExtends(canonical(enforceUniqueness(merged, log), context));
  }
  const services = entryOf(project, 'services');
  const { service, base, value } = reference;
  if (services?.type === 'map' && services.entries.has(base)) {
    const { entries } = seenFrom(services, folderOf(reference.file));
    return { services: new Map(entries), resets };
  }
  const [where, fault] =
    services === undefined
      ? [file.name, 'no services section']
      : services.type === 'map'
        ? [from.name, `service ${goQuote(base)} not found in ${reference.file}`]
        : [file.name, 'services must be a mapping'];
  const message = `cannot extend service ${goQuote(service)} in ${where}: ${fault}`;
  log.error('extends', message, placeOf(value));
  return undefined;
}

/** The services with the files that they extend named from the project's folder. */
function seenFrom(services: MapValue, folder: string): MapValue {
  return mapMaps(services, (service) => {
    const reference = entryOf(service, 'extends');
    const file = entryOf(reference, 'file');
    if (reference?.type !== 'map' || file?.type !== 'string') return service;
    const moved = { ...file, value: resolvePath(folder, file.value) };
    return withEntry(service, 'extends', withEntry(reference, 'file', moved));
  });
}

function findFile(path: string, { readFile }: LoadContext): SourceFile | undefined {
  const text = readFile?.(path);
  return text === undefined ? undefined : sourceFile(path, text);
}

function openFile(path: string, value: Value, context: LoadContext): SourceFile | undefined {
  const { log, readFile } = context;
  if (readFile === undefined || isRemote(path)) {
    log.warn('unread-file', `${path} was not read`, placeOf(value));
    return undefined;
  }
  context.files.left--;
  if (context.files.left < 0) {
    log.error('limit', 'too many files are included or extended', placeOf(value));
    return undefined;
  }
  const file = findFile(path, context);
  if (file === undefined) {
    log.error('include', `open ${path}: no such file or directory`, placeOf(value));
  }
  return file;
}
