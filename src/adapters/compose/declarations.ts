import {
  DeclarationIds,
  fileName,
  unreadParts,
  type BuiltService,
  type Declaration,
  type DeclaredOwner,
  type NeighbourFiles,
  type ReadDeclarations,
  type SourceText,
} from '../../core/declaration.ts';
import { readPublishedRange } from '../../core/portNumber.ts';
import { parseExposedRange, type PublishRule } from '../../core/portSpec.ts';
import type { PortRange, Protocol } from '../../core/portRange.ts';
import { readDotEnv } from './dotEnv.ts';
import type { Environment } from './environment.ts';
import type { ComposePort } from './longSyntax.ts';
import { folderOf, isRemote, resolvePath } from './paths.ts';
import { joinComposePorts, type ComposeReading, type ComposeServiceSource } from './ports.ts';
import type { ComposeRule } from './problems.ts';
import { joinedRules } from './joinedRules.ts';
import { positionAt, sourceFile, type SourceFile } from './sourceFile.ts';
import type { EntrySource } from './sources.ts';

/** What is not known without files that are not there, or beyond what is read. */
const unreadRules: readonly ComposeRule[] = ['unread-file', 'limit'];

/**
 * The ports that a Compose project declares, as `docker compose up` would make them.
 *
 * @param files over each other; the folder of the first is the project's.
 * @param env what variables stand for; the project's `.env` is read besides.
 */
export function readComposeDeclarations(
  files: readonly SourceText[],
  neighbours: NeighbourFiles,
  env: Environment = {},
): ReadDeclarations {
  const named = files.map(({ path, text }) => ({ name: path, text }));
  const reading = joinComposePorts(named, { env, readFile: neighbours.readFile });
  return declarationsOf(reading, files, neighbours, env);
}

/** The same of files that are read already. */
export function declarationsOf(
  reading: ComposeReading,
  files: readonly SourceText[],
  { readFile, uriOf }: NeighbourFiles,
  env: Environment = {},
): ReadDeclarations {
  const main = files[0]?.path ?? '';
  const project = reading.name ?? projectName(folderOf(main), { env, readFile });
  const texts = new SourceFiles(files, readFile);
  const collected = collect(reading, { uri: uriOf(main), texts, uriOf });
  const unread = reading.problems.filter(({ rule }) => unreadRules.includes(rule));
  const failure = reading.problems.find(
    ({ severity, rule }) => severity === 'error' && !unreadRules.includes(rule),
  );
  const built = builtServices(reading, files);
  return {
    project,
    owners: Object.keys(reading.services),
    ...(built.length === 0 ? {} : { built }),
    declarations: collected.declarations,
    unread: unreadParts([...unread.map(({ message }) => message), ...collected.unread]),
    ...(failure === undefined ? {} : { failed: failure.message }),
  };
}

function builtServices(
  { sources }: ComposeReading,
  files: readonly SourceText[],
): readonly BuiltService[] {
  return Object.entries(sources).flatMap(([service, { facts, networkMode }]) => {
    const dockerfile = dockerfileOf(facts, files);
    if (dockerfile === undefined) return [];
    return [{ service, dockerfile, ...(networkMode === undefined ? {} : { networkMode }) }];
  });
}

/** What stands in an included or extended file is seen from the folder of that file. */
function dockerfileOf(
  { build }: ComposeServiceSource['facts'],
  files: readonly SourceText[],
): string | undefined {
  const [main] = files;
  if (build === undefined || main === undefined || isRemote(build.context)) return undefined;
  const isOfProject = files.some(({ path }) => path === build.file);
  const folder = folderOf(isOfProject ? main.path : build.file);
  return resolvePath(resolvePath(folder, build.context), build.dockerfile);
}

/**
 * The name that Compose gives a project without `name:` (docs.docker.com/compose/how-tos/project-name):
 * of the environment, else of the folder, in lower case, without what a name may not have.
 */
function projectName(
  folder: string,
  { env, readFile }: { env: Environment; readFile: NeighbourFiles['readFile'] },
): string {
  const dotEnv = readFile(resolvePath(folder, '.env'));
  const variables = dotEnv === undefined ? undefined : readDotEnv(dotEnv, env).variables;
  const name =
    env['COMPOSE_PROJECT_NAME'] ?? variables?.get('COMPOSE_PROJECT_NAME') ?? fileName(folder);
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

/** The texts of a project's files, each split into lines once. */
class SourceFiles {
  readonly #files = new Map<string, SourceFile>();
  readonly #readFile: NeighbourFiles['readFile'];

  constructor(files: readonly SourceText[], readFile: NeighbourFiles['readFile']) {
    this.#readFile = readFile;
    for (const { path, text } of files) this.#files.set(path, sourceFile(path, text));
  }

  of(path: string): SourceFile {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const file = sourceFile(path, this.#readFile(path) ?? '');
    this.#files.set(path, file);
    return file;
  }
}

interface Collecting {
  /** Of the first file. */
  readonly uri: string;
  readonly texts: SourceFiles;
  readonly uriOf: (path: string) => string;
}

interface Collected {
  readonly declarations: readonly Declaration[];
  /** Why entries could not be read, one for each. */
  readonly unread: readonly string[];
}

function collect({ services, sources }: ComposeReading, context: Collecting): Collected {
  const ids = new DeclarationIds();
  const unread: string[] = [];
  const declarations: Declaration[] = [];
  for (const [name, { ports = [], expose = [] }] of Object.entries(services)) {
    const source = sources[name];
    if (source === undefined) continue;
    const { networkMode } = source;
    const owner = {
      kind: 'service',
      name,
      ...(networkMode === undefined ? {} : { networkMode }),
    } as const;
    const add = (kind: Declaration['kind'], rule: PublishRule, entry: EntrySource): void => {
      declarations.push(declarationOf({ kind, owner, rule, entry }, ids, context));
    };
    for (const { source: entry, items } of byEntry(ports, source.ports)) {
      const rules = items.map(ruleOfPort);
      unread.push(...rules.filter((rule) => typeof rule === 'string'));
      for (const rule of joinedRules(rules.filter((rule) => typeof rule !== 'string'))) {
        add('publish', rule, entry);
      }
    }
    for (const { source: entry, items } of byEntry(expose, source.expose)) {
      for (const item of items) {
        const rule = ruleOfExpose(item);
        if (typeof rule === 'string') unread.push(rule);
        else add('expose', rule, entry);
      }
    }
  }
  return { declarations, unread };
}

/** The items of one entry of the list together: a range gives several. */
function byEntry<Item>(
  items: readonly Item[],
  sources: readonly EntrySource[],
): readonly { readonly source: EntrySource; readonly items: Item[] }[] {
  const entries = new Map<string, { source: EntrySource; items: Item[] }>();
  items.forEach((item, index) => {
    const source = sources[index];
    if (source === undefined) return;
    const key = `${source.item.start} ${source.value.start} ${source.file}`;
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, { source, items: [item] });
    else entry.items.push(item);
  });
  return [...entries.values()];
}

/** The rule, or why the engine would refuse it. */
function ruleOfPort({
  host_ip,
  target,
  published,
  protocol = 'tcp',
}: ComposePort): PublishRule | string {
  const known = protocolOf(protocol);
  if (known === undefined) return `the protocol ${protocol}`;
  if (target === undefined || target > 65_535) return 'a port without a target from 1 to 65535';
  const rule = { hostIp: host_ip ?? '', containerPorts: onePort(target), protocol: known };
  if (published === undefined) return rule;
  const host = readPublishedRange(published);
  return host.ok ? { ...rule, hostPorts: host.range } : `the published port ${published}`;
}

function ruleOfExpose(text: string): PublishRule | string {
  const parsed = parseExposedRange(text);
  const protocol = parsed.ok ? protocolOf(parsed.value.protocol) : undefined;
  if (!parsed.ok || protocol === undefined) return `the exposed port ${text}`;
  return { hostIp: '', containerPorts: parsed.value.ports, protocol };
}

/** The engine folds the case (go-connections nat). */
function protocolOf(text: string): Protocol | undefined {
  const folded = text.toLowerCase();
  return folded === 'tcp' || folded === 'udp' || folded === 'sctp' ? folded : undefined;
}

function onePort(port: number): PortRange {
  return { start: port, end: port };
}

interface Written extends Pick<Declaration, 'kind' | 'rule'> {
  readonly owner: DeclaredOwner;
  readonly entry: EntrySource;
}

function declarationOf(
  { kind, owner, rule, entry }: Written,
  ids: DeclarationIds,
  { uri, texts, uriOf }: Collecting,
): Declaration {
  const file = texts.of(entry.file);
  const { start, end } = entry.item;
  const place = { uri: uriOf(entry.file), file: fileName(entry.file), start, end };
  return {
    id: ids.next(uri, owner.name, kind, ruleKey(rule)),
    kind,
    owner,
    rule,
    at: { ...place, line: positionAt(file, start).line + 1 },
    unsure: hasVariable(file.text.slice(entry.value.start, entry.value.end)),
    ...(entry.obstacle === undefined ? {} : { obstacle: entry.obstacle }),
  };
}

function ruleKey({ hostIp, hostPorts, containerPorts, protocol }: PublishRule): string {
  const host = hostPorts === undefined ? '' : `${hostPorts.start}-${hostPorts.end}`;
  return `${protocol} ${containerPorts.start}-${containerPorts.end} ${hostIp} ${host}`;
}

/** `$$` is a dollar sign, any other `$` a variable. */
function hasVariable(text: string): boolean {
  return text.replaceAll('$$', '').includes('$');
}
