import assert from 'node:assert/strict';
import { buildImage, dockerClient, runId, startContainer } from '../lab/containers.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

describe('In a workspace that is not trusted', () => {
  const name = `restricted-${runId()}`;
  let window: PlainWindow;

  before(async function () {
    this.timeout(120_000);
    const image = await buildImage(dockerClient(), 'restricted', ['EXPOSE 7080']);
    await startContainer(dockerClient(), { name, Image: image });
    window = await openPlainWindow({ trusted: false });
    await window.showTree();
  });
  after(async () => {
    await window.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await window.takePicture('failed-restricted');
  });

  it('mappings are shown and staged, and nothing can be applied', async () => {
    const before = await dockerClient().getContainer(name).inspect();
    const exposed = window.treeRow('7080/tcp', 'exposed only');
    await window.pressInRow(exposed, /Publish Exposed Port/);
    await window.treeRow('→ 7080/tcp', 'staged: add').waitFor();
    const panel = await window.openPanel();
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    await panel
      .getByText(/This workspace is not trusted/)
      .first()
      .waitFor();
    const apply = panel.getByRole('button', { name: /^Recreate 1 Container/ });
    assert.equal((await apply.count()) === 0 || (await apply.isDisabled()), true);
    await window.takePicture('restricted');
    const { Id } = await dockerClient().getContainer(name).inspect();
    assert.equal(Id, before.Id);
  });
});
