import type { DeclaredFile } from './declaration.ts';
import { fileTrouble } from './declaredNodes.ts';
import { counted } from './describe.ts';
import type { Grouping } from './outline.ts';
import type { ContainerNode, GroupNode, ServiceNode } from './outlineNode.ts';
import { byName, compareNames } from './outlineOrder.ts';
import { publishedPortCount } from './rows.ts';

/** Containers and services of one Compose project or file, or those of none (the key is empty). */
export interface GroupMembers {
  readonly key: string;
  readonly containers: ContainerNode[];
  readonly services: ServiceNode[];
  /** The Compose file of the workspace that they come from. */
  file: DeclaredFile | undefined;
}

/** Compose groups by name, standalone containers last. */
export function groupNodes(groups: readonly GroupMembers[]): readonly GroupNode[] {
  return [...groups]
    .sort(
      (left, right) =>
        Number(left.key === '') - Number(right.key === '') || compareNames(left.key, right.key),
    )
    .map((group) => (group.key === '' ? standalone(group.containers) : composeGroup(group)));
}

/** The key of a container's group; empty for what no file made. */
export function groupKey({ compose }: ContainerNode['container'], grouping: Grouping): string {
  if (compose === undefined) return '';
  return grouping === 'source' ? (compose.files.at(-1) ?? compose.project) : compose.project;
}

function composeGroup({ key, containers, services, file }: GroupMembers): GroupNode {
  const names = new Set([
    ...containers.map(({ container }) => container.compose?.service),
    ...services.map(({ label }) => label),
  ]);
  const rows = containers.flatMap(({ mappings }) => mappings.map(({ row }) => row));
  const declared = services.reduce((sum, { mappings }) => sum + mappings.length, 0);
  const description = [
    'compose',
    counted(names.size, 'service', 'services'),
    counted(publishedPortCount(rows), 'port', 'ports'),
    ...(declared === 0 ? [] : [`${declared} declared`]),
    ...(file === undefined ? [] : fileTrouble(file)),
  ].join(' · ');
  return {
    kind: 'group',
    id: `compose/${key}`,
    label: key.replace(/^.*[\\/]/, ''),
    description,
    icon: { name: 'layers' },
    flags: ['group', 'compose', ...(file === undefined ? [] : ['inFile'])],
    spoken: `${key}, ${description}`,
    children: services.length === 0 ? containers : [...containers, ...services].sort(byName),
    files: containers[0]?.container.compose?.files ?? [],
    ...(file === undefined ? {} : { uri: file.uri }),
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
    children: containers,
    files: [],
  };
}
