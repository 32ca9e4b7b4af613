import type { Container } from './container.ts';
import type { Declaration } from './declaration.ts';
import type { Mapping } from './mapping.ts';
import type { Row, RowDeclaration } from './rows.ts';

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
  readonly children: readonly (ContainerNode | ServiceNode | DeclaredNode)[];
  /** The Compose files, as the label has them. */
  readonly files: readonly string[];
  /** The file of the workspace that it stands for. */
  readonly uri?: string;
}

export interface ContainerNode extends Node {
  readonly kind: 'container';
  readonly container: Container;
  readonly mappings: readonly (MappingNode | DeclaredNode)[];
}

export interface MappingNode extends Node {
  readonly kind: 'mapping';
  readonly container: Container;
  readonly mapping: Mapping;
  readonly row: Row;
}

/** A service of a Compose file that has no container. */
export interface ServiceNode extends Node {
  readonly kind: 'service';
  readonly mappings: readonly DeclaredNode[];
  /** Of the first of the files that declare it. */
  readonly fileUri: string;
  readonly place: RowDeclaration;
}

/** What a file declares and no container of its service has; of a Dockerfile every port it exposes. */
export interface DeclaredNode extends Node {
  readonly kind: 'declared';
  readonly declaration: Declaration;
  readonly row: Row;
}

export type OutlineNode = GroupNode | ContainerNode | ServiceNode | MappingNode | DeclaredNode;

/** What can stand at the top: without groups the containers and services do. */
export type OutlineRoot = GroupNode | ContainerNode | ServiceNode;

/** The nodes below a node. */
export function childrenOf(node: OutlineNode): readonly OutlineNode[] {
  switch (node.kind) {
    case 'group':
      return node.children;
    case 'container':
    case 'service':
      return node.mappings;
    case 'mapping':
    case 'declared':
      return [];
  }
}

/** The node with this id. */
export function findNode(nodes: readonly OutlineNode[], id: string): OutlineNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : findNode(childrenOf(node), id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The node that has the one with this id below it. */
export function parentOf(nodes: readonly OutlineNode[], id: string): OutlineNode | undefined {
  for (const node of nodes) {
    const children = childrenOf(node);
    if (children.some((child) => child.id === id)) return node;
    const found = parentOf(children, id);
    if (found !== undefined) return found;
  }
  return undefined;
}
