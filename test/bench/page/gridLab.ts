import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { chromiumArguments, chromiumExecutable, viewport } from '../../lab/chromium.ts';
import { live } from '../../webview/sampleStatus.ts';
import { servePages } from '../../webview/server.ts';

/** `own`: the panel's page as it ships. `toolkit`: a page with nothing but the toolkit's data grid. */
export type GridName = 'own' | 'toolkit';

/** Opens pages whose grids wait for rows. */
export interface GridLab {
  /** `Chromium 140.0.7339.80` */
  readonly browser: string;
  open(name: GridName): Promise<Page>;
  close(): Promise<void>;
}

export async function openGridLab(): Promise<GridLab> {
  const [probe, own, toolkit] = await Promise.all(['probe', 'ownGrid', 'toolkitGrid'].map(bundled));
  const server = await servePages();
  const browser = await chromium.launch({
    executablePath: chromiumExecutable(),
    args: [...chromiumArguments],
  });
  const context = await browser.newContext({ viewport });
  // Before any script of the page, and not bound by the page's policy.
  await context.addInitScript({ content: probe ?? '' });

  const pages: Readonly<Record<GridName, (page: Page) => Promise<void>>> = {
    async own(page) {
      await page.goto(server.url({ theme: 'dark' }));
      await page.evaluate(own ?? '');
      await page.evaluate((status) => {
        window.dispatchEvent(new MessageEvent('message', { data: { type: 'status', status } }));
      }, live);
    },
    async toolkit(page) {
      await page.setContent(toolkitPage);
      await page.addScriptTag({ content: toolkit ?? '' });
    },
  };
  return {
    browser: `Chromium ${browser.version()}`,
    async open(name) {
      const page = await context.newPage();
      await pages[name](page);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The grid gets all of the window; its cells are what the toolkit makes them. */
const toolkitPage = `<!DOCTYPE html>
<html lang="en">
  <head><style>
    body { margin: 0; background: #1f1f1f; color: #cccccc; }
    main { height: 100vh; overflow: auto; }
  </style></head>
  <body></body>
</html>`;

async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
