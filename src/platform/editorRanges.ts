import * as vscode from 'vscode';
import type { Span } from '../core/parsed.ts';
import type { TextEdit } from '../core/textEdit.ts';

/** A place in lines and columns, its last line only where it is another one. */
export interface LinePlace {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly endLine?: number;
}

export function editorRange({ line, start, end, endLine = line }: LinePlace): vscode.Range {
  return new vscode.Range(line, start, endLine, end);
}

/** Where a part of the document's text stands. */
export function spanRange(document: vscode.TextDocument, { start, end }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** The edits as one step that undo takes back. */
export function workspaceEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.set(
    document.uri,
    edits.map((each) => new vscode.TextEdit(spanRange(document, each), each.text)),
  );
  return edit;
}
