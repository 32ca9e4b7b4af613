import type * as vscode from 'vscode';
import type { DeclaredFile } from '../core/declaration.ts';
import type { DeclaredNode } from '../core/outlineNode.ts';
import { Tooltip } from './tooltip.ts';

export function declaredTooltip({ row, id, description }: DeclaredNode): vscode.MarkdownString {
  const tooltip = new Tooltip(['goToSource']);
  tooltip.own('**').literal(row.text).own('**\n\n').literal(description);
  // The description has the first note of some.
  const notes = row.notes.filter((note) => !description.includes(note));
  for (const note of notes) tooltip.own('  \n').literal(note);
  tooltip.own('\n\n').literal(row.name);
  tooltip.line('File', row.source);
  return tooltip.own('\n\n').link('Go to Definition', 'goToSource', id).markdown;
}

/** What keeps a file from being shown whole. */
export function fileTooltip({ name, failed, unread }: DeclaredFile): vscode.MarkdownString {
  const tooltip = new Tooltip();
  tooltip.own('**').literal(name).own('**');
  if (failed !== undefined) tooltip.line('Error', failed);
  for (const reason of unread.reasons) tooltip.line('Not read', reason);
  return tooltip.markdown;
}
