import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstAnswerAt } from '../lab/answerAt.ts';
import { output } from '../lab/command.ts';
import { buildImage, dockerClient, runId } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

describe('A container that Compose made', () => {
  const project = `composed${runId()}`;
  let folder: string;
  let file: string;
  let port: number;
  let newPort: number;
  let window: PlainWindow;

  before(async () => {
    const image = await buildImage(dockerClient(), 'composed', [
      'RUN ["/bin/busybox", "sh", "-c", "mkdir /www && echo It works > /www/index.html"]',
      'EXPOSE 80',
      'CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]',
    ]);
    port = await freePort();
    newPort = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-compose-'));
    file = join(folder, 'docker-compose.yml');
    await writeFile(file, composeText(image, [`"127.0.0.1:${port}:80" # kept`]));
    await compose('up', '-d');
    window = await openPlainWindow();
    await window.showTree();
    await window.treeRow(`${port} → 80/tcp`).waitFor();
  });
  after(async () => {
    await window.close();
    await compose('down', '--volumes', '--timeout', '1');
    await rm(folder, { recursive: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.takePicture('failed-compose');
  });

  function compose(...args: readonly string[]): Promise<string> {
    return output({ file: 'docker-compose', args: ['-f', file, '-p', project, ...args] });
  }

  it('gets a port by its file, and answers through it', async () => {
    const before = await readFile(file, 'utf8');
    const panel = await window.openPanel();
    await panel.getByRole('button', { name: 'Add Mapping' }).click();
    await panel
      .getByRole('combobox', { name: 'Target', exact: true })
      .selectOption({ label: `web in docker-compose.yml (${project})` });
    await panel
      .getByRole('combobox', { name: 'Address' })
      .selectOption({ label: 'This host only (127.0.0.1)' });
    await panel.getByRole('textbox', { name: 'Host port' }).fill(String(newPort));
    await panel.getByRole('textbox', { name: 'Container port' }).fill('80');
    await panel.getByText(`-p 127.0.0.1:${newPort}:80`).waitFor();
    await panel.getByRole('button', { name: 'Stage', exact: true }).click();
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await window.page.getByRole('tab', { name: /staged changes/ }).waitFor();
    await window.page.locator('.monaco-diff-editor').getByText(`:${newPort}:80`).waitFor();
    await panel.getByText('docker compose up -d web').waitFor();
    await window.takePicture('compose-plan');
    assert.equal(await readFile(file, 'utf8'), before);

    const verb = 'Edit 1 File and Bring Up 1 Service';
    await panel.getByRole('button', { name: new RegExp(`^${verb}`) }).click();
    await window.pressInDialog(verb);
    await panel.locator('.report').getByText('2 of 2 done.').waitFor();
    await window.takePicture('compose-done');
    assert.equal(
      await readFile(file, 'utf8'),
      before.replace('# kept\n', `# kept\n      - "127.0.0.1:${newPort}:80"\n`),
    );
    assert.equal(await firstAnswerAt(newPort), 'It works');
    assert.equal(await firstAnswerAt(port), 'It works');
    await window.treeRow(`${newPort} → 80/tcp`, 'This host only').waitFor();
  });
});

function composeText(image: string, ports: readonly string[]): string {
  return `version: "3.7"
services:
  # What answers.
  web:
    image: ${image}
    ports:
${ports.map((port) => `      - ${port}\n`).join('')}    restart: "no"
`;
}
