import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { patience } from '../lab/patience.ts';

const root = process.env['PORT_MAPPINGS_ROOT'] ?? '';
let browser: Promise<Browser> | undefined;

/** The window of VS Code that this extension host belongs to, to be used as a person would. */
export async function openWindow(): Promise<Page> {
  browser ??= chromium.connectOverCDP(process.env['PORT_MAPPINGS_CDP'] ?? '', {
    timeout: patience,
  });
  const pages = (await browser).contexts().flatMap((context) => context.pages());
  for (const page of pages) {
    page.setDefaultTimeout(patience);
    if ((await page.locator('.monaco-workbench').count()) > 0) return page;
  }
  throw new Error('No window of VS Code.');
}

/** Writes what the window shows to out/screenshots/NAME.png. */
export async function takePicture(name: string): Promise<void> {
  const folder = join(root, 'out/screenshots');
  await mkdir(folder, { recursive: true });
  const page = await openWindow();
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
