import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel, type PanelPage } from './panelPage.ts';
import { everyKind, plainRows } from './sampleRows.ts';

/** Presses a key again and again; where the focus was after each press. */
async function walk(panel: PanelPage, key: string, times: number): Promise<string[]> {
  const places: string[] = [];
  for (let count = 0; count < times; count += 1) {
    await panel.press(key);
    places.push(await panel.focus());
  }
  return places;
}

async function selected(panel: PanelPage): Promise<readonly string[]> {
  return panel.page.locator('tr[aria-selected=true] .numerals').allTextContents();
}

describe('By keyboard', () => {
  it('one goes through header, toolbar, filter, chips and table, each a single stop', async () => {
    const panel = await openPanel({ rows: everyKind });
    assert.deepEqual(await walk(panel, 'Tab', 5), [
      'vscode-button',
      'vscode-button',
      'vscode-text-field',
      'vscode-button',
      'dns hostPort',
    ]);
    await panel.press('Tab');
    assert.equal(await panel.page.locator('.grid:focus-within').count(), 0);
    await panel.press('Shift+Tab');
    assert.equal(await panel.focus(), 'dns hostPort');
  });

  it('arrows move within the toolbar', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.page.getByRole('button', { name: 'Refresh' }).focus();
    await panel.press('ArrowRight', 'Enter', 'ArrowLeft', 'Enter', 'Home', 'Enter');
    const [ready, copy, command, add] = await panel.posted();
    assert.equal(ready?.type, 'ready');
    assert.equal(copy?.type, 'copy');
    assert.deepEqual(command, { type: 'command', command: 'refresh' });
    assert.deepEqual(add, { type: 'add' });
  });

  it('arrows move by cell, and by control where a cell has some', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    assert.deepEqual(await walk(panel, 'ArrowRight', 8), [
      'web containerPort',
      'web name',
      'web source',
      'web copy',
      'web open',
      'web edit',
      'web remove',
      'web remove',
    ]);
    assert.deepEqual(await walk(panel, 'ArrowLeft', 11), [
      'web edit',
      'web open',
      'web copy',
      'web source',
      'web name',
      'web containerPort',
      'web hostPort',
      'web address',
      'web status',
      'web select',
      'web select',
    ]);
  });

  it('arrows move by row, into the header too, and keep to their column', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('End', 'ArrowLeft', 'ArrowLeft');
    assert.equal(await panel.focus(), 'web open');
    // The first has nothing to open.
    assert.deepEqual(await walk(panel, 'ArrowDown', 2), ['agent copy', 'tls open']);
    await panel.press('Control+Home');
    assert.equal(await panel.focus(), 'dns select');
    await panel.press('ArrowRight');
    assert.deepEqual(await walk(panel, 'ArrowUp', 2), ['header status', 'header status']);
    await panel.press('ArrowRight', 'Enter', 'ArrowDown');
    assert.equal(await panel.focus(), 'db address');
  });

  it('Home, End, Page Up and Page Down go where a table has them go', async () => {
    const panel = await openPanel({ rows: plainRows(500) });
    await panel.row('row-10000').locator('.hostPort').click();
    await panel.press('PageDown');
    const page = Number(/\d+/.exec(await panel.focus())?.[0]) - 10_000;
    assert.ok(page > 10 && page < 40, `a page is ${page} rows`);
    assert.deepEqual(await walk(panel, 'PageDown', 1), [`row-${10_000 + 2 * page} hostPort`]);
    assert.deepEqual(await walk(panel, 'PageUp', 3), [
      `row-${10_000 + page} hostPort`,
      'row-10000 hostPort',
      'row-10000 hostPort',
    ]);
    assert.deepEqual(await walk(panel, 'End', 1), ['row-10000 remove']);
    assert.deepEqual(await walk(panel, 'Home', 1), ['row-10000 select']);
    assert.deepEqual(await walk(panel, 'Control+End', 1), ['row-10499 remove']);
    assert.deepEqual(await walk(panel, 'Control+Home', 1), ['row-10000 select']);
  });

  it('the row with the focus is in view, below the header', async () => {
    const panel = await openPanel({ rows: plainRows(500), height: 400 });
    await panel.row('row-10000').locator('.hostPort').click();
    for (const key of ['Control+End', 'PageUp', 'PageUp', 'ArrowUp', 'Control+Home', 'PageDown']) {
      await panel.press(key);
      const isInView = await panel.page.evaluate(() => {
        const row = document.activeElement?.closest('tr')?.getBoundingClientRect();
        const grid = document.querySelector('.grid')?.getBoundingClientRect();
        const header = document.querySelector('thead')?.getBoundingClientRect();
        return (
          row !== undefined &&
          row.top >= (header?.bottom ?? 0) - 1 &&
          row.bottom <= (grid?.bottom ?? 0) + 1
        );
      });
      assert.ok(isInView, `after ${key}`);
    }
  });

  it('Space selects the row, or not', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Space', 'ArrowDown', 'Space');
    assert.deepEqual(await selected(panel), ['8080', '8125']);
    await panel.press('Space');
    assert.deepEqual(await selected(panel), ['8080']);
    await panel.page.getByText('1 selected').waitFor();
    await panel.press('Home', 'Space');
    assert.deepEqual(await selected(panel), ['8080', '8125']);
    assert.equal(await panel.focus(), 'agent select');
  });

  it('Shift and arrows extend the selection, and take it back', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('dns').locator('.hostPort').click();
    await panel.press('Space', 'ArrowDown', 'ArrowDown');
    await panel.press('Shift+ArrowDown', 'Shift+ArrowDown');
    assert.deepEqual(await selected(panel), ['53', '5672', '8000-8010', '8025']);
    await panel.press('Shift+ArrowUp');
    assert.deepEqual(await selected(panel), ['53', '5672', '8000-8010']);
  });

  it('Ctrl+A selects what the filter shows, and the header says how much that is', async () => {
    const panel = await openPanel({ rows: everyKind });
    const all = panel.page.getByRole('checkbox', { name: 'Select all mappings' });
    await panel.filter.fill('web-1');
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Control+a');
    assert.deepEqual(await selected(panel), ['8080', '8443', '']);
    assert.equal(await all.isChecked(), true);
    await panel.filter.fill('');
    assert.deepEqual(await selected(panel), ['8080', '8443', '']);
    assert.equal(await all.evaluate((box: HTMLInputElement) => box.indeterminate), true);
  });

  it('Ctrl+C copies the row, or the selected rows if it is one of them', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Control+c', 'Control+a', 'Control+c');
    const [one, many] = await panel.posted('copy');
    assert.deepEqual(one, { type: 'copy', rowIds: ['web'], form: 'address' });
    assert.ok(many?.type === 'copy');
    // All but the one that is exposed only.
    assert.equal(many.rowIds.length, everyKind.length - 1);
  });

  it('Ctrl+Enter opens what a browser can open', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Control+Enter', 'ArrowDown', 'Control+Enter');
    assert.deepEqual(await panel.posted('open'), [{ type: 'open', rowId: 'web' }]);
  });

  it('Enter edits in a cell, and on a button presses it', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Enter');
    assert.deepEqual(await panel.posted('edit'), [{ type: 'edit', rowId: 'web' }]);
    await panel.row('web').getByRole('button', { name: 'Copy address' }).focus();
    await panel.press('Enter');
    assert.equal((await panel.posted('copy')).length, 1);
    assert.equal((await panel.posted('edit')).length, 1);
  });

  it('? lists the keys, and the focus comes back', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('?');
    const list = panel.page.getByRole('dialog', { name: 'Keyboard Help' });
    await list.getByText('Ctrl+Enter').waitFor();
    await panel.press('Escape');
    await list.waitFor({ state: 'hidden' });
    assert.equal(await panel.focus(), 'web hostPort');
  });

  it('keys that the table handles do not reach the editor, others do', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.page.evaluate(() => {
      window.addEventListener('keydown', ({ key }) => window.fakeHost.posted.push(key));
    });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('ArrowDown', 'Control+a', 'Control+Enter', 'F6', 'Control+Shift+p');
    const keys = (await panel.page.evaluate(() => window.fakeHost.posted)).filter(
      (posted) => typeof posted === 'string' && posted.length > 0,
    );
    assert.deepEqual(keys, ['Control', 'Control', 'F6', 'Control', 'Shift', 'p']);
  });
});

describe('With the mouse', () => {
  it('a checkbox selects, Ctrl and Shift do so anywhere in the row', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('db').getByRole('checkbox').click();
    assert.deepEqual(await selected(panel), ['5432']);
    await panel
      .row('mail')
      .locator('.status')
      .click({ modifiers: ['Control'] });
    assert.deepEqual(await selected(panel), ['5432', '8025']);
    await panel
      .row('agent')
      .locator('.source')
      .click({ modifiers: ['Shift'] });
    assert.deepEqual(await selected(panel), ['5432', '8025', '8080', '8125']);
    assert.equal(await panel.row('db').getByRole('checkbox').isChecked(), true);
    await panel.row('db').getByRole('checkbox').click();
    assert.deepEqual(await selected(panel), ['8025', '8080', '8125']);
  });

  it('a click moves the focus and selects nothing', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('db').locator('.address').click();
    assert.equal(await panel.focus(), 'db address');
    assert.deepEqual(await selected(panel), []);
  });

  it('the box in the header selects all, and none', async () => {
    const panel = await openPanel({ rows: everyKind });
    const all = panel.page.getByRole('checkbox', { name: 'Select all mappings' });
    await all.click();
    assert.equal((await selected(panel)).length, everyKind.length);
    await panel.page.getByRole('button', { name: 'Copy Table' }).click();
    await all.click();
    assert.deepEqual(await selected(panel), []);
  });
});
