import * as vscode from 'vscode';
import { DisposableList } from '../core/disposables.ts';
import { asOfWords, engineName } from '../core/describeEngine.ts';
import type { ContainerNode, GroupNode, MappingNode, OutlineNode } from '../core/outline.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { viewId } from '../ids.ts';
import { containerTooltip, mappingTooltip } from './treeTooltip.ts';
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
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  readonly #whole = new Set<string>();
  #seen = '';
  readonly #view: vscode.TreeView<TreeNode>;

  readonly onDidChangeTreeData = this.#changed.event;
  readonly onDidChangeVisibility: vscode.Event<vscode.TreeViewVisibilityChangeEvent>;

  constructor(visible: VisibleMappings, store: Store) {
    this.#visible = visible;
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
    item.contextValue = node.flags.join(' ');
    item.accessibilityInformation = { label: node.spoken };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const endpoint = engineReading(this.#store.snapshot)?.engine;
    if (node.kind === 'mapping') item.tooltip = mappingTooltip(node, endpoint);
    else if (node.kind === 'container') item.tooltip = containerTooltip(node);
    else item.tooltip = '';
    return item;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return [...this.#visible.outline.roots];
    switch (node.kind) {
      case 'group':
        return [...node.containers];
      case 'container':
        return this.#mappingsOf(node);
      case 'mapping':
      case 'more':
        return [];
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    if (node.kind === 'group') return undefined;
    if (node.kind === 'container') return this.#groupOf(node.id);
    return this.#containerNode(node.container.id);
  }

  /** Shows all mappings of a container. */
  showAll(containerId: string): void {
    this.#whole.add(containerId);
    this.#changed.fire(undefined);
  }

  /** Selects the mapping in the tree and shows it, if the tree has it. */
  async reveal(mappingId: string): Promise<void> {
    const node = this.#mappingNode(mappingId);
    if (node === undefined) return;
    this.#whole.add(node.container.id);
    this.#changed.fire(undefined);
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
    this.#view.badge =
      conflicts === 0
        ? undefined
        : {
            value: conflicts,
            tooltip: conflicts === 1 ? '1 port conflict' : `${conflicts} port conflicts`,
          };
    this.#repaint();
  }

  /** Tells VS Code only of what can be seen: each refresh closes the hover that a user reads. */
  #repaint(): void {
    const seen = appearance(this.#visible.outline.roots);
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#changed.fire(undefined);
  }

  #lostWords(): string | undefined {
    const { engine } = this.#store.snapshot;
    return engine.status === 'failed' && engine.value !== undefined
      ? asOfWords(engine.at)
      : undefined;
  }

  #mappingsOf(node: ContainerNode): TreeNode[] {
    if (node.mappings.length <= mostMappings || this.#whole.has(node.id)) return [...node.mappings];
    const more: MoreNode = { kind: 'more', id: `${node.id}/more`, container: node };
    return [...node.mappings.slice(0, mostMappings), more];
  }

  #groupOf(containerId: string): GroupNode | undefined {
    return this.#visible.outline.roots
      .filter((root) => root.kind === 'group')
      .find(({ containers }) => containers.some(({ id }) => id === containerId));
  }

  #containerNode(containerId: string): ContainerNode | undefined {
    return this.#containerNodes().find(({ id }) => id === containerId);
  }

  #mappingNode(mappingId: string): MappingNode | undefined {
    return this.#containerNodes()
      .flatMap(({ mappings }) => mappings)
      .find(({ id }) => id === mappingId);
  }

  #containerNodes(): ContainerNode[] {
    return this.#visible.outline.roots.flatMap((root) =>
      root.kind === 'group' ? root.containers : [root],
    );
  }
}

/** All that rows and their tooltips say. */
function appearance(nodes: readonly OutlineNode[]): string {
  return nodes
    .map((node) => {
      const row = [node.id, node.label, node.description, node.icon.name, ...node.flags];
      switch (node.kind) {
        case 'group':
          return [...row, appearance(node.containers)].join('\t');
        case 'container':
          return [...row, JSON.stringify(node.container.networks), appearance(node.mappings)].join(
            '\t',
          );
        case 'mapping':
          return [...row, ...node.row.notes].join('\t');
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
  if (node.kind === 'mapping') return vscode.TreeItemCollapsibleState.None;
  if (node.kind === 'container' && node.mappings.length === 0) {
    return vscode.TreeItemCollapsibleState.None;
  }
  return vscode.TreeItemCollapsibleState.Expanded;
}

function icon({ name, color }: OutlineNode['icon']): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
