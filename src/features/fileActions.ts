import * as vscode from 'vscode';
import type { FileEdit, TextEdit } from '../core/textEdit.ts';
import { workspaceEdit } from '../platform/editorRanges.ts';

/** An action that edits the document, or is offered disabled with the reason. */
export function editAction(
  document: vscode.TextDocument,
  title: string,
  kind: vscode.CodeActionKind,
  edit: FileEdit,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  if (edit.ok) action.edit = workspaceEdit(document, edit.edits);
  else action.disabled = { reason: edit.reason };
  return action;
}

export function commandAction(
  title: string,
  kind: vscode.CodeActionKind,
  command: vscode.Command,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = command;
  return action;
}

/** The same action, as what repairs the diagnostics, if any. */
export function answering(
  action: vscode.CodeAction,
  answered: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  if (answered.length === 0) return action;
  action.diagnostics = [...answered];
  action.isPreferred = action.disabled === undefined;
  return action;
}

/** Whether a diagnostic of this extension is of the check. */
export function isOfCheck({ code }: vscode.Diagnostic, check: string): boolean {
  return typeof code === 'object' && code.value === check;
}

/** An edit of a file that need not be open, as one step. @param text that the file has. */
export function editOfFile(
  uri: vscode.Uri,
  text: string,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const textEdits = edits.map(({ start, end, text: added }) => {
    const range = new vscode.Range(positionIn(text, start), positionIn(text, end));
    return new vscode.TextEdit(range, added);
  });
  edit.set(uri, textEdits);
  return edit;
}

function positionIn(text: string, offset: number): vscode.Position {
  const lines = text.slice(0, offset).split(/\r\n|\n/);
  return new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
}
