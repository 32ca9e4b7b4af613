import { conflictsOf, type Conflict, type ContainerMappings } from './conflicts.ts';
import { containerNode, mappingNode } from './containerNodes.ts';
import type { Container } from './container.ts';
import { fileName, type DeclaredFile } from './declaration.ts';
import { declaredNode, fileGroup, serviceNodes } from './declaredNodes.ts';
import {
  nothingDeclared,
  withDeclared,
  type DeclaredRow,
  type DeclaredView,
} from './declaredRows.ts';
import { groupKey, groupNodes, type GroupMembers } from './outlineGroups.ts';
import type { ContainerNode, GroupNode, OutlineRoot, ServiceNode } from './outlineNode.ts';
import { byName } from './outlineOrder.ts';
import { noFilter, rowPredicate } from './rowFilter.ts';
import type { Row, RowReader } from './rows.ts';
import { nothingStaged, withStaged, type StagedView } from './stagedRows.ts';

/**
 * `project`: Compose projects, then standalone containers. `source`: by the file that decides the
 * ports. `none`: containers alone.
 */
export type Grouping = 'project' | 'source' | 'none';

export interface Outline {
  readonly roots: readonly OutlineRoot[];
  /** Mappings that the filter lets through, and all there are. */
  readonly shown: number;
  readonly total: number;
  readonly conflicts: number;
}

/** What an outline is made of besides the containers. */
export interface OutlineOptions {
  readonly grouping: Grouping;
  readonly filterText?: string;
  readonly staged?: StagedView;
  readonly declared?: DeclaredView;
}

/**
 * The tree: groups, containers and services, mappings; what has no matching mapping only when
 * unfiltered. Vagrantfiles and Dockerfiles stand last, whatever the grouping.
 */
export function outlineOf(
  containers: readonly Container[],
  reader: RowReader,
  { grouping, filterText = '', staged = nothingStaged, declared = nothingDeclared }: OutlineOptions,
): Outline {
  const all = reader.mappings(containers);
  const conflicts = conflictsOf(all);
  const rows = withDeclared(withStaged(reader.rows(containers), staged), declared);
  const matches = rowPredicate({ ...noFilter, text: filterText });
  const filtered = filterText.trim() !== '';
  const shownDeclared = declared.declared.filter(({ row }) => matches(row));
  const missing = missingMappings(shownDeclared, declared);
  const nodes = containerNodes({ all, rows, matches, conflicts, staged, declared, missing });
  const kept = filtered ? nodes.filter(({ mappings }) => mappings.length > 0) : nodes;
  const services = serviceNodes(missing.get(undefined) ?? []);
  const files = declared.files.filter(({ kind }) => kind !== 'compose');
  const shownMappings = nodes.flatMap(({ mappings }) => mappings.map(({ kind }) => kind));
  return {
    roots: [
      ...(grouping === 'none'
        ? [...kept, ...services].sort(byName)
        : groupNodes(membersOf(kept, services, { grouping, declared, filtered }))),
      ...fileGroups(files, shownDeclared, filtered),
    ],
    shown:
      shownMappings.filter((kind) => kind === 'mapping').length +
      shownDeclared.filter(({ running }) => running.length === 0).length,
    total: rows.length,
    conflicts: conflicts.size + declaredConflictCount(declared, conflicts),
  };
}

function declaredConflictCount(
  { declared, marks }: DeclaredView,
  known: ReadonlyMap<string, Conflict>,
): number {
  const marked = [...marks].filter(
    ([id, { conflict }]) => conflict !== undefined && !known.has(id),
  );
  return marked.length + declared.filter(({ conflict }) => conflict !== undefined).length;
}

/** By the container that lacks them, the declarations of Compose files; `undefined` where there is none. */
function missingMappings(
  declared: readonly DeclaredRow[],
  { members }: DeclaredView,
): ReadonlyMap<string | undefined, readonly DeclaredRow[]> {
  const missing = new Map<string | undefined, DeclaredRow[]>();
  for (const each of declared) {
    const { file, declaration } = each;
    if (file.kind !== 'compose') continue;
    const own = members.get(file.uri)?.find(({ service }) => service === declaration.owner.name);
    const known = missing.get(own?.container.id);
    if (known === undefined) missing.set(own?.container.id, [each]);
    else known.push(each);
  }
  return missing;
}

interface NodeParts {
  readonly all: readonly ContainerMappings[];
  readonly rows: readonly Row[];
  readonly matches: (row: Row) => boolean;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly staged: StagedView;
  readonly declared: DeclaredView;
  readonly missing: ReturnType<typeof missingMappings>;
}

function containerNodes(parts: NodeParts): ContainerNode[] {
  const { all, rows, matches, conflicts, staged, declared, missing } = parts;
  const byId = new Map(rows.map((row) => [row.id, row] as const));
  const wanted = staged.containers.map((container) => ({ container, mappings: [] }));
  return [...all, ...wanted]
    .map(({ container, mappings: known }) => {
      const additions = staged.additions
        .filter((addition) => addition.container.id === container.id)
        .map(({ mapping }) => mapping);
      const mappings = [...known, ...additions].flatMap((mapping) => {
        const row = byId.get(mapping.id);
        if (row === undefined || !matches(row)) return [];
        const mark = declared.marks.get(mapping.id);
        const conflict = conflicts.get(mapping.id) ?? mark?.conflict;
        const { drift = false, unforwarded = false } = mark ?? {};
        return mappingNode(container, mapping, row, { conflict, drift, unforwarded });
      });
      const lacking = missing.get(container.id)?.map(declaredNode) ?? [];
      return containerNode(container, lacking.length === 0 ? mappings : [...mappings, ...lacking]);
    })
    .sort(byName);
}

interface GroupOptions {
  readonly grouping: Grouping;
  readonly declared: DeclaredView;
  readonly filtered: boolean;
}

/** Containers and services by group; a service stands where the containers of its file do. */
function membersOf(
  containers: readonly ContainerNode[],
  services: readonly ServiceNode[],
  { grouping, declared: { files, members }, filtered }: GroupOptions,
): readonly GroupMembers[] {
  const groups = new Map<string, GroupMembers>();
  const group = (key: string): GroupMembers => {
    const known = groups.get(key) ?? { key, containers: [], services: [], file: undefined };
    groups.set(key, known);
    return known;
  };
  for (const node of containers) group(groupKey(node.container, grouping)).containers.push(node);
  for (const file of files.filter(({ kind }) => kind === 'compose')) {
    const first = members.get(file.uri)?.[0]?.container;
    const own = services.filter(({ fileUri }) => fileUri === file.uri);
    const key = first === undefined ? fileKey(file, grouping) : groupKey(first, grouping);
    const hasTrouble = file.failed !== undefined || file.unread.count > 0;
    if (!groups.has(key) && own.length === 0 && (!hasTrouble || filtered)) continue;
    const found = group(key);
    found.services.push(...own);
    found.file = file;
  }
  return [...groups.values()];
}

function fileKey({ project, paths, name }: DeclaredFile, grouping: Grouping): string {
  const byProject = project === undefined || project === '' ? name : project;
  return grouping === 'source' ? (paths.at(-1) ?? name) : byProject;
}

function fileGroups(
  files: readonly DeclaredFile[],
  declared: readonly DeclaredRow[],
  filtered: boolean,
): readonly GroupNode[] {
  return (['vagrantfile', 'dockerfile'] as const).flatMap((kind) => {
    const ofKind = files.filter((file) => file.kind === kind);
    return ofKind.flatMap((file) => {
      const own = declared.filter((each) => each.file === file);
      if (filtered && own.length === 0) return [];
      const label = fileName(file.name);
      const namesakes = ofKind.filter(({ name }) => fileName(name) === label).length;
      return fileGroup(file, own, namesakes) ?? [];
    });
  });
}
