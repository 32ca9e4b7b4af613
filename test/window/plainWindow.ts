import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { chromiumArguments, chromiumExecutable, viewport } from '../lab/chromium.ts';
import { installCodeServer, serve } from '../lab/codeServer.ts';
import { openFront } from '../lab/front.ts';

const root = join(import.meta.dirname, '../..');

/**
 * A window of VS Code with the extension installed, as a user has it. VS Code shows no dialog to tests
 * that run inside it; here the tests are outside, and have nothing but the window.
 */
export class PlainWindow {
  readonly page: Page;
  readonly #stop: () => Promise<void>;

  constructor(page: Page, stop: () => Promise<void>) {
    this.page = page;
    this.#stop = stop;
  }

  /** Runs a command by its title in the command palette. */
  async run(title: string): Promise<void> {
    const item = this.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title });
    await this.#openPalette(`>${title}`);
    await item.first().click();
  }

  /** The palette closes again when what was done before moves the focus; a person presses the key again. */
  async #openPalette(text: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input').filter({ visible: true }).first();
    for (let tries = 0; tries < 5; tries += 1) {
      await this.page.keyboard.press('F1');
      const filled = await input.fill(text, { timeout: 3_000 }).then(
        () => true,
        () => false,
      );
      if (filled) return;
    }
    throw new Error('The command palette does not stay open.');
  }

  /**
   * Types an answer into the quick pick and accepts the item that has it.
   *
   * @param title of the step that is to be answered, where there are several.
   */
  async answer(text: string, title = ''): Promise<void> {
    if (title !== '') await this.page.getByText(title).waitFor();
    const input = this.page.locator('.quick-input-widget input').filter({ visible: true }).first();
    await input.waitFor();
    await input.fill(text);
    // The one that Enter accepts: the others may still be there while the list is being filtered.
    const item = this.page.locator('.quick-input-list .monaco-list-row.focused');
    await item.filter({ hasText: text }).first().waitFor();
    await this.page.keyboard.press('Enter');
  }

  async showTree(): Promise<void> {
    const icon = this.page.locator('.activitybar').getByRole('tab', { name: /^Port Mappings/ });
    // A click on what is shown already would hide it.
    if ((await this.page.getByRole('treeitem').count()) === 0) await icon.click();
    await this.page.getByRole('treeitem').first().waitFor();
  }

  /** A row of the tree that holds all of the texts. */
  treeRow(...texts: readonly string[]): Locator {
    const rows = this.page.locator('.pane-body .monaco-list-row');
    return texts.reduce((found, text) => found.filter({ hasText: text }), rows).first();
  }

  /**
   * Presses a button of a row of the tree. It is there while the mouse is over the row; a refresh may
   * move the row away under the mouse, and a person moves the mouse after it.
   */
  async pressInRow(row: Locator, button: RegExp): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      await row.hover();
      const pressed = await row
        .getByRole('button', { name: button })
        .click({ timeout: 3_000 })
        .then(
          () => true,
          () => false,
        );
      if (pressed) return;
    }
    throw new Error(`The row has no button ${String(button)} that stays.`);
  }

  get statusBarItem(): Locator {
    return this.page.locator('[id="port-mappings.port-mappings.portMappings.status"]');
  }

  /** Opens the panel and waits until its page is there. */
  async openPanel(): Promise<FrameLocator> {
    await this.run('Port Mappings: Open Panel');
    await this.panel.getByRole('textbox', { name: /filter/i }).waitFor();
    return this.panel;
  }

  /** The page of the panel, inside the two frames that VS Code puts around it. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Presses a button of the modal dialog, once it is there. */
  async pressInDialog(name: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Writes what the window shows to out/screenshots/NAME.png. */
  async takePicture(name: string): Promise<void> {
    const folder = join(root, 'out/screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.#stop();
  }
}

interface PlainWindowOptions {
  /** A folder; a copy of the sample workspace without it. */
  readonly workspace?: string;
  /** Otherwise VS Code shows the workspace in Restricted Mode. */
  readonly trusted?: boolean;
}

/** Opens a window on a workspace. */
export async function openPlainWindow({
  workspace: own,
  trusted = true,
}: PlainWindowOptions = {}): Promise<PlainWindow> {
  const folder = await mkdtemp(join(tmpdir(), 'port-mappings-window-'));
  const workspace = own ?? join(folder, 'workspace');
  if (own === undefined)
    await cp(join(root, 'test/fixtures/workspace'), workspace, { recursive: true });
  const extensions = join(folder, 'server/extensions');
  await mkdir(extensions, { recursive: true });
  await symlink(root, join(extensions, 'port-mappings.port-mappings-0.1.0'));
  const socketPath = join(folder, 'editor.sock');
  const server = await serve(await installCodeServer(), {
    socketPath,
    dataFolder: join(folder, 'server'),
    environment: process.env,
    trustsNothing: !trusted,
  });
  const front = await openFront(socketPath, 0);
  const browser = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath: chromiumExecutable(),
    args: [...chromiumArguments],
    viewport,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  const query = new URLSearchParams({ folder: workspace });
  await page.goto(`http://localhost:${front.port}/?${query.toString()}`);
  await page.locator('.monaco-workbench .statusbar').waitFor();
  return new PlainWindow(page, async () => {
    await browser.close();
    await front.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
}
