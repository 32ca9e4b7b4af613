import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';

/**
 * The text of a file by its absolute path, as it stands in an open editor if it is open, else as it
 * is on the disk; undefined where there is none.
 */
export function fileText(path: string): string | undefined {
  const { fsPath } = vscode.Uri.file(path);
  const open = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === 'file' && uri.fsPath === fsPath,
  );
  if (open !== undefined) return open.getText();
  try {
    return readFileSync(fsPath, 'utf8');
  } catch {
    return undefined;
  }
}
