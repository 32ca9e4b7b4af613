import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { chromiumArguments, chromiumExecutable, viewport } from '../lab/chromium.ts';
import { installCodeServer, serve } from '../lab/codeServer.ts';
import { openFront } from '../lab/front.ts';
import { patience, persistently, soon } from '../lab/patience.ts';

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

  /**
   * Runs a command by its title in the command palette, which closes again when what was done before
   * moves the focus.
   */
  async run(title: string): Promise<void> {
    await persistently(async () => {
      await this.page.keyboard.press('F1');
      await this.#quickInput.fill(`>${title}`, { timeout: soon });
      await this.#focusedItem(title).click({ timeout: soon });
    });
  }

  /**
   * Types an answer into the quick pick and accepts the item that has it.
   *
   * @param title of the step that is to be answered.
   */
  async answer(text: string, title: string): Promise<void> {
    await this.page.getByText(title).waitFor();
    await persistently(async () => {
      await this.#quickInput.fill(text, { timeout: soon });
      await this.#focusedItem(text).waitFor({ timeout: soon });
    });
    await this.page.keyboard.press('Enter');
  }

  get #quickInput(): Locator {
    return this.page.locator('.quick-input-widget input').filter({ visible: true }).first();
  }

  /** The one that Enter accepts: others may still be there while the list is being filtered. */
  #focusedItem(text: string): Locator {
    const item = this.page.locator('.quick-input-list .monaco-list-row.focused');
    return item.filter({ hasText: text }).first();
  }

  /** A press on the icon of what is shown hides it, and a window that opens may be about to show it. */
  async showTree(): Promise<void> {
    const icon = this.page.locator('.activitybar').getByRole('tab', { name: /^Port Mappings/ });
    const sideBar = this.page.locator('.sidebar');
    const heading = sideBar.getByRole('heading', { name: /^Port Mappings/ });
    await persistently(async () => {
      if (!(await heading.isVisible())) await icon.click({ timeout: soon });
      await heading.waitFor({ timeout: soon });
      await sideBar.getByRole('treeitem').first().waitFor({ timeout: soon });
    });
  }

  /** A row of the tree that holds all of the texts. */
  treeRow(...texts: readonly string[]): Locator {
    const rows = this.page.locator('.pane-body .monaco-list-row');
    return texts.reduce((found, text) => found.filter({ hasText: text }), rows).first();
  }

  /**
   * Presses a button of a row of the tree, which is there while the mouse is over the row, until what it
   * does shows: a refresh may move the row away under the mouse, and a command that is not told its row
   * asks for one.
   */
  async pressInRow(row: Locator, button: RegExp, result: Locator): Promise<void> {
    await persistently(async () => {
      if (await result.isVisible()) return;
      // The tooltip of another row may lie over this one while the mouse is there.
      await this.page.mouse.move(viewport.width * 0.75, viewport.height * 0.75);
      await row.hover({ timeout: soon });
      await row.getByRole('button', { name: button }).click({ timeout: soon });
      await result.waitFor({ timeout: soon }).catch(async (error: unknown) => {
        await this.page.keyboard.press('Escape');
        throw error;
      });
    });
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

  /** Shows the notifications that do not go by themselves, as those beside the status bar do. */
  async showNotifications(): Promise<void> {
    await this.run('Notifications: Show Notifications');
    await this.page.locator('.notifications-center').waitFor();
  }

  /** One that is shown. */
  notification(text: string): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
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
  /** Variables that it has besides those of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens a window on a workspace. */
export async function openPlainWindow({
  workspace: own,
  trusted = true,
  environment = {},
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
    environment: { ...process.env, ...environment },
    trustsNothing: !trusted,
  });
  const front = await openFront(socketPath, 0);
  const browser = await chromium.launchPersistentContext(join(folder, 'chromium'), {
    executablePath: chromiumExecutable(),
    args: [...chromiumArguments],
    viewport,
    timeout: patience,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(patience);
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
