import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel } from './panelPage.ts';
import { everyKind } from './sampleRows.ts';
import { connecting, live, noContainers, permissionDenied, reconnecting } from './sampleStatus.ts';

describe('The state of the engine', () => {
  it('which engine it is, and why, is in the header, where another is selected', async () => {
    const panel = await openPanel({ rows: everyKind });
    const engine = panel.page.getByRole('button', { name: 'Docker connection default' });
    assert.equal(await panel.page.locator('.quiet').getAttribute('title'), live.engine.detail);
    await engine.click();
    assert.deepEqual(await panel.posted('command'), [
      { type: 'command', command: 'selectConnection' },
    ]);
    await panel.page.getByText('Live', { exact: true }).waitFor();
  });

  it('connecting: rows to come, and words for a screen reader', async () => {
    const panel = await openPanel({ status: connecting });
    const grid = panel.page.getByRole('grid');
    assert.equal(await grid.getAttribute('aria-busy'), 'true');
    assert.equal(await panel.page.locator('.skeleton tr').count(), 5);
    await panel.page.locator('.skeleton').waitFor();
    await panel.page.getByText('Connecting…').waitFor();
    await panel.takePicture('page-connecting');
    await panel.send({ type: 'status', status: live });
    await panel.sendRows(everyKind);
    assert.equal(await grid.getAttribute('aria-busy'), 'false');
    await panel.page.locator('.skeleton').waitFor({ state: 'hidden' });
    const reader = await openPanel({ status: connecting, screenReader: true });
    await reader.page.locator('.skeleton').waitFor({ state: 'hidden' });
    await reader.page.getByText('Connecting…').waitFor();
  });

  it('failed: the cause and what to do, in place of the table', async () => {
    const panel = await openPanel({ status: permissionDenied, rows: [] });
    await panel.page.getByText(permissionDenied.text).waitFor();
    await panel.takePicture('page-failed');
    await panel.page.locator('.grid').waitFor({ state: 'hidden' });
    for (const { label } of permissionDenied.actions) {
      await panel.page.getByRole('button', { name: label }).click();
    }
    assert.deepEqual(
      await panel.posted('command'),
      permissionDenied.actions.map(({ id }) => ({ type: 'command', command: id })),
    );
  });

  it('failed while the table has the focus: the focus goes to the filter', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.send({ type: 'status', status: permissionDenied });
    await panel.sendRows([]);
    assert.equal(await panel.focus(), 'vscode-text-field');
  });

  it('lost: the rows stay, marked with their time, and it is said once', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.send({ type: 'status', status: reconnecting });
    await panel.takePicture('page-reconnecting');
    assert.equal(await panel.page.locator('.state').innerText(), reconnecting.text);
    assert.equal((await panel.hostPorts()).length, everyKind.length);
    assert.equal(await panel.focus(), 'web hostPort');
    const spoken = panel.page.locator('div[role=status]');
    assert.equal(await spoken.textContent(), reconnecting.text);
    await panel.page.getByRole('button', { name: 'Retry' }).click();
    assert.deepEqual(await panel.posted('command'), [{ type: 'command', command: 'retry' }]);
    await panel.send({ type: 'status', status: live });
    // The button that had the focus is gone.
    assert.equal(await panel.focus(), 'web hostPort');
  });

  it('no containers: the reason why, in place of the table', async () => {
    const panel = await openPanel({ status: noContainers, rows: [] });
    await panel.page.getByText('No containers yet.').waitFor();
    await panel.takePicture('page-empty');
    await panel.page.locator('.grid').waitFor({ state: 'hidden' });
    await panel.send({ type: 'status', status: live });
    await panel.sendChange(everyKind);
    await panel.page.locator('.notice').waitFor({ state: 'hidden' });
    assert.equal((await panel.hostPorts()).length, everyKind.length);
  });

  it('nothing published: said above the rows that there are', async () => {
    const text = 'No published ports. 1 exposed-only mapping can be published.';
    const panel = await openPanel({
      status: { ...live, empty: { text } },
      rows: everyKind.slice(-1),
    });
    await panel.page.getByText(text).waitFor();
    assert.equal((await panel.hostPorts()).length, 1);
  });
});
