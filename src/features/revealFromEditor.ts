import * as vscode from 'vscode';
import type { MappingsTree } from './tree.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** Shows in the tree what the line of the cursor declares. */
export async function revealFromEditor(
  visible: VisibleMappings,
  tree: MappingsTree,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return;
  const { document, selection } = editor;
  const offset = document.offsetAt(selection.active);
  const rowId = visible.rowAt(document.uri.toString(), offset, selection.active.line + 1);
  if (rowId === undefined) {
    void vscode.window.showInformationMessage('No mapping is declared on this line.');
    return;
  }
  await tree.reveal(rowId);
}
