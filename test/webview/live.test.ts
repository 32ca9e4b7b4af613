import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel, withStoppedClock, type PanelPage } from './panelPage.ts';
import { everyKind, plainRow, plainRows, sampleRow } from './sampleRows.ts';

/** How far below the top of the table a row stands, in pixels. */
async function offset(panel: PanelPage, rowId: string): Promise<number> {
  const [row, grid] = await Promise.all([
    panel.row(rowId).boundingBox(),
    panel.page.locator('.grid').boundingBox(),
  ]);
  return Math.round((row?.y ?? Number.NaN) - (grid?.y ?? 0));
}

async function scrollTo(panel: PanelPage, scroll: number): Promise<void> {
  await panel.page.locator('.grid').evaluate((grid, top) => {
    grid.scrollTop = top;
  }, scroll);
  // Whose event a frame later has the page draw what came into view.
  await panel.page.evaluate(() => new Promise(requestAnimationFrame));
}

async function said(panel: PanelPage): Promise<string> {
  return (await panel.page.locator('div[role=status]').textContent()) ?? '';
}

const allAgain = (count: number): ReturnType<typeof plainRow>[] =>
  plainRows(count).map((row) => ({ ...row, image: 'nginx:1.28' }));

describe('While rows change', () => {
  it('focus, selection and scroll stay', async () => {
    const panel = await openPanel({ rows: plainRows(300) });
    await panel.row('row-10000').locator('.hostPort').click();
    await panel.press('PageDown', 'PageDown', 'PageDown', 'Space', 'ArrowRight');
    const focus = await panel.focus();
    const id = focus.split(' ')[0] ?? '';
    const before = await offset(panel, id);
    await panel.sendRows(allAgain(300));
    await panel.sendChange(allAgain(300));
    assert.equal(await panel.focus(), focus);
    assert.equal(await offset(panel, id), before);
    assert.equal(await panel.row(id).getAttribute('aria-selected'), 'true');
  });

  it('the focused element itself stays, wherever rows are inserted', async () => {
    const panel = await openPanel({ rows: plainRows(30) });
    await panel.row('row-10015').getByRole('button', { name: 'Copy address' }).focus();
    await panel.page.evaluate(() => {
      document.activeElement?.addEventListener('blur', () => window.fakeHost.posted.push('blur'));
    });
    await panel.sendChange([plainRow(1), plainRow(2), plainRow(60_000)]);
    await panel.sendChange([], ['row-10014', 'row-10016']);
    await panel.sendChange([plainRow(10_014), plainRow(10_016)]);
    assert.equal(await panel.focus(), 'row-10015 copy');
    assert.ok(!(await panel.page.evaluate(() => window.fakeHost.posted)).includes('blur'));
  });

  it('the row with the focus stays in its place when rows come above it', async () => {
    const panel = await openPanel({ rows: plainRows(300) });
    await scrollTo(panel, 2000);
    await panel.row('row-10080').locator('.hostPort').click();
    const before = await offset(panel, 'row-10080');
    await panel.sendChange([plainRow(1), plainRow(2), plainRow(3)]);
    assert.equal(await offset(panel, 'row-10080'), before);
  });

  it('without a focus in view the topmost row stays in its place', async () => {
    const panel = await openPanel({ rows: plainRows(300) });
    await scrollTo(panel, 2005);
    const before = await offset(panel, 'row-10075');
    await panel.sendChange([plainRow(1), plainRow(2)], ['row-10003']);
    assert.equal(await offset(panel, 'row-10075'), before);
  });

  it('a table at its top stays there, so that new rows are seen', async () => {
    const panel = await openPanel({ rows: plainRows(300) });
    await panel.sendChange([plainRow(1)]);
    assert.equal((await panel.hostPorts())[0], '1');
    assert.equal(await panel.page.locator('.grid').evaluate((grid) => grid.scrollTop), 0);
  });

  it('the row with the focus is drawn however far it is scrolled away', async () => {
    const panel = await openPanel({ rows: plainRows(500) });
    await panel.row('row-10003').locator('.hostPort').click();
    await scrollTo(panel, 9000);
    await panel.sendChange([plainRow(1)]);
    assert.equal(await panel.focus(), 'row-10003 hostPort');
    await panel.press('ArrowDown');
    assert.equal(await panel.focus(), 'row-10004 hostPort');
  });

  describe('when the row with the focus goes, the focus is on', () => {
    it('the next one', async () => {
      const panel = await openPanel({ rows: plainRows(30) });
      await panel.row('row-10010').locator('.hostPort').click();
      await panel.sendChange([plainRow(5)], ['row-10010', 'row-10009', 'row-10011']);
      assert.equal(await panel.focus(), 'row-10012 hostPort');
      await panel.press('ArrowDown');
      assert.equal(await panel.focus(), 'row-10013 hostPort');
    });

    it('the previous one, after the last', async () => {
      const panel = await openPanel({ rows: plainRows(30) });
      await panel.row('row-10000').locator('.hostPort').click();
      await panel.press('Control+End');
      await panel.sendChange([], ['row-10029']);
      assert.equal(await panel.focus(), 'row-10028 remove');
    });

    it('the filter, after the only one', async () => {
      const panel = await openPanel({ rows: plainRows(1) });
      await panel.row('row-10000').locator('.hostPort').click();
      await panel.sendChange([], ['row-10000']);
      assert.equal(await panel.focus(), 'vscode-text-field');
    });

    it('the next one that the filter shows', async () => {
      const panel = await openPanel({ rows: everyKind });
      await panel.filter.fill('web');
      await panel.row('web').locator('.hostPort').click();
      await panel.sendChange([], ['web']);
      assert.equal(await panel.focus(), 'tls hostPort');
    });
  });

  it('a control that goes leaves the focus in its row', async () => {
    const panel = await openPanel({ rows: [sampleRow({ id: 'web' })] });
    await panel.row('web').getByRole('button', { name: 'Open in Browser' }).focus();
    const stopped = { status: 'stopped', statusText: 'Stopped', web: false } as const;
    await panel.sendChange([sampleRow({ id: 'web', ...stopped })]);
    assert.equal(await panel.focus(), 'web copy');
  });

  it('a row that is gone is no longer selected when it comes again', async () => {
    const panel = await openPanel({ rows: plainRows(3) });
    await panel.row('row-10001').getByRole('checkbox').click();
    await panel.sendChange([], ['row-10001']);
    await panel.sendChange([plainRow(10_001)]);
    assert.equal(await panel.row('row-10001').getAttribute('aria-selected'), 'false');
  });

  it('a missed message has the page ask for all rows, once', async () => {
    const panel = await openPanel({ rows: plainRows(3) });
    const change = { type: 'change', removed: ['row-10000'], changed: [] } as const;
    await panel.send({ ...change, base: 7, revision: 8 });
    await panel.send({ ...change, base: 8, revision: 9 });
    assert.equal((await panel.hostPorts()).length, 3);
    assert.equal((await panel.posted('ready')).length, 2);
    await panel.send({ type: 'rows', revision: 9, rows: plainRows(2) });
    await panel.send({ ...change, base: 9, revision: 10 });
    assert.deepEqual(await panel.hostPorts(), ['10001']);
    assert.equal((await panel.posted('ready')).length, 2);
  });

  it('messages that are none of ours are ignored', async () => {
    const panel = await openPanel({ rows: plainRows(3) });
    for (const message of [
      { type: 'toString' },
      { type: 'apply', rowId: 'row-10000' },
      { type: 'rows' },
      { type: 'showRow' },
      { type: 'showRow', rowId: 'unknown' },
      { type: 'showContainer', containerId: 'unknown' },
    ]) {
      await panel.send(message);
    }
    await panel.page.evaluate(() => {
      for (const data of [undefined, null, 'rows', 3, []]) {
        window.dispatchEvent(new MessageEvent('message', { data }));
      }
    });
    assert.equal((await panel.hostPorts()).length, 3);
    assert.equal((await panel.posted()).length, 1);
  });
});

describe('Aloud', () => {
  it('nothing is said of rows that come and go', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.sendChange([plainRow(1)], ['tls']);
    assert.equal(await said(panel), '');
  });

  it('a conflict that appears is said, and not again', async () => {
    const panel = await openPanel({ rows: [sampleRow({ id: 'web' })] });
    const conflict = { status: 'conflict', statusText: 'Conflict' } as const;
    const notes = ['Conflict: 8080 is published by old-1.'];
    await panel.sendChange([sampleRow({ id: 'web', ...conflict, notes })]);
    assert.equal(await said(panel), 'Conflict: 8080 is published by old-1.');
    await panel.sendChange([sampleRow({ id: 'web', ...conflict, notes, image: 'nginx:2' })]);
    assert.equal(await said(panel), 'Conflict: 8080 is published by old-1.');
  });

  it('what becomes of the row with the focus is said', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.row('web').locator('.hostPort').click();
    await panel.sendChange([sampleRow({ id: 'web', status: 'paused', statusText: 'Paused' })]);
    assert.equal(await said(panel), '8080 to 80/tcp, web-1: Paused.');
  });

  it('messages in quick succession wait for two seconds, and come as one', async () => {
    const panel = await openPanel({ rows: everyKind });
    await withStoppedClock(panel, async () => {
      await panel.row('web').locator('.hostPort').click();
      await panel.sendChange([sampleRow({ id: 'web', status: 'paused', statusText: 'Paused' })]);
      await panel.sendChange([sampleRow({ id: 'web', status: 'stopped', statusText: 'Stopped' })]);
      await panel.sendChange([], ['web']);
      assert.equal(await said(panel), '8080 to 80/tcp, web-1: Paused.');
      await panel.page.clock.runFor(1_900);
      assert.equal(await said(panel), '8080 to 80/tcp, web-1: Paused.');
      await panel.page.clock.runFor(200);
      assert.equal(
        await said(panel),
        '8080 to 80/tcp, web-1: Stopped. 8080 to 80/tcp, web-1: removed.',
      );
    });
  });
});
