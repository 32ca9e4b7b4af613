import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstAnswerAt } from '../lab/answerAt.ts';
import { output } from '../lab/command.ts';
import { buildImage, dockerClient, runId } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

/**
 * Vagrant has a provider whose machines are containers, so that it does not take a virtual machine to
 * try what it makes of a Vagrantfile. A machine that it built itself is made anew by a reload.
 */
describe('A machine that Vagrant made', () => {
  let folder: string;
  let file: string;
  let port: number;
  let newPort: number;
  let window: PlainWindow;

  before(async function () {
    this.timeout(240_000);
    const image = await buildImage(dockerClient(), 'machine', [
      'RUN ["/bin/busybox", "sh", "-c", "mkdir /www && echo It works > /www/index.html"]',
      'EXPOSE 80',
      'CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]',
    ]);
    port = await freePort();
    newPort = await freePort();
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-vagrant-'));
    file = join(folder, 'Vagrantfile');
    // Of its own: Vagrant removes the image that it built.
    await writeFile(join(folder, 'Dockerfile'), `FROM ${image}\nLABEL machine=${runId()}\n`);
    await writeFile(file, vagrantText(port));
    process.env['VAGRANT_HOME'] = join(folder, '.vagrant.d');
    process.env['VAGRANT_DEFAULT_PROVIDER'] = 'docker';
    process.env['VAGRANT_CHECKPOINT_DISABLE'] = '1';
    await vagrant('up');
    assert.equal(await firstAnswerAt(port), 'It works');
    window = await openPlainWindow({ workspace: folder });
    await window.showTree();
    await window.treeRow('Vagrantfile', '1 forward').waitFor();
  });
  after(async () => {
    await window.close();
    await vagrant('destroy', '--force');
    await rm(folder, { recursive: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.takePicture('failed-vagrant');
  });

  function vagrant(...args: readonly string[]): Promise<string> {
    return output({ file: 'vagrant', args }, { cwd: folder });
  }

  it('gets a forward by its Vagrantfile, and answers through it', async () => {
    const before = await readFile(file, 'utf8');
    const panel = await window.openPanel();
    await panel.getByRole('button', { name: 'Add Mapping' }).click();
    await panel
      .getByRole('combobox', { name: 'Target', exact: true })
      .selectOption({ label: 'Vagrantfile' });
    await panel
      .getByRole('combobox', { name: 'Address' })
      .selectOption({ label: 'This host only (127.0.0.1)' });
    await panel.getByRole('textbox', { name: 'Host port' }).fill(String(newPort));
    await panel.getByRole('textbox', { name: 'Guest port' }).fill('80');
    const line = `config.vm.network "forwarded_port", guest: 80, host: ${newPort}, host_ip: "127.0.0.1"`;
    await panel.getByText(line).waitFor();
    await window.takePicture('vagrant-form');
    await panel.getByRole('button', { name: 'Stage', exact: true }).click();
    await window.treeRow(`${newPort} → 80/tcp`, 'staged: add').waitFor();

    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await window.page.getByRole('tab', { name: /staged changes/ }).waitFor();
    await window.page.locator('.monaco-diff-editor').getByText(`host: ${newPort}`).waitFor();
    await panel.getByText('vagrant reload', { exact: true }).waitFor();
    await window.takePicture('vagrant-plan');
    assert.equal(await readFile(file, 'utf8'), before);

    const verb = 'Edit 1 File and Run vagrant reload';
    await panel.getByRole('button', { name: new RegExp(`^${verb}`) }).click();
    await window.pressInDialog(verb);
    await panel.locator('.report').getByText('2 of 2 done.').waitFor({ timeout: 120_000 });
    await window.takePicture('vagrant-done');
    assert.equal(await readFile(file, 'utf8'), before.replace('# kept\n', `# kept\n  ${line}\n`));
    assert.equal(await firstAnswerAt(newPort), 'It works');
    assert.equal(await firstAnswerAt(port), 'It works');
    await window.treeRow('Vagrantfile', '2 forwards').waitFor();
  });
});

function vagrantText(port: number): string {
  return `Vagrant.configure("2") do |config|
  config.vm.synced_folder ".", "/vagrant", disabled: true
  config.vm.provider "docker" do |docker|
    docker.build_dir = "."
    docker.has_ssh = false
  end
  config.vm.network "forwarded_port", guest: 80, host: ${port}, host_ip: "127.0.0.1" # kept
end
`;
}
