import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWindow, takePicture } from './window.ts';
import {
  openPanel,
  set,
  showTree,
  statusBarItem,
  tidyUp,
  treeRow,
  welcomeText,
} from './workbench.ts';

/** A server on a unix socket that answers every request with the same text; nothing when empty. */
async function fakeEngine(path: string, answer: string): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (answer !== '') socket.on('data', () => socket.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
}

/** A way to the engine that can be cut: every connection to the path goes on to the engine's socket. */
async function cuttableEngine(path: string): Promise<() => Promise<void>> {
  const target = (process.env['DOCKER_HOST'] ?? '').replace(/^unix:\/\//, '');
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
}

function json(value: unknown): string {
  const body = JSON.stringify(value);
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

describe('When no engine can be read, the tree says why and what to do', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-'));
    await showTree();
  });
  after(async () => {
    await set('portMappings.docker.host', undefined);
    await set('portMappings.docker.timeout', undefined);
    await rm(folder, { recursive: true });
  });
  afterEach(tidyUp);

  async function welcomeWith(host: string, text: RegExp): Promise<string> {
    await showTree();
    await set('portMappings.docker.host', host);
    const welcome = await welcomeText();
    await welcome.filter({ hasText: text }).waitFor();
    return welcome.innerText();
  }

  it('no socket', async () => {
    const text = await welcomeWith(
      `unix://${folder}/none.sock`,
      /installed but not running|not found/,
    );
    assert.match(text, /Retry/);
    await takePicture('welcome-no-socket');
  });

  it('a socket that refuses', async () => {
    await writeFile(join(folder, 'refused.sock'), '');
    await welcomeWith(
      `unix://${folder}/refused.sock`,
      /installed but not running|answered with an error|cannot be used/,
    );
  });

  it('a hung socket', async () => {
    await set('portMappings.docker.timeout', 1);
    const close = await fakeEngine(join(folder, 'hung.sock'), '');
    const text = await welcomeWith(`unix://${folder}/hung.sock`, /did not answer in time/);
    assert.match(text, /Retry/);
    await close();
  });

  it('an API that is too old', async () => {
    const answer = json({ Version: '1.9.0', ApiVersion: '1.21', MinAPIVersion: '1.12' });
    const close = await fakeEngine(join(folder, 'old.sock'), answer);
    await welcomeWith(`unix://${folder}/old.sock`, /API is older than this extension needs/);
    await close();
  });

  it('a TCP host that nobody answers at', async () => {
    await welcomeWith('tcp://127.0.0.1:1', /cannot be reached/);
    await takePicture('welcome-unreachable');
  });

  it('a host that is no address', async () => {
    await welcomeWith('docker.example', /cannot be used|cannot be reached/);
  });

  it('and the panel and the status bar say the same, without a notification', async () => {
    await set('portMappings.docker.host', `unix://${folder}/none.sock`);
    const panel = await openPanel();
    await panel
      .getByText(/none\.sock|not found/)
      .first()
      .waitFor();
    await takePicture('panel-no-engine');
    await (await statusBarItem()).filter({ hasText: 'Docker' }).waitFor();
    const page = await openWindow();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('rows stay, with their time, while the engine is away, and are live again by themselves', async () => {
    const path = join(folder, 'engine.sock');
    let away = await cuttableEngine(path);
    await set('portMappings.docker.host', `unix://${path}`);
    await showTree();
    const row = await treeRow('Standalone Containers');
    await row.waitFor();
    const panel = await openPanel();
    await panel.getByText('Live').waitFor();
    await away();
    await panel
      .getByText(/As of .*reconnecting/)
      .first()
      .waitFor();
    await row.waitFor();
    const page = await openWindow();
    await page
      .locator('.pane-body')
      .getByText(/As of .*reconnecting/)
      .waitFor();
    await takePicture('reconnecting');
    away = await cuttableEngine(path);
    await panel.getByText('Live').waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await set('portMappings.docker.host', undefined);
    await away();
  });

  it('and everything is back as soon as the engine is', async () => {
    await set('portMappings.docker.host', undefined);
    await showTree();
    await (await treeRow('Standalone Containers')).waitFor();
  });
});
