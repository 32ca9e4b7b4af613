import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, ConfigurationTarget, env, workspace } from 'vscode';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { persistently, soon } from '../lab/patience.ts';
import { openWindow, takePicture } from './window.ts';

/** The parts of the window that a person looks at and works with. */

export async function showTree(): Promise<void> {
  await commands.executeCommand('portMappings.mappings.focus');
}

/** A row of the tree that holds all of the texts. */
export async function treeRow(...texts: readonly string[]): Promise<Locator> {
  const page = await openWindow();
  const rows = page.locator('.pane-body .monaco-list-row');
  return texts.reduce((found, text) => found.filter({ hasText: text }), rows).first();
}

/** The text below the tree's title while it has no rows. */
export async function welcomeText(): Promise<Locator> {
  const page = await openWindow();
  return page.locator('.welcome-view-content').filter({ visible: true }).first();
}

export async function statusBarItem(): Promise<Locator> {
  const page = await openWindow();
  return page.locator('[id="port-mappings.port-mappings.portMappings.status"]');
}

/** Opens the panel and waits until its page is there. */
export async function openPanel(): Promise<FrameLocator> {
  await commands.executeCommand('portMappings.openPanel');
  const frame = await panelFrame();
  await frame.getByRole('textbox', { name: /filter/i }).waitFor();
  return frame;
}

/** The page of the panel, inside the two frames that VS Code puts around it. */
export async function panelFrame(): Promise<FrameLocator> {
  const page = await openWindow();
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

/** Shows the hover at the cursor of the active editor, with this text in it. A repaint may close it. */
export async function showHover(page: Page, text: string | RegExp = ''): Promise<Locator> {
  const hovers = page.locator('.monaco-hover-content').filter({ visible: true });
  const hover = hovers.filter({ hasText: text }).first();
  await persistently(async () => {
    await commands.executeCommand('editor.action.showHover');
    await hover.waitFor({ timeout: soon });
  });
  return hover;
}

/**
 * Types each answer into its quick pick and accepts it. What is typed before the next one is there is
 * lost with the one before.
 */
export async function answer(page: Page, ...texts: readonly string[]): Promise<void> {
  const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
  // The one that Enter accepts: others may still be there while the list is being filtered.
  const focused = page.locator('.quick-input-list .monaco-list-row.focused');
  for (const text of texts) {
    await persistently(async () => {
      await input.fill(text, { timeout: soon });
      await focused.filter({ hasText: text }).first().waitFor({ timeout: soon });
    });
    await page.keyboard.press('Enter');
  }
}

/** Presses a button of the modal dialog, once it is there. */
export async function pressInDialog(name: string): Promise<void> {
  const page = await openWindow();
  const dialog = page.locator('.monaco-dialog-box');
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** What a command left on the clipboard. */
export async function clipboardAfter(run: () => Thenable<unknown>): Promise<string> {
  await env.clipboard.writeText('');
  await run();
  return env.clipboard.readText();
}

/**
 * Takes the files out of the workspace whose declarations the tree would show, and gives what puts them
 * back. What the tree says of the engine alone is in the way of no row then.
 */
export async function withoutWorkspaceFiles(): Promise<() => Promise<void>> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const away = await mkdtemp(join(tmpdir(), 'port-mappings-away-'));
  const names = await readdir(folder);
  for (const name of names) await cp(join(folder, name), join(away, name), { recursive: true });
  for (const name of names) await rm(join(folder, name), { recursive: true });
  return async () => {
    await cp(away, folder, { recursive: true });
    await rm(away, { recursive: true });
  };
}

/** Sets a setting of the extension for the user; undefined takes it back. */
export async function set(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration().update(name, value, ConfigurationTarget.Global);
}

/**
 * Closes what a test opened, so that the next begins as it did; keeps a picture of a failure. For
 * `afterEach`.
 */
export async function tidyUp(this: Mocha.Context): Promise<void> {
  if (this.currentTest?.state === 'failed') {
    await takePicture(`failed-${this.currentTest.fullTitle().replace(/\W+/g, '-')}`);
  }
  const page = await openWindow();
  // Away from every row, whose hover would cover others.
  await page.mouse.move(700, 5);
  await commands.executeCommand('workbench.action.closeQuickOpen');
  await commands.executeCommand('workbench.action.closeAllEditors');
  await commands.executeCommand('notifications.clearAll');
}
