import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel } from './panelPage.ts';
import { everyKind, plainRow } from './sampleRows.ts';

describe('The filter', () => {
  it('shows what matches as it is typed, and counts', async () => {
    const panel = await openPanel({ rows: everyKind });
    assert.equal(await panel.counter.innerText(), '10 mappings');
    await panel.filter.pressSequentially('web');
    assert.deepEqual(await panel.hostPorts(), ['8080', '8443', '']);
    assert.equal(await panel.counter.innerText(), '3 of 10');
    assert.equal(await panel.page.getByRole('grid').getAttribute('aria-rowcount'), '4');
  });

  it('finds a port inside a range', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('8005');
    assert.deepEqual(await panel.hostPorts(), ['8000-8010']);
  });

  it('is counted aloud when the user filters, and not when rows come by themselves', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('web');
    assert.equal(await panel.counter.getAttribute('aria-live'), 'polite');
    await panel.sendChange([plainRow(1, { name: 'web-2' })]);
    assert.equal(await panel.counter.innerText(), '4 of 11');
    assert.equal(await panel.counter.getAttribute('aria-live'), 'off');
  });

  it('has chips, of which one must fit', async () => {
    const panel = await openPanel({ rows: everyKind });
    const chip = (name: string): ReturnType<typeof panel.page.getByRole> =>
      panel.page.getByRole('button', { name, exact: true });
    await chip('Conflicts').click();
    assert.deepEqual(await panel.hostPorts(), ['5432']);
    await chip('Exposed only').click();
    assert.deepEqual(await panel.hostPorts(), ['5432', '']);
    await chip('Conflicts').click();
    assert.deepEqual(await panel.hostPorts(), ['']);
    await panel.page.getByRole('button', { name: 'Exposed only', pressed: true }).waitFor();
    assert.equal(await panel.page.getByRole('button', { pressed: true }).count(), 1);
  });

  it('says that nothing matches, and is cleared from there', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('mysql');
    await panel.page.getByText('No mapping matches "mysql".').waitFor();
    await panel.takePicture('page-no-match');
    await panel.page.getByRole('button', { name: 'Clear Filter' }).click();
    assert.equal((await panel.hostPorts()).length, everyKind.length);
    assert.equal(await panel.filter.inputValue(), '');
    assert.equal(await panel.focus(), 'vscode-text-field');
  });

  it('is focused by Ctrl+F, with its text marked', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('web');
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Control+f');
    await panel.page.keyboard.type('db');
    assert.equal(await panel.filter.inputValue(), 'db');
  });

  it('is emptied by Escape, and left by a second one', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('db').locator('.hostPort').click();
    await panel.press('Control+f');
    await panel.page.keyboard.type('5432');
    await panel.press('Escape');
    assert.equal(await panel.filter.inputValue(), '');
    assert.equal(await panel.focus(), 'vscode-text-field');
    await panel.press('Escape');
    assert.equal(await panel.focus(), 'db hostPort');
  });

  it('is emptied by its button, which is there only when there is text', async () => {
    const panel = await openPanel({ rows: everyKind });
    const clear = panel.page.getByRole('button', { name: 'Clear', exact: true });
    assert.equal(await clear.count(), 0);
    await panel.filter.fill('web');
    await clear.click();
    assert.equal(await panel.counter.innerText(), '10 mappings');
    assert.equal(await panel.focus(), 'vscode-text-field');
  });

  it('keeps text and caret while rows change', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.focus();
    for (const [count, letter] of Array.from('mailpit').entries()) {
      await panel.page.keyboard.type(letter);
      if (count === 3) await panel.press('ArrowLeft', 'ArrowLeft');
      await panel.sendChange([plainRow(20_000 + count)]);
    }
    assert.equal(await panel.filter.inputValue(), 'mapitil');
    assert.equal(await panel.focus(), 'vscode-text-field');
  });

  it('is set by a message, and keeps its chips', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.page.getByRole('button', { name: 'All interfaces' }).click();
    await panel.send({ type: 'filter', text: '8443' });
    assert.equal(await panel.filter.inputValue(), '8443');
    assert.deepEqual(await panel.hostPorts(), []);
    await panel.page.getByRole('button', { name: 'Clear Filter' }).click();
    assert.equal((await panel.hostPorts()).length, everyKind.length);
  });

  it('limits what the table is copied as', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('web-1');
    await panel.page.getByRole('button', { name: 'Copy Table' }).click();
    assert.deepEqual(await panel.posted('copy'), [
      { type: 'copy', rowIds: ['web', 'tls', 'metrics'], form: 'markdown' },
    ]);
  });
});
