import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  CodeActionKind,
  commands,
  languages,
  MarkdownString,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  type Hover,
  type Position,
  type TextDocument,
  type TextEditor,
} from 'vscode';
import { persistently, soon } from '../lab/patience.ts';
import { openWindow } from './window.ts';

/** Real files that an editor test edits, and compares byte by byte. */
export class EditedFiles {
  readonly #folders: string[] = [];

  /** Writes a file and shows it in the editor. */
  async open(name: string, text: string): Promise<TextEditor> {
    const folder = await mkdtemp(join(tmpdir(), 'port-mappings-edited-'));
    this.#folders.push(folder);
    await writeFile(join(folder, name), text);
    const document = await workspace.openTextDocument(Uri.file(join(folder, name)));
    return window.showTextDocument(document);
  }

  /**
   * Writes files into a new folder of the workspace, has the extension look for them, and shows the first
   * in the editor.
   *
   * @param name of the folder: that of the Compose project in it.
   */
  async openInWorkspace(
    name: string,
    texts: Readonly<Record<string, string>>,
  ): Promise<TextEditor> {
    const folder = join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', name);
    this.#folders.push(folder);
    await mkdir(folder);
    for (const [file, text] of Object.entries(texts)) await writeFile(join(folder, file), text);
    // What watches a folder may miss the files of one that it is only beginning to watch.
    await commands.executeCommand('portMappings.refresh');
    const [first = ''] = Object.keys(texts);
    const document = await workspace.openTextDocument(Uri.file(join(folder, first)));
    return window.showTextDocument(document);
  }

  async remove(): Promise<void> {
    await Promise.all(this.#folders.splice(0).map((each) => rm(each, { recursive: true })));
  }
}

/** What the file has once the document is saved. */
export async function saved(document: TextDocument): Promise<string> {
  await document.save();
  return readFile(document.uri.fsPath, 'utf8');
}

/** Where a part of the text starts; with `|` in it, where that stands. */
export function placeOf({ document }: TextEditor, part: string): Position {
  const start = document.getText().indexOf(part.replace('|', ''));
  if (start === -1) throw new Error(`No ${part} in the text.`);
  return document.positionAt(start + Math.max(0, part.indexOf('|')));
}

/** The actions that can be done with a part of the text. */
export async function actionsAt(editor: TextEditor, part: string): Promise<readonly CodeAction[]> {
  const place = placeOf(editor, part);
  editor.selection = new Selection(place, place);
  return commands.executeCommand<readonly CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    new Range(place, place),
  );
}

/** Opens the menu of rewrites for a part of the text, with those that cannot be done. A repaint may close it. */
export async function openRewrites(editor: TextEditor, part: string): Promise<Page> {
  const place = placeOf(editor, part);
  editor.selection = new Selection(place, place);
  const page = await openWindow();
  const menu = page.locator('.action-widget');
  // The menu goes on listing what it listed last.
  const toggle = menu.getByText(/^(?:Show|Hide) Disabled$/);
  await persistently(async () => {
    await commands.executeCommand('editor.action.codeAction', {
      kind: CodeActionKind.RefactorRewrite.value,
      apply: 'never',
    });
    await toggle.waitFor({ timeout: soon });
    if ((await toggle.innerText()).startsWith('Show')) await toggle.click({ timeout: soon });
    await menu.locator('.option-disabled').first().waitFor({ timeout: soon });
  });
  return page;
}

/** Does the action with this title, or the first whose title matches, once it is offered. */
export async function act(editor: TextEditor, part: string, title: string | RegExp): Promise<void> {
  const isMeant = (each: CodeAction): boolean =>
    typeof title === 'string' ? each.title === title : title.test(each.title);
  const action = await persistently(async () => {
    const actions = await actionsAt(editor, part);
    const titles = actions.map((each) => each.title).join(' · ');
    const found = actions.find(isMeant);
    if (found === undefined) throw new Error(`No action ${String(title)} among: ${titles}`);
    return found;
  });
  if (action.edit !== undefined) await workspace.applyEdit(action.edit);
  if (action.command !== undefined) {
    const { command, arguments: args = [] } = action.command;
    await commands.executeCommand(command, ...(args as readonly unknown[]));
  }
}

/** Accepts what the list of completions shows first at a part of the text, once that has these words. */
export async function complete(editor: TextEditor, part: string, words: string): Promise<void> {
  const place = placeOf(editor, part);
  editor.selection = new Selection(place, place);
  const page = await openWindow();
  const row = page.locator('.suggest-widget .monaco-list-row').first().filter({ hasText: words });
  await persistently(async () => {
    await commands.executeCommand('hideSuggestWidget');
    await commands.executeCommand('editor.action.triggerSuggest');
    await row.waitFor({ timeout: soon });
  });
  await commands.executeCommand('acceptSelectedSuggestion');
}

/** This extension's diagnostics of the document, once they are what is waited for. */
export async function diagnosticsOf(
  { uri }: TextDocument,
  areThere: (diagnostics: readonly Diagnostic[]) => boolean = (all) => all.length > 0,
): Promise<readonly Diagnostic[]> {
  const own = (): readonly Diagnostic[] =>
    languages.getDiagnostics(uri).filter(({ source }) => source === 'port-mappings');
  return new Promise((resolve) => {
    const look = (): void => {
      if (!areThere(own())) return;
      listening.dispose();
      resolve(own());
    };
    const listening = languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** The codes of diagnostics. */
export function codesOf(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => (typeof code === 'object' ? code.value : code));
}

/** The texts of the hovers over a part of the text. */
export async function hoverAt(editor: TextEditor, part: string): Promise<string> {
  const hovers = await commands.executeCommand<readonly Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    placeOf(editor, part),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((each) => (each instanceof MarkdownString ? each.value : JSON.stringify(each)))
    .join('\n');
}

/** By line: the titles of this extension's lenses. */
export async function lensesOf({ uri }: TextDocument): Promise<readonly string[]> {
  const lenses = await commands.executeCommand<readonly CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    100,
  );
  return lenses.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`);
}
