import assert from 'node:assert/strict';
import { buildImage, dockerClient, runId, startContainer } from '../lab/containers.ts';
import { openPlainWindow, type PlainWindow } from './plainWindow.ts';

describe('In a workspace that is not trusted', () => {
  const name = `restricted-${runId()}`;
  let window: PlainWindow;

  before(async () => {
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
    const staged = window.treeRow('→ 7080/tcp', 'staged: add');
    await window.pressInRow(exposed, /Publish Exposed Port/, staged);
    const panel = await window.openPanel();
    await panel.getByRole('button', { name: 'Review Plan' }).click();
    const plan = panel.locator('.plan');
    await plan.getByText(/This workspace is not trusted/).waitFor();
    const apply = plan.getByRole('button', { name: /^Recreate 1 Container/ });
    assert.ok(await apply.isDisabled());
    await window.takePicture('restricted');
    const { Id } = await dockerClient().getContainer(name).inspect();
    assert.equal(Id, before.Id);
  });
});
