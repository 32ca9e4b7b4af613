import * as vscode from 'vscode';
import type { StagedChange } from '../core/change.ts';
import { counted } from '../core/describe.ts';
import { stagedCount } from '../core/describeChange.ts';
import { DisposableList } from '../core/disposables.ts';
import { asOfWords, engineName, failureWords } from '../core/describeEngine.ts';
import { childrenOf, parentOf, type ContainerNode, type OutlineNode } from '../core/outlineNode.ts';
import type { DeclaredFile } from '../core/declaration.ts';
import type { Engine } from '../core/engine.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { viewId } from '../ids.ts';
import { declaredTooltip, fileTooltip } from './declaredTooltip.ts';
import { containerTooltip, mappingTooltip } from './treeTooltip.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** A container shows this many mappings before it asks. */
const mostMappings = 20;

/** Stands for the mappings of a container that are not shown yet. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly container: ContainerNode;
}

export type TreeNode = OutlineNode | MoreNode;

/** The sidebar tree. Nodes are made anew with every snapshot and told apart by their ids. */
export class MappingsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #visible: VisibleMappings;
  readonly #store: Store;
  readonly #staging: Staging;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #whole = new Set<string>();
  #seen = '';
  readonly #view: vscode.TreeView<TreeNode>;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;

  constructor(visible: VisibleMappings, store: Store, staging: Staging) {
    this.#visible = visible;
    this.#staging = staging;
    this.#store = store;
    this.#view = this.#disposables.add(
      vscode.window.createTreeView<TreeNode>(viewId, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.onDidChangeVisibility = this.#view.onDidChangeVisibility;
    this.#disposables.add(
      visible.onDidChange(() => {
        this.#update();
      }),
    );
    this.#update();
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  get selection(): readonly TreeNode[] {
    return this.#view.selection;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    if (node.kind === 'more') return moreItem(node);
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = node.id;
    item.description = node.description;
    item.iconPath = icon(node.icon);
    // The icon that the user's theme has for such a file.
    if (node.kind === 'group' && node.icon.name === 'file' && node.uri !== undefined) {
      item.resourceUri = vscode.Uri.parse(node.uri, true);
    }
    item.contextValue = node.flags.join(' ');
    item.accessibilityInformation = { label: node.spoken };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const endpoint = engineReading(this.#store.snapshot)?.engine;
    item.tooltip = tooltipOf(node, endpoint, this.#visible.files);
    return item;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return [...this.#visible.outline.roots];
    switch (node.kind) {
      case 'container':
        return this.#mappingsOf(node);
      case 'more':
        return [];
      case 'group':
      case 'service':
      case 'mapping':
      case 'declared':
        return [...childrenOf(node)];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return parentOf(this.#visible.outline.roots, node.id);
  }

  /** Shows all mappings of a container. */
  showAll(containerId: string): void {
    this.#whole.add(containerId);
    this.#changed.fire(undefined);
  }

  /** Selects the mapping in the tree and shows it, if the tree has it. */
  async reveal(mappingId: string): Promise<void> {
    const node = this.#visible.node(mappingId);
    if (node === undefined) return;
    const parent = parentOf(this.#visible.outline.roots, mappingId);
    if (parent?.kind === 'container') {
      this.#whole.add(parent.id);
      this.#changed.fire(undefined);
    }
    await this.#view.reveal(node, { select: true, focus: true });
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    const { shown, total, conflicts } = this.#visible.outline;
    const filtered = this.#visible.filter !== '' && total > 0;
    this.#view.message = this.#lostWords() ?? (filtered ? filterWords(shown, total) : '');
    const reading = engineReading(this.#store.snapshot);
    this.#view.description = reading === undefined ? '' : engineName(reading.engine.endpoint);
    this.#view.badge = badge(conflicts, this.#staging.changes);
    this.#repaint();
  }

  /** Tells VS Code only of what can be seen: each refresh closes the hover that a user reads. */
  #repaint(): void {
    const seen = appearance(this.#visible.outline.roots);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#changed.fire(undefined);
  }

  /** With rows of files in the view there is no room for the welcome text, which says it otherwise. */
  #lostWords(): string | undefined {
    const { engine } = this.#store.snapshot;
    if (engine.status !== 'failed') return undefined;
    if (engine.value !== undefined) return asOfWords(engine.at);
    return this.#visible.outline.roots.length === 0 ? undefined : failureWords(engine.failure).text;
  }

  #mappingsOf(node: ContainerNode): TreeNode[] {
    if (node.mappings.length <= mostMappings || this.#whole.has(node.id)) return [...node.mappings];
    const more: MoreNode = { kind: 'more', id: `${node.id}/more`, container: node };
    return [...node.mappings.slice(0, mostMappings), more];
  }
}

function tooltipOf(
  node: TreeNode,
  engine: Engine | undefined,
  files: readonly DeclaredFile[],
): vscode.MarkdownString | string {
  switch (node.kind) {
    case 'mapping':
      return mappingTooltip(node, engine);
    case 'container':
      return containerTooltip(node);
    case 'declared':
      return declaredTooltip(node);
    case 'group': {
      const file = files.find(({ uri }) => uri === node.uri);
      return file === undefined ? '' : fileTooltip(file);
    }
    case 'service':
    case 'more':
      return '';
  }
}

function badge(conflicts: number, changes: readonly StagedChange[]): vscode.ViewBadge | undefined {
  const facts = [
    ...(conflicts === 0 ? [] : [counted(conflicts, 'port conflict', 'port conflicts')]),
    ...(changes.length === 0 ? [] : [stagedCount(changes)]),
  ];
  return facts.length === 0
    ? undefined
    : { value: conflicts + changes.length, tooltip: facts.join(', ') };
}

/** All that rows and their tooltips say. */
function appearance(nodes: readonly OutlineNode[]): string {
  return nodes
    .map((node) => {
      const row = [node.id, node.label, node.description, node.icon.name, ...node.flags];
      switch (node.kind) {
        case 'group':
        case 'service':
          return [...row, appearance(childrenOf(node))].join('\t');
        case 'container':
          return [...row, JSON.stringify(node.container.networks), appearance(node.mappings)].join(
            '\t',
          );
        case 'mapping':
        case 'declared':
          return [...row, node.row.source, ...node.row.notes].join('\t');
      }
    })
    .join('\n');
}

function filterWords(shown: number, total: number): string {
  // Nothing to show is said by the welcome text, which a message would hide.
  return shown === 0 ? '' : `Filtered: ${shown} of ${total} mappings`;
}

function moreItem({ id, container }: MoreNode): vscode.TreeItem {
  const hidden = container.mappings.length - mostMappings;
  const item = new vscode.TreeItem(`Show ${hidden} more…`);
  item.id = id;
  item.contextValue = 'more';
  item.command = {
    command: 'portMappings.showMore',
    title: 'Show More',
    arguments: [container.id],
  };
  return item;
}

function collapsibleState(node: OutlineNode): vscode.TreeItemCollapsibleState {
  return childrenOf(node).length === 0
    ? vscode.TreeItemCollapsibleState.None
    : vscode.TreeItemCollapsibleState.Expanded;
}

function icon({ name, color }: OutlineNode['icon']): vscode.ThemeIcon {
  if (name === 'file') return vscode.ThemeIcon.File;
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
