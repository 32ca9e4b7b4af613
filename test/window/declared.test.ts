import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output } from '../lab/command.ts';
import { buildImage, dockerClient, runId } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

describe('What the files of the workspace declare', () => {
  const project = `declared${runId()}`;
  let folder: string;
  let file: string;
  let window: PlainWindow;
  let image: string;
  let port: number;
  let newPort: number;

  before(async () => {
    image = await buildImage(dockerClient(), 'declared', ['EXPOSE 80']);
    port = await freePort();
    newPort = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-declared-'));
    file = join(folder, project, 'docker-compose.yml');
    await mkdir(join(folder, project));
    await writeFile(file, composeText(port));
    await writeFile(
      join(folder, project, 'Vagrantfile'),
      'Vagrant.configure("2") do |config|\n  config.vm.network "forwarded_port", guest: 80, host: 18080\nend\n',
    );
    window = await openPlainWindow({ workspace: join(folder, project) });
    await window.showTree();
  });
  after(async () => {
    await window.close();
    await compose('down', '--timeout', '1');
    await rm(folder, { recursive: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.takePicture('failed-declared');
  });

  function composeText(hostPort: number): string {
    return `version: "3.7"\nservices:\n  web:\n    image: ${image}\n    ports:\n      - "127.0.0.1:${hostPort}:80"\n`;
  }

  function compose(...args: readonly string[]): Promise<string> {
    return output({ file: 'docker-compose', args: ['-f', file, '-p', project, ...args] });
  }

  it('is there before anything runs, and is one row with what runs', async () => {
    await window.treeRow(`${port} → 80/tcp`, 'declared').waitFor();
    await window.treeRow('18080 → 80/tcp').waitFor();
    await window.takePicture('declared');
    await compose('up', '-d');
    await window.treeRow(`${project}_web_1`).waitFor();
    await window.treeRow(`${port} → 80/tcp`, 'This host only').waitFor();
    const panel = await window.openPanel();
    const rows = panel.getByRole('row', { name: String(port) });
    const running = rows.filter({ hasText: `${project}_web_1` });
    await running.getByRole('button', { name: 'docker-compose.yml:6' }).waitFor();
    assert.equal(await rows.count(), 1);
    await window.takePicture('declared-running');
  });

  it('tells that it runs otherwise, and leads to the line', async () => {
    await writeFile(file, composeText(newPort));
    const panel = await window.openPanel();
    await panel
      .getByText(new RegExp(`running as ${port}`))
      .first()
      .waitFor();
    await window.takePicture('declared-drift');
    const row = panel.getByRole('row', { name: String(port) }).first();
    await row.getByRole('button', { name: /docker-compose\.yml/ }).click();
    await window.page.getByRole('tab', { name: /docker-compose\.yml/ }).waitFor();
  });
});
