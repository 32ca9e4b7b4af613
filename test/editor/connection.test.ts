import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from 'vscode';
import {
  startFakeEngine,
  startFakeSocket,
  versionAnswer,
} from '../unit/adapters/docker/fakeEngine.ts';
import { buildImage, createContainer, runId } from '../lab/containers.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import {
  openPanel,
  set,
  showTree,
  statusBarItem,
  tidyUp,
  treeRow,
  welcomeText,
  withoutWorkspaceFiles,
} from './workbench.ts';

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

/** What an engine answers that has stopped containers without ports, of these images. */
function engineWith(images: readonly string[]): Parameters<typeof startFakeEngine>[0] {
  const id = (index: number): string => String(index).repeat(64);
  return (path) => {
    if (path === '/version') return { json: versionAnswer };
    if (path === '/info') return { json: { Name: 'fake', ServerVersion: versionAnswer.Version } };
    if (path === '/containers/json') {
      return {
        json: images.map((image, index) => ({
          Id: id(index),
          Names: ['/without-ports'],
          Image: image,
          State: 'exited',
        })),
      };
    }
    const image = images.find((_, index) => path === `/containers/${id(index)}/json`);
    return image === undefined
      ? { status: 404, json: { message: 'none' } }
      : { json: { Name: '/without-ports', Config: { Image: image }, State: { Status: 'exited' } } };
  };
}

describe('When no engine can be read, the tree says why and what to do', () => {
  let folder: string;
  let putBack: () => Promise<void>;

  before(async () => {
    putBack = await withoutWorkspaceFiles();
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-'));
    const Image = await buildImage(engine(), 'connection');
    await createContainer(engine(), { name: `connection-${runId()}`, Image });
    await showTree();
  });
  after(async () => {
    await putBack();
    await set('portMappings.docker.host', undefined);
    await set('portMappings.docker.timeout', undefined);
    await rm(folder, { recursive: true });
  });
  afterEach(tidyUp);

  async function welcomeWith(host: string, text: RegExp, button = /./): Promise<void> {
    await showTree();
    await set('portMappings.docker.host', host);
    const welcome = await welcomeText();
    await welcome.filter({ hasText: text }).filter({ hasText: button }).waitFor();
  }

  /** Notifications of others are not ours. */
  async function assertNotNotified(): Promise<void> {
    const toasts = (await openWindow()).locator('.notification-toast');
    assert.equal(await toasts.filter({ hasText: /Docker|Port Mappings/ }).count(), 0);
  }

  it('no socket', async () => {
    await welcomeWith(`unix://${folder}/none.sock`, /installed but not running|not found/, /Retry/);
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
    const fake = await startFakeSocket(() => undefined);
    await welcomeWith(fake.dockerHost, /did not answer in time/, /Retry/);
    await fake.close();
    await set('portMappings.docker.timeout', undefined);
  });

  it('an API that is too old', async () => {
    const fake = await startFakeEngine(() => ({ json: { Version: '1.9.0', ApiVersion: '1.21' } }));
    await welcomeWith(fake.dockerHost, /API is older than this extension needs/);
    await fake.close();
  });

  it('an engine that wants TLS', async () => {
    const text = 'Client sent an HTTP request to an HTTPS server.\n';
    const fake = await startFakeEngine(() => ({ status: 400, text }));
    await welcomeWith(fake.dockerHost, /certificate was refused/);
    await fake.close();
  });

  it('an engine that answers with an error', async () => {
    const fake = await startFakeEngine(() => ({ status: 500, json: { message: 'out of order' } }));
    await welcomeWith(fake.dockerHost, /answered with an error/);
    await fake.close();
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
    await assertNotNotified();
  });

  it('no containers', async () => {
    const fake = await startFakeEngine(engineWith([]));
    await welcomeWith(fake.dockerHost, /No containers yet/);
    const panel = await openPanel();
    await panel.getByText('No containers yet').first().waitFor();
    await takePicture('no-containers');
    await set('portMappings.docker.host', undefined);
    await fake.close();
  });

  it('no ports, and an image whose name would be an icon, shown literally', async () => {
    const window = await openWindow();
    const fake = await startFakeEngine(engineWith(['$(sync~spin)']));
    await set('portMappings.docker.host', fake.dockerHost);
    await showTree();
    await (await treeRow('without-ports', '$(sync~spin) · stopped')).waitFor();
    const panel = await openPanel();
    await panel.getByText('No published ports, and none exposed.').first().waitFor();
    void commands.executeCommand('portMappings.copyRunCommand');
    const picked = window.locator('.quick-input-list .monaco-list-row').first();
    await picked.filter({ hasText: 'without-ports' }).waitFor();
    assert.equal(await picked.locator('.codicon-sync').count(), 0);
    await takePicture('no-ports');
    await window.keyboard.press('Escape');
    await set('portMappings.docker.host', undefined);
    await fake.close();
  });

  it('rows stay, with their time, while the engine is away, and are live again by themselves', async () => {
    const path = join(folder, 'engine.sock');
    let away = await cuttableEngine(path);
    await set('portMappings.docker.host', `unix://${path}`);
    await showTree();
    const row = await treeRow('Standalone Containers');
    await row.waitFor();
    const panel = await openPanel();
    await panel.getByText('Live', { exact: true }).waitFor();
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
    await panel.getByText('Live', { exact: true }).waitFor();
    await assertNotNotified();
    await set('portMappings.docker.host', undefined);
    await away();
  });

  it('and everything is back as soon as the engine is', async () => {
    await set('portMappings.docker.host', undefined);
    await showTree();
    await (await treeRow('Standalone Containers')).waitFor();
  });
});
