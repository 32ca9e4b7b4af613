import assert from 'node:assert/strict';
import { runId } from '../lab/containers.ts';
import { persistently, soon } from '../lab/patience.ts';
import { takePicture } from './window.ts';
import { panelFrame } from './workbench.ts';

describe('After a reload of the window', () => {
  it('the panel is back by itself, with its rows, its filter and its sort', async () => {
    const panel = await panelFrame();
    const filter = panel.getByRole('textbox', { name: /filter/i });
    await persistently(async () => {
      assert.equal(await filter.inputValue({ timeout: soon }), `reload-${runId()}`);
    });
    await panel.getByRole('row', { name: '80/tcp' }).waitFor();
    await takePicture('panel-after-reload');
    const sorted = panel.locator('[aria-sort=ascending]');
    assert.match(await sorted.innerText(), /container port/i);
    await panel.getByRole('row', { name: '53/udp' }).waitFor();
    assert.equal(await panel.getByRole('row').count(), 3);
  });
});
