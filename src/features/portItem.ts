import * as vscode from 'vscode';
import type { PortSuggestion } from '../core/exposeSuggestions.ts';

/** What the editor's list shows and inserts. @param index its place among the others of the list. */
export function portItem(
  { text, service, origin }: PortSuggestion,
  range: vscode.Range,
  index: number,
  [before, after]: readonly [string, string] = ['', ''],
): vscode.CompletionItem {
  // The list shows the detail only beside a label that is no more than a text.
  const label = service === undefined ? text : { label: text, description: service };
  const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Value);
  item.range = range;
  item.detail = origin;
  // Found by the service's name too, and shown in this order and not by text.
  item.filterText = service === undefined ? text : `${text} ${service}`;
  item.insertText = before + text + after;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
