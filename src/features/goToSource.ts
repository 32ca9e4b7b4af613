import path from 'node:path';
import * as vscode from 'vscode';
import type { Container } from '../core/container.ts';
import { passedMappings, passedOrAskedContainer } from './chosenMappings.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** Opens the line that declares a row or a service, or the file that a container or a group was made from. */
export async function goToSource(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  const place = placeOf(visible, args[0]);
  if (place === undefined) await openComposeFile(visible, args);
  else await open(vscode.Uri.parse(place.uri, true), place.line);
}

/** A file of the workspace, and a line of it (1-based) where one is known. */
interface SourcePlace {
  readonly uri: string;
  readonly line?: number;
}

/** Undefined where no file of the workspace declares it. */
function placeOf(visible: VisibleMappings, item: unknown): SourcePlace | undefined {
  const id = idOf(item);
  if (id === undefined) return undefined;
  const row = visible.row(id);
  if (row !== undefined) return row.declared;
  const node = visible.node(id);
  switch (node?.kind) {
    case 'group':
      return node.uri === undefined ? undefined : { uri: node.uri };
    case 'service':
      return node.place;
    case 'mapping':
    case 'declared':
      return node.row.declared;
    case 'container':
    case undefined:
      return undefined;
  }
}

/** Of a row of the panel, of a node of the tree, or the id itself. */
function idOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return undefined;
  if ('rowId' in item && typeof item.rowId === 'string') return item.rowId;
  return 'id' in item && typeof item.id === 'string' ? item.id : undefined;
}

async function openComposeFile(visible: VisibleMappings, args: readonly unknown[]): Promise<void> {
  const container =
    groupMember(visible, args[0]) ??
    passedMappings(args, visible)[0]?.container ??
    (await passedOrAskedContainer(args, visible, 'Go to Source File'));
  if (container === undefined) return;
  const { compose } = container;
  const file = compose?.files.at(-1);
  if (compose === undefined || file === undefined) {
    void vscode.window.showInformationMessage(`${container.name} was not made by Compose.`);
    return;
  }
  await open(vscode.Uri.file(path.resolve(compose.workingDirectory ?? '/', file)));
}

function groupMember(visible: VisibleMappings, item: unknown): Container | undefined {
  const id = idOf(item);
  const group = id === undefined ? undefined : visible.node(id);
  if (group?.kind !== 'group') return undefined;
  return group.children.find((child) => child.kind === 'container')?.container;
}

async function open(uri: vscode.Uri, line?: number): Promise<void> {
  const selection = line === undefined ? undefined : new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.window.showTextDocument(uri, selection === undefined ? {} : { selection });
}
