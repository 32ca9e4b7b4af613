import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import esbuild from 'esbuild';
import { panelHtml } from '../../src/features/panelHtml.ts';
import { editorHead, editorBody, type EditorSide } from './editorSide.ts';

const root = join(import.meta.dirname, '../..');
/** Where the tests build the page. */
export const builtPage = join(root, 'out/webview');

/** Where the pages are, and how they end. */
export interface PageServer {
  /** The address of a page in an editor of this kind. */
  url(side: EditorSide): string;
  close(): void;
}

/** Builds the page as it ships, and serves it under the policy that it ships with. */
export async function servePages(): Promise<PageServer> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'webview/main.ts', out: 'panel' },
      { in: 'webview/panel.css', out: 'panel' },
      { in: 'test/webview/fakeHost.ts', out: 'fakeHost' },
    ],
    outdir: builtPage,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
  const server = createServer((request, response) => {
    void answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    url: (side) => `${origin}/?${new URLSearchParams({ side: JSON.stringify(side) }).toString()}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const types: ReadonlyMap<string, string> = new Map([
  ['panel.js', 'text/javascript'],
  ['panel.css', 'text/css'],
  ['fakeHost.js', 'text/javascript'],
]);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const file = url.pathname.slice(1);
  const type = types.get(file);
  if (type !== undefined) {
    response.setHeader('Content-Type', type);
    response.end(await readFile(join(builtPage, file)));
  } else if (file === '') {
    response.setHeader('Content-Type', 'text/html');
    response.end(page(JSON.parse(url.searchParams.get('side') ?? '{}') as EditorSide));
  } else {
    response.statusCode = 404;
    response.end();
  }
}

/** As the editor does it: its own style and script stand before the policy, which does not bind them. */
function page(side: EditorSide): string {
  return panelHtml({
    cspSource: "'self'",
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: '/panel.js',
    styleUri: '/panel.css',
  })
    .replace('<head>', `<head>${editorHead(side)}`)
    .replace('<body>', editorBody(side));
}
