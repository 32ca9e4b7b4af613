import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import type { FrameLocator } from 'playwright-core';
import { answerAt, firstAnswerAt } from '../lab/answerAt.ts';
import { buildImage, dockerClient, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

describe('Changing mappings', () => {
  const name = `staging-${runId()}`;
  let port: number;
  let newPort: number;
  let docker: Docker;
  let window: PlainWindow;

  before(async () => {
    docker = dockerClient();
    const image = await buildImage(docker, 'staging', [
      'RUN ["/bin/busybox", "sh", "-c", "mkdir /www && echo It works > /www/index.html"]',
      'EXPOSE 80 9000',
      'CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]',
    ]);
    port = await freePort();
    newPort = await freePort();
    const { ExposedPorts, PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
    await startContainer(docker, {
      name,
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
    window = await openPlainWindow();
    await window.showTree();
    await window.treeRow(`${port} → 80/tcp`).waitFor();
  });
  after(async () => {
    await window.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await window.takePicture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    }
    await window.page.keyboard.press('Escape');
    await window.run('View: Close All Editors');
  });

  async function addInForm(panel: FrameLocator, hostPort: number): Promise<void> {
    await panel.getByRole('button', { name: 'Add Mapping' }).click();
    await panel
      .getByRole('combobox', { name: 'Target', exact: true })
      .selectOption({ label: name });
    await panel
      .getByRole('combobox', { name: 'Address' })
      .selectOption({ label: 'This host only (127.0.0.1)' });
    await panel.getByRole('textbox', { name: 'Host port' }).fill(String(hostPort));
    await panel.getByRole('textbox', { name: 'Container port' }).fill('80');
    await panel.getByText(`-p 127.0.0.1:${hostPort}:80`).waitFor();
    await window.takePicture('form');
    await panel.getByRole('button', { name: 'Stage', exact: true }).click();
  }

  it('adds a mapping in the panel, answers through it, and takes it back', async () => {
    const panel = await window.openPanel();
    await addInForm(panel, newPort);
    await window.treeRow(`${newPort} → 80/tcp`, 'staged: add').waitFor();
    await window.statusBarItem.filter({ hasText: '1 staged' }).waitFor();
    await window.takePicture('staged');

    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await panel
      .getByText(/Nothing is lost|memory of its processes/)
      .first()
      .waitFor();
    await window.takePicture('plan');
    assert.equal(await answerAt(newPort), undefined);

    await panel.getByRole('button', { name: /^Recreate 1 Container/ }).click();
    await window.takePicture('plan-confirm');
    await window.pressInDialog('Recreate 1 Container');
    await panel.locator('.report').getByText('1 of 1 done.').waitFor();
    await window.takePicture('plan-done');
    assert.equal(await firstAnswerAt(newPort), 'It works');
    assert.equal(await firstAnswerAt(port), 'It works');
    await window.treeRow(`${newPort} → 80/tcp`, 'This host only').waitFor();

    await window.run('Port Mappings: Undo Last Apply…');
    await window.pressInDialog('Recreate 1 Container');
    await panel.getByRole('heading', { name: 'Undo Last Apply' }).waitFor();
    await panel.locator('.report').getByText('1 of 1 done.').waitFor();
    assert.equal(await firstAnswerAt(port), 'It works');
    assert.equal(await answerAt(newPort), undefined);
  });

  it('changes nothing when the confirmation is refused', async () => {
    const panel = await window.openPanel();
    await addInForm(panel, newPort);
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await panel.getByRole('button', { name: /^Recreate 1 Container/ }).click();
    await window.pressInDialog('Cancel');
    await panel.getByRole('button', { name: /^Recreate 1 Container/ }).waitFor();
    assert.equal(await answerAt(newPort), undefined);
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await panel.getByRole('button', { name: 'Discard', exact: true }).click();
    await panel.getByRole('button', { name: 'Undo', exact: true }).waitFor();
  });

  it('publishes what is exposed, and restricts to this host', async () => {
    await window.showTree();
    const exposed = window.treeRow('9000/tcp', 'exposed only');
    const staged = window.treeRow('→ 9000/tcp', 'staged: add');
    await window.pressInRow(exposed, /Publish Exposed Port/, staged);
    await staged.click();
    await window.page.keyboard.press('Delete');
    await staged.waitFor({ state: 'detached' });
  });

  it('asks step by step in the palette, and keeps what is staged through a reload', async () => {
    await window.run('Port Mappings: Add Mapping…');
    await window.answer(name, 'Add Mapping (1/4)');
    await window.answer('9000/tcp', 'Add Mapping (2/4)');
    await window.page.getByText('Add Mapping (3/4)').waitFor();
    await window.page.keyboard.press('Enter');
    await window.answer('This host only', 'Add Mapping (4/4)');
    const staged = window.treeRow('→ 9000/tcp', 'staged: add');
    await staged.waitFor();
    await window.page.reload();
    await window.showTree();
    await staged.waitFor();
    await window.statusBarItem.filter({ hasText: '1 staged' }).waitFor();
    await window.run('Port Mappings: Discard All Staged Changes');
    await staged.waitFor({ state: 'detached' });
  });

  it('runs an image with its ports', async () => {
    await window.run('Port Mappings: Run Image With Ports…');
    await window.answer('port-mappings-test/staging', 'Run Image With Ports');
    const panel = window.panel;
    await panel.getByRole('textbox', { name: 'Name' }).fill(`${name}-new`);
    const preview = panel.getByText(/^docker run .*-p \S*:80 /);
    await preview.waitFor();
    const [, hostPort = ''] = /(\d+):80 /.exec(await preview.innerText()) ?? [];
    await panel.getByRole('button', { name: 'Stage', exact: true }).click();
    await window.treeRow(`${name}-new`, 'staged: run').waitFor();
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await panel.getByRole('button', { name: /^Run 1 Container/ }).click();
    await window.pressInDialog('Run 1 Container');
    await panel.locator('.report').getByText('1 of 1 done.').waitFor();
    assert.equal(await firstAnswerAt(Number(hostPort)), 'It works');
    await docker.getContainer(`${name}-new`).remove({ force: true });
  });

  it('removes kept originals when told to', async () => {
    const kept = window.treeRow(`${name}.ports-old-`);
    await kept.waitFor();
    await window.run('Port Mappings: Remove Kept Originals…');
    await window.pressInDialog('Remove 2 Kept Originals');
    await kept.waitFor({ state: 'detached' });
    assert.equal(await firstAnswerAt(port), 'It works');
  });
});
