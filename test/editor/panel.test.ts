import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { FrameLocator } from 'playwright-core';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { clipboardAfter, openPanel, tidyUp, treeRow } from './workbench.ts';

describe('The panel', () => {
  const name = (word: string): string => `panel-${word}-${runId()}`;
  let image: string;
  let port: number;

  before(async () => {
    image = await buildImage(engine(), 'panel', ['EXPOSE 80 9000']);
    port = await freePort();
    await start('web', {
      '80/tcp': [`127.0.0.1:${port}`],
      '32000/tcp': ['32000'],
      '32001/tcp': ['32001'],
    });
  });
  afterEach(tidyUp);

  async function start(word: string, ports: Parameters<typeof published>[0]): Promise<void> {
    const { ExposedPorts, PortBindings } = published(ports);
    await startContainer(engine(), {
      name: name(word),
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
  }

  async function filter(panel: FrameLocator, text: string): Promise<void> {
    await panel.getByRole('textbox', { name: /filter/i }).fill(text);
  }

  it('shows the table, live', async () => {
    const panel = await openPanel();
    await filter(panel, name('web'));
    await panel.getByRole('row', { name: String(port) }).waitFor();
    await panel.getByText('Live', { exact: true }).waitFor();
    await start('later', { '53/udp': [''] });
    await filter(panel, name('later'));
    await panel.getByRole('row', { name: '53/udp' }).locator('.tag').waitFor();
    await filter(panel, '');
    await takePicture('panel');
  });

  it('filters by a port inside a range, and keeps filter and sort when its page is loaded anew', async () => {
    const panel = await openPanel();
    await filter(panel, '32001');
    const range = panel.getByRole('row', { name: '32000-32001' });
    await range.waitFor();
    await panel
      .getByRole('columnheader', { name: /container port/i })
      .getByRole('button')
      .click();
    const sorted = panel.locator('[aria-sort=ascending]').filter({ hasText: /container port/i });
    await sorted.waitFor();
    // What a reload of the window does to the page: all it kept is what it saved.
    await panel.locator('body').evaluate((body) => {
      body.id = 'before';
    });
    await commands.executeCommand('workbench.action.webview.reloadWebviewAction');
    await panel.locator('body:not(#before)').waitFor();
    await range.waitFor();
    await sorted.waitFor();
    assert.equal(await panel.getByRole('row', { name: String(port) }).count(), 0);
    await filter(panel, '');
  });

  it('copies, and shows a row in the tree', async () => {
    const window = await openWindow();
    const panel = await openPanel();
    await filter(panel, `:${port}`);
    const row = panel.getByRole('row', { name: String(port) });
    await window.locator('.statusbar').getByText('Copied').waitFor({ state: 'detached' });
    const copied = await clipboardAfter(async () => {
      await row.getByRole('button', { name: /copy/i }).click();
      await window.locator('.statusbar').getByText('Copied').waitFor();
    });
    assert.equal(copied, `127.0.0.1:${port}`);
    await row.getByText(name('web')).click();
    const treeItem = await treeRow(`${port} → 80/tcp`);
    await treeItem.waitFor();
    await filter(panel, '');
  });

  it('has a menu of its own on a row', async () => {
    const window = await openWindow();
    const panel = await openPanel();
    await filter(panel, `:${port}`);
    await panel.getByRole('row', { name: String(port) }).click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Copy as -p Flag…' }).waitFor();
    await takePicture('panel-menu');
    await window.keyboard.press('Escape');
    await filter(panel, '');
  });

  it('says which filter matches nothing', async () => {
    const panel = await openPanel();
    await filter(panel, 'no such port');
    await panel.getByText(/No mapping matches/).waitFor();
    await takePicture('panel-no-match');
    await filter(panel, '');
  });
});
