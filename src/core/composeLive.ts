import { isPublished } from './composeClashes.ts';
import type { ComposeDocument, ComposeEntry } from './composeDocument.ts';
import { entryDeclarations, projectOf } from './composeInProject.ts';
import type { Conflict } from './conflicts.ts';
import type { Container } from './container.ts';
import type { Declaration, DeclaredFile } from './declaration.ts';
import { declaredConflicts } from './declaredConflicts.ts';
import { isLocalEndpoint } from './engine.ts';
import {
  joinDeclared,
  type DeclaredJoin,
  type IdleDeclaration,
  type RunningMapping,
} from './joinDeclared.ts';
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
  /** It is another service of the same project that has it: Compose may give it up for this one. */
  readonly conflictInProject: boolean;
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
  const file = projectOf(document, declaredFiles(snapshot));
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
  const declared = entryDeclarations(file);
  const idle = new Map(join.idle.map((each) => [each.declaration.id, each]));
  return (entry) => lifeOf(entry, declared(entry), { file, join, idle, conflicts });
}

/** A file held against what runs. */
interface JoinedFile {
  readonly file: DeclaredFile;
  readonly join: DeclaredJoin;
  /** By declaration id. */
  readonly idle: ReadonlyMap<string, IdleDeclaration>;
  /** By declaration id. */
  readonly conflicts: ReadonlyMap<string, Conflict>;
}

function lifeOf(
  entry: ComposeEntry,
  declarations: readonly Declaration[],
  { file: { uri }, join, idle: allIdle, conflicts }: JoinedFile,
): EntryLife {
  const ids = new Set(declarations.map(({ id }) => id));
  const running = [...ids].flatMap((id) => join.running.get(id) ?? []);
  const findings = running.flatMap(({ mapping }) => join.findings.get(mapping.id) ?? []);
  const idle = [...ids].flatMap((id) => allIdle.get(id) ?? []);
  const ofProject = join.members.get(uri) ?? [];
  const members = ofProject.filter(({ service }) => service === entry.service);
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
    conflictInProject: ofProject.some(
      ({ container: { id } }) =>
        conflict?.owner.kind === 'container' && conflict.owner.containerId === id,
    ),
  };
}
