import { portBudget } from './canonical.ts';
import { activeServices, checkConsistency } from './consistency.ts';
import { withDotEnv, type Environment } from './environment.ts';
import { fileBudget, loadProject } from './loader.ts';
import { decodePort, type ComposePort } from './longSyntax.ts';
import { folderOf, resolvePath } from './paths.ts';
import { problemLog, type ComposeProblem, type ProblemLog } from './problems.ts';
import { serviceFacts } from './serviceFacts.ts';
import { sourceFile, type SourceFile } from './sourceFile.ts';
import { EntrySources, type EntrySource } from './sources.ts';
import { entryOf, placeOf, spanOf, textOf, type MapValue, type Value } from './value.ts';
import type { ComposeServiceFacts } from '../../core/composeDocument.ts';
import type { Span } from '../../core/parsed.ts';

/** A service as `docker compose config` prints it; a list without entries is left out. */
export interface ComposeService {
  readonly ports?: readonly ComposePort[];
  readonly expose?: readonly string[];
}

/** Where a service stands, and each of its entries: in the order of `ports` and `expose`. */
export interface ComposeServiceSource {
  readonly file: string;
  /** The service's key. */
  readonly key: Span;
  readonly ports: readonly EntrySource[];
  readonly expose: readonly EntrySource[];
  /** As written: `host`, `none`, `service:web`, `container:db`; missing for networks. */
  readonly networkMode?: string;
  readonly facts: Omit<ComposeServiceFacts, 'name'>;
}

export interface ComposeReading {
  /** The project's name as `name:` says it; Compose has its own when that is missing. */
  readonly name?: string;
  /** The services that run; what Compose refuses is left out of them. */
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly sources: Readonly<Record<string, ComposeServiceSource>>;
  /** With an error among them `docker compose config` prints only that error. */
  readonly problems: readonly ComposeProblem[];
}

export interface ComposeOptions {
  /** What variables stand for. */
  readonly env?: Environment;
  /** Active profiles; those of `COMPOSE_PROFILES` otherwise. */
  readonly profiles?: readonly string[];
}

export interface ComposeProjectOptions extends ComposeOptions {
  /**
   * The text of another file: the `.env` of a folder, what is included, what is extended. Undefined
   * where there is none. Without it such files are named in problems and not read.
   */
  readonly readFile?: (path: string) => string | undefined;
}

export interface ComposeFile {
  /** Its path, with `/`; the folder of the first file is the project's. */
  readonly name: string;
  readonly text: string;
}

/**
 * The ports of one compose file as `docker compose config` gives them (compose-go 2.13). Never
 * throws; what cannot be read is a problem, and the rest is read.
 */
export function readComposePorts(text: string, options: ComposeOptions = {}): ComposeReading {
  return joinComposePorts([{ name: 'compose.yaml', text }], options);
}

/** The same for several files, each over the ones before it, with the files that they refer to. */
export function joinComposePorts(
  files: readonly ComposeFile[],
  options: ComposeProjectOptions = {},
): ComposeReading {
  const log = problemLog();
  const sources = files.map(({ name, text }) => sourceFile(name, text));
  const folder = folderOf(files[0]?.name ?? '');
  const { readFile } = options;
  const env = projectEnvironment(folder, options, log);
  const project = loadProject(sources, {
    log,
    env,
    ports: portBudget(),
    files: fileBudget(),
    folder,
    included: [],
    ...(readFile === undefined ? {} : { readFile }),
  });
  const [main] = sources;
  if (project === undefined || project.entries.size === 0) {
    if (main !== undefined && log.problems.length === 0) {
      log.error('schema', 'empty compose file', wholeOf(main));
    }
    return { services: {}, sources: {}, problems: log.problems };
  }
  return readingOf(project, options.profiles ?? profilesOf(env), log);
}

function projectEnvironment(
  folder: string,
  { env = {}, readFile }: ComposeProjectOptions,
  log: ProblemLog,
): Environment {
  const path = resolvePath(folder, '.env');
  const text = readFile?.(path);
  return text === undefined ? env : withDotEnv(env, sourceFile(path, text), log);
}

function profilesOf(env: Environment): readonly string[] {
  return (env['COMPOSE_PROFILES'] ?? '').split(',').map((profile) => profile.trim());
}

function wholeOf(file: SourceFile): Span & { readonly file: SourceFile } {
  return { file, start: 0, end: file.text.length };
}

interface DecodedService {
  readonly service: ComposeService;
  readonly source: ComposeServiceSource;
}

function readingOf(
  project: MapValue,
  profiles: readonly string[],
  log: ProblemLog,
): ComposeReading {
  const services = entryOf(project, 'services');
  const decoded = new Map<string, DecodedService>();
  for (const [name, service] of services?.type === 'map' ? services.entries : []) {
    if (service.type === 'map') decoded.set(name, decodeService(name, service, log));
  }
  const active = services?.type === 'map' ? activeServices(services, profiles) : new Map();
  checkConsistency(active, log);
  const running = [...decoded].filter(([name]) => active.has(name));
  const name = textOf(entryOf(project, 'name')) ?? '';
  return {
    ...(name === '' ? {} : { name }),
    services: Object.fromEntries(running.map(([name, { service }]) => [name, service])),
    sources: Object.fromEntries(running.map(([name, { source }]) => [name, source])),
    problems: log.problems,
  };
}

function decodeService(name: string, service: MapValue, log: ProblemLog): DecodedService {
  const sources = new EntrySources();
  const ports: ComposePort[] = [];
  const portSources: EntrySource[] = [];
  itemsOf(service, 'ports').forEach((item, index) => {
    if (item.type !== 'map') return;
    const decoded = decodePort(item, `services[${name}].ports[${index}]`);
    if (decoded.ok) {
      ports.push(decoded.port);
      portSources.push(sources.of(item));
    } else {
      const message = `decoding failed due to the following error(s):\n\n${decoded.faults.join('\n')}`;
      log.error('port', message, placeOf(item));
    }
  });
  const exposed = itemsOf(service, 'expose');
  const expose = exposed.map((item) => (item.type === 'int' ? item.text : (textOf(item) ?? '')));
  const networkMode = textOf(entryOf(service, 'network_mode'));
  return {
    service: {
      ...(ports.length === 0 ? {} : { ports }),
      ...(expose.length === 0 ? {} : { expose }),
    },
    source: {
      file: service.origin.file.name,
      key: spanOf(service.origin.key ?? service.origin),
      ports: portSources,
      expose: exposed.map((item) => sources.of(item)),
      ...(networkMode === undefined || networkMode === '' ? {} : { networkMode }),
      facts: serviceFacts(service),
    },
  };
}

function itemsOf(service: MapValue, key: string): readonly Value[] {
  const list = entryOf(service, key);
  return list?.type === 'list' ? list.items : [];
}
