import { engineMachine, type EngineMachine, type WindowPlace } from './chain.ts';
import { chainNotes, noChains, type ChainNotes } from './chainNotes.ts';
import type { Conflict, ContainerMappings } from './conflicts.ts';
import { placeText, type Declaration, type DeclaredFile } from './declaration.ts';
import { declaredConflicts } from './declaredConflicts.ts';
import { addressWords, conflictWords, statusWords } from './describe.ts';
import { isLocalEndpoint, type Engine } from './engine.ts';
import { ownerIn, ownerKey } from './fileOwner.ts';
import { joinDeclared, type DeclaredJoin, type RunningMapping } from './joinDeclared.ts';
import type { Listener } from './listener.ts';
import type { Mapping, UnnamedMapping } from './mapping.ts';
import { mappingOfRule } from './mappingRule.ts';
import { arrowText, hostPortText } from './render.ts';
import { inConflict, type Row, type RowDeclaration } from './rows.ts';

/** Everything that decides what files add to the rows. */
export interface DeclaredContext {
  readonly files: readonly DeclaredFile[];
  /** Every container with its mappings. */
  readonly all: readonly ContainerMappings[];
  /** Of this machine. */
  readonly listeners: readonly Listener[];
  readonly engine?: Engine;
  readonly place: WindowPlace;
  readonly showExposedOnly: boolean;
}

/** A declaration and how it shows. */
export interface DeclaredRow {
  readonly file: DeclaredFile;
  readonly declaration: Declaration;
  readonly row: Row;
  readonly conflict?: Conflict;
  /** What runs of it; it then has the row of the container in the table. */
  readonly running: readonly RunningMapping[];
}

/** What the files say of the row of a mapping. */
interface RowMark {
  readonly declared?: RowDeclaration;
  readonly source?: string;
  readonly drift: boolean;
  /** Published in a virtual machine, and a forward is missing. */
  readonly unforwarded: boolean;
  readonly notes: readonly string[];
  readonly conflict?: Conflict;
}

/** What the files of the workspace add to the containers' rows, and make of them. */
export interface DeclaredView {
  readonly files: readonly DeclaredFile[];
  /** By mapping id. */
  readonly marks: ReadonlyMap<string, RowMark>;
  /** Of every declaration that no container has, and of those of Dockerfiles also the others. */
  readonly declared: readonly DeclaredRow[];
  readonly members: DeclaredJoin['members'];
  /** By declaration id: the mappings that it stands behind. */
  readonly running: DeclaredJoin['running'];
  /** The machine of a Vagrantfile that the engine runs in, where that is known. */
  readonly machine?: EngineMachine;
}

export const nothingDeclared: DeclaredView = {
  files: [],
  marks: new Map(),
  declared: [],
  members: new Map(),
  running: new Map(),
};

/** Joins the files with the containers. Where there are no files there is nothing to do. */
export function declaredView(context: DeclaredContext): DeclaredView {
  const { files, all, engine, listeners, place, showExposedOnly } = context;
  if (files.length === 0) return nothingDeclared;
  const join = joinDeclared(files, all);
  const machine = engineMachine(files, engine, place);
  const conflicts = declaredConflicts(files, join, {
    all,
    listeners,
    engineHere: engine !== undefined && isLocalEndpoint(engine.endpoint),
    forwardsHere: !place.remote,
  });
  const chains = machine === undefined ? noChains : chainNotes(all, machine);
  const idle = new Map(join.idle.map(({ declaration, notes }) => [declaration.id, notes]));
  const declared = files.flatMap((file) =>
    file.declarations.flatMap((declaration): DeclaredRow[] => {
      const running = join.running.get(declaration.id) ?? [];
      const isShown = showExposedOnly || declaration.kind !== 'expose';
      if (!isShown || (running.length > 0 && file.kind !== 'dockerfile')) return [];
      const conflict = conflicts.get(declaration.id);
      const notes = [
        ...(chains.ofForwards.get(declaration.id) ?? []),
        ...(idle.get(declaration.id) ?? []),
      ];
      const row = declaredRow(file, declaration, notes, conflict);
      return [{ file, declaration, row, running, ...(conflict === undefined ? {} : { conflict }) }];
    }),
  );
  return {
    files,
    marks: marksOf(join, conflicts, chains),
    declared,
    members: join.members,
    running: join.running,
    ...(machine === undefined ? {} : { machine }),
  };
}

/** All rows, with what the files say of them, and those that only files declare. */
export function withDeclared(rows: readonly Row[], view: DeclaredView): readonly Row[] {
  if (view.files.length === 0) return rows;
  return [
    ...rows.map((row) => {
      const mark = view.marks.get(row.id);
      return mark === undefined ? row : markedRow(row, mark);
    }),
    ...view.declared.filter(({ running }) => running.length === 0).map(({ row }) => row),
  ];
}

/**
 * The row that stands for what is written at an offset of a file, or else first on the line.
 *
 * @param line 1-based.
 */
export function rowIdAt(
  view: DeclaredView,
  uri: string,
  { offset, line }: { readonly offset: number; readonly line?: number },
): string | undefined {
  const inFile = view.files
    .flatMap(({ declarations }) => declarations)
    .filter(({ at }) => at.uri === uri);
  const found =
    inFile.find(({ at }) => at.start <= offset && offset <= at.end) ??
    inFile.find(({ at }) => at.line === line);
  return found && (view.running.get(found.id)?.[0]?.mapping.id ?? found.id);
}

function markedRow(row: Row, { declared, source, notes, conflict, unforwarded }: RowMark): Row {
  const isOwn = conflict === undefined || row.status === 'staged' || row.status === 'conflict';
  // A conflict is the first of a row's notes, and stays it.
  const marked = {
    ...row,
    ...(declared === undefined ? {} : { declared }),
    ...(source === undefined ? {} : { source }),
    ...(unforwarded ? ({ unforwarded } as const) : {}),
    notes: row.status === 'conflict' ? [...row.notes, ...notes] : [...notes, ...row.notes],
  };
  return isOwn ? marked : inConflict(marked, conflictWords(conflict));
}

function marksOf(
  { findings, running }: DeclaredJoin,
  conflicts: ReadonlyMap<string, Conflict>,
  { ofMappings, unforwarded }: ChainNotes,
): ReadonlyMap<string, RowMark> {
  const marks = new Map<string, RowMark>();
  for (const id of new Set([...findings.keys(), ...ofMappings.keys()])) {
    const { declaration, drift = false, notes = [] } = findings.get(id) ?? {};
    marks.set(id, {
      ...placeOf(declaration),
      drift,
      unforwarded: unforwarded.has(id),
      notes: [...notes, ...(ofMappings.get(id) ?? [])],
    });
  }
  for (const [declarationId, conflict] of conflicts) {
    for (const { mapping } of running.get(declarationId) ?? []) {
      const mark = marks.get(mapping.id);
      if (mark !== undefined) marks.set(mapping.id, { ...mark, conflict });
    }
  }
  return marks;
}

function placeOf(declaration: Declaration | undefined): Pick<RowMark, 'declared' | 'source'> {
  if (declaration === undefined) return {};
  return { declared: rowDeclaration(declaration), source: placeText(declaration.at) };
}

function rowDeclaration({ id, at }: Declaration): RowDeclaration {
  return { id, uri: at.uri, line: at.line };
}

/** How a declaration shows that no container has. */
export function declaredRow(
  file: DeclaredFile,
  declaration: Declaration,
  notes: readonly string[],
  conflict?: Conflict,
): Row {
  const { owner, at, forward } = declaration;
  const mapping = mappingOfDeclaration(declaration);
  const { reach, hostPorts, requestedRange } = mapping;
  const status = declaration.kind === 'expose' ? 'exposed' : 'declared';
  const of = ownerIn(file, owner);
  const name = of === undefined ? file.name : of.name;
  const row: Row = {
    id: declaration.id,
    containerId: of === undefined ? file.uri : ownerKey(of),
    name,
    image: '',
    project: file.project ?? '',
    status,
    statusText: statusWords(status),
    ...(reach === undefined ? {} : { reach }),
    addressText: addressWords(mapping),
    addresses: mapping.addresses,
    ...(hostPorts === undefined ? {} : { hostPorts }),
    ...(requestedRange === undefined ? {} : { requestedRange }),
    hostPortText: hostPortText(mapping),
    dynamic: mapping.request === 'dynamic',
    containerPorts: mapping.containerPorts,
    protocol: mapping.protocol,
    source: placeText(at),
    declared: { ...rowDeclaration(declaration), alone: aloneAs(declaration) },
    web: false,
    text: arrowText(mapping),
    notes: [...notes, ...forwardWords(forward)],
  };
  return conflict === undefined ? row : inConflict(row, conflictWords(conflict, name));
}

function aloneAs({ kind, owner }: Declaration): RowDeclaration['alone'] & string {
  if (owner.kind === 'image') return 'image';
  return kind === 'expose' ? 'exposed' : 'published';
}

function forwardWords(forward: Declaration['forward']): readonly string[] {
  if (forward === undefined) return [];
  if (forward.disabled) return ['Disabled: Vagrant leaves it out.'];
  return forward.autoCorrect
    ? ['With auto_correct: Vagrant takes another host port if it must.']
    : [];
}

/** What the declaration asks for, as the rows of containers show it. */
function mappingOfDeclaration({ kind, rule }: Declaration): UnnamedMapping {
  const mapping = mappingOfRule(rule);
  if (kind !== 'expose') return mapping;
  const { protocol, containerPorts } = mapping;
  return exposedMapping({ protocol, containerPorts });
}

function exposedMapping(ports: Pick<Mapping, 'protocol' | 'containerPorts'>): UnnamedMapping {
  return {
    ...ports,
    kind: 'exposed',
    request: 'unknown',
    hostIp: '',
    addresses: [],
    exposedBy: 'unknown',
  };
}
