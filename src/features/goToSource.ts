import path from 'node:path';
import * as vscode from 'vscode';
import type { VisibleMappings } from './visibleMappings.ts';
import { passedMappings, passedOrAskedContainer } from './chosenMappings.ts';

/** Opens the Compose file that a container or a group was made from. */
export async function goToSource(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  const container =
    groupMember(visible, args[0]) ??
    passedMappings(args, visible)[0]?.container ??
    (await passedOrAskedContainer(args, visible, 'Go to Compose File'));
  if (container === undefined) return;
  const { compose } = container;
  const file = compose?.files.at(-1);
  if (compose === undefined || file === undefined) {
    void vscode.window.showInformationMessage(`${container.name} was not made by Compose.`);
    return;
  }
  const uri = vscode.Uri.file(path.resolve(compose.workingDirectory ?? '/', file));
  await vscode.window.showTextDocument(uri);
}

function groupMember(
  visible: VisibleMappings,
  item: unknown,
): VisibleMappings['containers'][number] | undefined {
  if (typeof item !== 'object' || item === null || !('kind' in item) || item.kind !== 'group') {
    return undefined;
  }
  const { id } = item as { id?: unknown };
  const group = visible.outline.roots.find((root) => root.kind === 'group' && root.id === id);
  return group?.kind === 'group' ? group.containers[0]?.container : undefined;
}
