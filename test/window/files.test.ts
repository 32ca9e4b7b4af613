import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runId } from '../lab/containers.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

const composeText = `services:
  web:
    image: nginx # the site
    ports:
      - "127.0.0.1:18081:80"
  admin:
    image: nginx
    ports: ["127.0.0.1:18081:8080"] # taken
`;

const vagrantText = `Vagrant.configure("2") do |config|
  config.vm.network "forwarded_port", guest: 80, host: 18180 # web
  config.vm.network :forwarded_port, guest: 5432, host: 15432, host_ip: '127.0.0.1'
end
`;

/** Nothing runs of them: no container stands between a row and its line. */
describe('What only files declare', () => {
  let folder: string;
  let composeFile: string;
  let vagrantfile: string;
  let window: PlainWindow;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-files-'));
    const workspace = join(folder, `files${runId()}`);
    await mkdir(workspace);
    composeFile = join(workspace, 'compose.yaml');
    vagrantfile = join(workspace, 'Vagrantfile');
    await writeFile(composeFile, composeText);
    await writeFile(vagrantfile, vagrantText);
    window = await openPlainWindow({ workspace });
    await window.showTree();
  });
  after(async () => {
    await window.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.takePicture('failed-files');
  });

  it('is moved to a free port where two services ask for one', async () => {
    const conflict = window.treeRow('18081 → 8080/tcp', 'conflict');
    await conflict.waitFor();
    const moved = window.treeRow('→ 8080/tcp', 'staged: was 18081 → 8080/tcp');
    await window.pressInRow(conflict, /Find Free Host Port/, moved);
    await window.takePicture('files-moved');
  });

  it('is removed, and edited in the form', async () => {
    const forward = window.treeRow('18180 → 80/tcp');
    const removed = window.treeRow('18180 → 80/tcp', 'staged: remove');
    await window.pressInRow(forward, /Remove Mapping/, removed);
    const title = window.panel.getByRole('heading', { name: 'Edit Mapping' });
    await window.pressInRow(window.treeRow('15432 → 5432/tcp'), /Edit Mapping/, title);
    const { panel } = window;
    assert.equal(await panel.getByRole('textbox', { name: 'Guest port' }).inputValue(), '5432');
    await panel.getByRole('textbox', { name: 'Host port' }).fill('15433');
    await panel.getByText('guest: 5432, host: 15433, host_ip: "127.0.0.1"').waitFor();
    await panel.getByRole('button', { name: 'Stage', exact: true }).click();
    await window.treeRow('15433 → 5432/tcp', 'staged: was 15432').waitFor();
    await window.takePicture('files-staged');
  });

  it('is written back without what makes it real, and changes nothing else', async () => {
    const { panel } = window;
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await panel.getByText('docker compose up -d admin').waitFor();
    const differences = window.page.getByRole('tab', { name: /Staged Changes/ });
    await differences.waitFor();
    await window.takePicture('files-plan');
    assert.equal(await readFile(vagrantfile, 'utf8'), vagrantText);
    for (const step of [/docker compose up/, /vagrant reload/]) {
      await panel.getByRole('checkbox', { name: step }).uncheck();
    }
    await panel.getByRole('button', { name: 'Apply 2 Steps…' }).click();
    await window.pressInDialog('Edit 2 Files');
    await panel.locator('.report').getByText('2 of 2 done.').waitFor();
    await differences.waitFor({ state: 'detached' });
    await window.takePicture('files-done');
    assert.equal(
      await readFile(vagrantfile, 'utf8'),
      vagrantText
        .replace('  config.vm.network "forwarded_port", guest: 80, host: 18180 # web\n', '')
        .replace('host: 15432', 'host: 15433'),
    );
    const after = await readFile(composeFile, 'utf8');
    const moved = /\["127\.0\.0\.1:(\d+):8080"\] # taken/.exec(after)?.[1];
    assert.notEqual(moved, '18081');
    assert.equal(after, composeText.replace('18081:8080', `${moved ?? ''}:8080`));
    await window.treeRow('15433 → 5432/tcp', 'This host only').waitFor();
  });

  it('is found from its line', async () => {
    const { panel } = window;
    await panel.getByRole('button', { name: 'Close', exact: true }).click();
    await panel
      .getByRole('row', { name: '15433' })
      .getByRole('button', { name: 'Vagrantfile:2' })
      .click();
    await window.page.getByRole('tab', { name: 'Vagrantfile' }).waitFor();
    await window.run('Port Mappings: Show Port in Mappings');
    await window.page
      .locator('.pane-body .monaco-list-row.selected')
      .filter({ hasText: '15433 → 5432/tcp' })
      .waitFor();
  });
});
