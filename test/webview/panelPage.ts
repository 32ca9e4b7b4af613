import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import type { Row } from '../../src/core/rows.ts';
import type { FromPage, PageStatus, ToPage } from '../../src/protocol.ts';
import { chromiumArguments, chromiumExecutable } from '../lab/chromium.ts';
import { patience } from '../lab/patience.ts';
import type { EditorSide } from './editorSide.ts';
import { live } from './sampleStatus.ts';
import { servePages, type PageServer } from './server.ts';

const pictures = join(import.meta.dirname, '../../out/screenshots');

interface Lab {
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly server: PageServer;
}

let lab: Promise<Lab> | undefined;

async function openLab(): Promise<Lab> {
  const [browser, server] = await Promise.all([
    chromium.launch({
      executablePath: chromiumExecutable(),
      args: [...chromiumArguments],
      timeout: patience,
    }),
    servePages(),
  ]);
  const context = await browser.newContext();
  context.setDefaultTimeout(patience);
  return { browser, context, server };
}

/** Ends the browser and the server that all tests share. */
export async function closeLab(): Promise<void> {
  const opened = await lab;
  await opened?.browser.close();
  opened?.server.close();
  lab = undefined;
}

export interface PanelOptions extends Partial<EditorSide> {
  readonly width?: number;
  readonly height?: number;
  readonly status?: PageStatus;
  /** Sent at once; none when left out. */
  readonly rows?: readonly Row[];
}

/** The panel's page in a browser, with a test in the place of the extension. */
export class PanelPage {
  readonly page: Page;
  readonly #console: string[] = [];
  #revision = 0;

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.#console.push(message.text());
    });
    page.on('pageerror', (error) => {
      this.#console.push(String(error));
    });
  }

  /** What the browser complained of: errors, warnings, and what the page's policy stopped. */
  async complaints(): Promise<readonly string[]> {
    return [...this.#console, ...(await this.page.evaluate(() => window.fakeHost.violations))];
  }

  /** Has the page hear a message; it has acted on it when this resolves. */
  async send(message: ToPage | Readonly<Record<string, unknown>>): Promise<void> {
    await this.page.evaluate((data) => {
      window.dispatchEvent(new MessageEvent('message', { data }));
    }, message);
  }

  async sendRows(rows: readonly Row[]): Promise<void> {
    this.#revision += 1;
    await this.send({ type: 'rows', revision: this.#revision, rows });
  }

  async sendChange(changed: readonly Row[], removed: readonly string[] = []): Promise<void> {
    const base = this.#revision;
    this.#revision += 1;
    await this.send({ type: 'change', base, revision: this.#revision, removed, changed });
  }

  /** What the page posted, of this type or at all. */
  async posted(type?: FromPage['type']): Promise<readonly FromPage[]> {
    const all = (await this.page.evaluate(() => window.fakeHost.posted)) as FromPage[];
    return all.filter((message) => type === undefined || message.type === type);
  }

  /** The drawn row of a mapping. */
  row(rowId: string): Locator {
    return this.page.locator(`tr[data-vscode-context*='"rowId":"${rowId}"']`);
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: 'Filter mappings' });
  }

  get counter(): Locator {
    return this.page.locator('.counter');
  }

  /** The host ports that are drawn, from top to bottom. */
  async hostPorts(): Promise<readonly string[]> {
    return this.page.locator('tbody .numerals').allTextContents();
  }

  /** Which row and column hold the focus: `web hostPort`, `header name`; else what does. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const { activeElement } = document;
      const cell = activeElement?.closest('td, th');
      if (cell === null || cell === undefined) return activeElement?.localName ?? '';
      const context = cell.closest('tr')?.dataset['vscodeContext'];
      const row =
        context === undefined ? 'header' : (JSON.parse(context) as { rowId: string }).rowId;
      const actions = ['copy', 'open', 'edit', 'remove'];
      const buttons = [...cell.querySelectorAll('button')];
      const action = actions[buttons.findIndex((button) => button === activeElement)];
      const place = cell.className === 'actions' ? (action ?? '') : cell.className;
      return `${row} ${place}`;
    });
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async takePicture(name: string): Promise<void> {
    await mkdir(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

const opened: PanelPage[] = [];

/** A new page, as after the extension has answered its `ready`. */
export async function openPanel(options: PanelOptions = {}): Promise<PanelPage> {
  const { width = 1200, height = 720, status = live, rows, theme = 'dark', ...side } = options;
  lab ??= openLab();
  const { context, server } = await lab;
  const panel = new PanelPage(await context.newPage());
  opened.push(panel);
  await panel.page.setViewportSize({ width, height });
  await panel.page.goto(server.url({ theme, ...side }));
  await panel.send({ type: 'status', status });
  if (rows !== undefined) await panel.sendRows(rows);
  return panel;
}

/** Meanwhile time passes only when the test says so. */
export async function withStoppedClock(
  { page }: PanelPage,
  work: () => Promise<void>,
): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 60_000);
  try {
    await work();
  } finally {
    // The clock is that of all pages, also of later ones.
    await page.clock.resume();
  }
}

/** Closes all pages; what the browser complained of in any of them. */
export async function closePanels(): Promise<readonly string[]> {
  const panels = opened.splice(0);
  const complaints = await Promise.all(panels.map((panel) => panel.complaints()));
  await Promise.all(panels.map(({ page }) => page.close()));
  return complaints.flat();
}
