import { conflictsOf, type Conflict } from './conflicts.ts';
import { isActive, type Container } from './container.ts';
import { counted, spokenMapping, stateWords } from './describe.ts';
import type { Mapping } from './mapping.ts';
import { publishedPortCount, type Row, type RowReader } from './rows.ts';
import { noFilter, rowPredicate } from './rowFilter.ts';

/** A product icon of VS Code by name, with the theme colour it takes if not the text's. */
export interface OutlineIcon {
  readonly name: string;
  readonly color?: string;
}

interface Node {
  /** Stable while the thing is the same, whatever its state. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: OutlineIcon;
  /** Words that menus ask for: `mapping published tcp web`. */
  readonly flags: readonly string[];
  /** What a screen reader says. */
  readonly spoken: string;
}

export interface GroupNode extends Node {
  readonly kind: 'group';
  readonly containers: readonly ContainerNode[];
  /** The Compose files, as the label has them. */
  readonly files: readonly string[];
}

export interface ContainerNode extends Node {
  readonly kind: 'container';
  readonly container: Container;
  readonly mappings: readonly MappingNode[];
}

export interface MappingNode extends Node {
  readonly kind: 'mapping';
  readonly container: Container;
  readonly mapping: Mapping;
  readonly row: Row;
}

export type OutlineNode = GroupNode | ContainerNode | MappingNode;

/**
 * `project`: Compose projects, then standalone containers. `source`: by the file that decides the
 * ports. `none`: containers alone.
 */
export type Grouping = 'project' | 'source' | 'none';

export interface Outline {
  readonly roots: readonly (GroupNode | ContainerNode)[];
  /** Mappings that the filter lets through, and all there are. */
  readonly shown: number;
  readonly total: number;
  readonly conflicts: number;
}

/** The tree: groups, containers, mappings; containers without a matching mapping only when unfiltered. */
export function outlineOf(
  containers: readonly Container[],
  reader: RowReader,
  grouping: Grouping,
  filterText = '',
): Outline {
  const all = reader.mappings(containers);
  const conflicts = conflictsOf(all);
  const rows = new Map(reader.rows(containers).map((row) => [row.id, row]));
  const matches = rowPredicate({ ...noFilter, text: filterText });
  const filtered = filterText.trim() !== '';
  let shown = 0;
  const nodes: ContainerNode[] = [];
  for (const { container, mappings } of all) {
    const children = mappings.flatMap((mapping) => {
      const row = rows.get(mapping.id);
      return row !== undefined && matches(row)
        ? mappingNode(container, mapping, row, conflicts.get(mapping.id))
        : [];
    });
    shown += children.length;
    if (!filtered || children.length > 0) nodes.push(containerNode(container, children));
  }
  nodes.sort(byName);
  return {
    roots: grouping === 'none' ? nodes : groupsOf(nodes, grouping),
    shown,
    total: rows.size,
    conflicts: conflicts.size,
  };
}

function mappingNode(
  container: Container,
  mapping: Mapping,
  row: Row,
  conflict: Conflict | undefined,
): MappingNode {
  const clash = conflict && `in use by ${conflict.owner.containerName}`;
  return {
    kind: 'mapping',
    id: mapping.id,
    label: row.text,
    description: clash === undefined ? mappingDescription(row) : `conflict: ${clash}`,
    icon: { name: mappingIcon(row) },
    flags: [
      'mapping',
      mapping.kind,
      mapping.protocol,
      ...(row.web ? ['web'] : []),
      ...(conflict === undefined ? [] : ['conflict']),
      ...(row.dynamic ? ['dynamic'] : []),
    ],
    spoken: spokenMapping(container, mapping, clash && `conflict: ${clash}`),
    container,
    mapping,
    row,
  };
}

function mappingDescription(row: Row): string {
  if (row.status === 'exposed') return 'exposed only';
  const words = [row.addressText];
  if (row.dynamic) words.push('dynamic');
  if (row.status === 'discarded') words.push('no effect');
  return words.join(' · ');
}

/** A shape for every state, so that nothing hangs on colour. */
function mappingIcon({ status, reach }: Row): string {
  if (status === 'conflict') return 'warning';
  if (status === 'exposed') return 'circle-slash';
  if (status === 'discarded') return 'debug-disconnect';
  if (reach === 'allInterfaces') return 'globe';
  return reach === 'thisHost' ? 'lock' : 'server-environment';
}

function containerNode(container: Container, mappings: readonly MappingNode[]): ContainerNode {
  const state = stateWords(container);
  const unfinished = container.knowledge === 'unreadable' ? ' · details could not be read' : '';
  return {
    kind: 'container',
    id: container.id,
    label: container.name,
    description: `${container.image.reference} · ${state}${unfinished}`,
    icon: containerIcon(container),
    flags: [
      'container',
      isActive(container) ? 'running' : 'stopped',
      ...(container.compose === undefined ? [] : ['compose']),
    ],
    spoken: `${container.name}, ${container.image.reference}, ${state}, ${counted(mappings.length, 'mapping', 'mappings')}`,
    container,
    mappings,
  };
}

function containerIcon({ state, health }: Container): OutlineIcon {
  if (health === 'unhealthy') return { name: 'warning', color: 'problemsWarningIcon.foreground' };
  switch (state) {
    case 'running':
      return { name: 'circle-filled', color: 'charts.green' };
    case 'paused':
      return { name: 'debug-pause' };
    case 'restarting':
      return { name: 'debug-restart' };
    case 'created':
    case 'removing':
    case 'exited':
    case 'dead':
      return { name: 'circle-outline' };
  }
}

function groupsOf(nodes: readonly ContainerNode[], grouping: Grouping): GroupNode[] {
  const groups = new Map<string, ContainerNode[]>();
  for (const node of nodes) {
    const key = groupKey(node.container, grouping);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [...groups]
    .sort(([left], [right]) => Number(left === '') - Number(right === '') || compare(left, right))
    .map(([key, members]) => (key === '' ? standalone(members) : composeGroup(key, members)));
}

/** Empty for what no file made. */
function groupKey({ compose }: Container, grouping: Grouping): string {
  if (compose === undefined) return '';
  return grouping === 'source' ? (compose.files.at(-1) ?? compose.project) : compose.project;
}

function composeGroup(name: string, containers: readonly ContainerNode[]): GroupNode {
  const services = new Set(containers.map(({ container }) => container.compose?.service)).size;
  const ports = publishedPortCount(
    containers.flatMap(({ mappings }) => mappings.map(({ row }) => row)),
  );
  const description = [
    'compose',
    counted(services, 'service', 'services'),
    counted(ports, 'port', 'ports'),
  ].join(' · ');
  return {
    kind: 'group',
    id: `compose/${name}`,
    label: name.replace(/^.*[\\/]/, ''),
    description,
    icon: { name: 'layers' },
    flags: ['group', 'compose'],
    spoken: `${name}, ${description}`,
    containers,
    files: containers[0]?.container.compose?.files ?? [],
  };
}

function standalone(containers: readonly ContainerNode[]): GroupNode {
  const description = counted(containers.length, 'container', 'containers');
  return {
    kind: 'group',
    id: 'standalone',
    label: 'Standalone Containers',
    description,
    icon: { name: 'package' },
    flags: ['group', 'standalone'],
    spoken: `Standalone containers, ${description}`,
    containers,
    files: [],
  };
}

const collator = new Intl.Collator('en', { numeric: true });

function compare(left: string, right: string): number {
  return collator.compare(left, right);
}

function byName(left: ContainerNode, right: ContainerNode): number {
  return compare(left.label, right.label) || compare(left.id, right.id);
}
