import { isPublished } from './composeClashes.ts';
import { entriesOf, type ComposeDocument, type ComposeEntry } from './composeDocument.ts';
import type { Conflict } from './conflicts.ts';
import type { Container } from './container.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { declaredConflicts } from './declaredConflicts.ts';
import { isLocalEndpoint } from './engine.ts';
import { joinDeclared, type DeclaredJoin, type RunningMapping } from './joinDeclared.ts';
import { mappingsOf } from './mapping.ts';
import { declaredFiles, engineReading, type Snapshot } from './snapshot.ts';

/** What there is of an entry right now. */
export interface EntryLife {
  readonly running: readonly RunningMapping[];
  /** The containers of the service, whether or not they have the entry's ports. */
  readonly containers: readonly Container[];
  /** What the containers have otherwise than the file says, and why: sentences, each once. */
  readonly notes: readonly string[];
  /** A container runs otherwise than the file says, or without it. */
  readonly drift: boolean;
  /** Who else has one of its host ports; entries of the same file are not looked at. */
  readonly conflict?: Conflict;
}

/** What runs of a Compose file, by entry. */
export type ComposeLife = (entry: ComposeEntry) => EntryLife;

/** Undefined where no engine was read yet. */
export function composeLife(
  document: ComposeDocument,
  snapshot: Snapshot,
): ComposeLife | undefined {
  const engine = engineReading(snapshot);
  if (engine === undefined) return undefined;
  const file = projectOf(document, snapshot);
  const all = engine.containers.map((container) => ({
    container,
    mappings: mappingsOf(container),
  }));
  const join = joinDeclared([file], all);
  const conflicts = declaredConflicts([file], join, {
    all,
    listeners: snapshot.listeners,
    engineHere: isLocalEndpoint(engine.engine.endpoint),
    forwardsHere: false,
  });
  return (entry) => lifeOf(entry, ownDeclarations(file, entry), file, join, conflicts);
}

/**
 * The project that the workspace has the file in, with the other files that decide about its
 * containers; the file alone where there is none, or where the project is of an older text.
 */
function projectOf(document: ComposeDocument, snapshot: Snapshot): DeclaredFile {
  const { file } = document;
  const [path = ''] = file.paths;
  const project = declaredFiles(snapshot).find(
    ({ kind, paths }) => kind === 'compose' && paths.includes(path),
  );
  if (project === undefined) return file;
  const isCurrent = entriesOf(document).every(
    (entry) => ownDeclarations(project, entry).length === entry.declarations.length,
  );
  return isCurrent ? project : file;
}

function ownDeclarations(file: DeclaredFile, entry: ComposeEntry): readonly Declaration[] {
  const [{ at }] = entry.declarations;
  return file.declarations.filter(
    (declaration) =>
      declaration.at.start === entry.start &&
      declaration.at.end === entry.end &&
      declaration.at.uri === at.uri &&
      declaration.owner.name === entry.service &&
      (declaration.kind === 'expose') === (entry.kind === 'expose'),
  );
}

function lifeOf(
  entry: ComposeEntry,
  declarations: readonly Declaration[],
  { uri }: DeclaredFile,
  join: DeclaredJoin,
  conflicts: ReadonlyMap<string, Conflict>,
): EntryLife {
  const ids = new Set(declarations.map(({ id }) => id));
  const running = [...ids].flatMap((id) => join.running.get(id) ?? []);
  const findings = running.flatMap(({ mapping }) => join.findings.get(mapping.id) ?? []);
  const idle = join.idle.filter(({ declaration }) => ids.has(declaration.id));
  const members = (join.members.get(uri) ?? []).filter(({ service }) => service === entry.service);
  const notes = [...findings, ...idle].flatMap((found) => found.notes);
  // Of a declaration without variables that Docker would publish, only a difference is noted.
  const isMissing =
    entry.declarations.every(isPublished) && idle.some((each) => each.notes.length > 0);
  const conflict = [...ids]
    .flatMap((id) => conflicts.get(id) ?? [])
    .find(({ owner }) => owner.kind !== 'declared');
  return {
    running,
    containers: members.map(({ container }) => container),
    notes: [...new Set(notes)],
    drift: isMissing || findings.some(({ drift }) => drift),
    ...(conflict === undefined ? {} : { conflict }),
  };
}
