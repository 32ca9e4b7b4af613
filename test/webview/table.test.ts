import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel, type PanelPage } from './panelPage.ts';
import { everyKind, exposedRow, plainRow, sampleRow } from './sampleRows.ts';

describe('The table', () => {
  const cells = (panel: PanelPage, rowId: string): Promise<string[]> =>
    panel.row(rowId).locator('td, th').allInnerTexts();

  it('shows a mapping in words, column by column', async () => {
    const panel = await openPanel({ rows: everyKind });
    const words = (await cells(panel, 'web')).map((text) => text.trim());
    assert.deepEqual(words.slice(2, 7), [
      'All interfaces',
      '8080',
      '80/tcp',
      'web-1',
      'compose.yaml',
    ]);
    assert.match(words[1] ?? '', /^Running/);
  });

  it('is a grid whose rows are named by their host port', async () => {
    const panel = await openPanel({ rows: everyKind });
    const grid = panel.page.getByRole('grid', { name: 'Port mappings' });
    assert.equal(await grid.getAttribute('aria-rowcount'), String(everyKind.length + 1));
    assert.equal(await grid.getAttribute('aria-colcount'), '8');
    assert.deepEqual(await grid.getByRole('columnheader').allInnerTexts(), [
      '',
      'Status',
      'Address',
      'Host port',
      'Container port',
      'Container',
      'Source',
      'Actions',
    ]);
    const row = panel.row('web');
    assert.equal(await row.getByRole('rowheader').innerText(), '8080');
    assert.equal(await row.getAttribute('aria-rowindex'), '7');
    assert.deepEqual(
      await row
        .locator('td, th')
        .evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-colindex'))),
      ['1', '2', '3', '4', '5', '6', '7', '8'],
    );
  });

  it('has another shape for each status and for each reach', async () => {
    const panel = await openPanel({ rows: everyKind });
    const shapes = await panel.page
      .locator('tbody tr[role=row]')
      .evaluateAll((rows) =>
        rows.map((row) =>
          ['.status', '.address'].map(
            (cell) =>
              `${row.querySelector(`${cell} path`)?.getAttribute('d') ?? ''} ${row.querySelector(`${cell} .text`)?.textContent ?? ''}`,
          ),
        ),
      );
    const distinct = (texts: readonly (string | undefined)[]): number => new Set(texts).size;
    const status = shapes.map(([shape]) => shape);
    const address = shapes.map(([, shape]) => shape);
    assert.equal(distinct(status.map((shape) => shape?.split('Z ')[0])), distinct(status));
    assert.equal(distinct(status), 7);
    assert.equal(distinct(address), 4);
  });

  it('says the literal addresses, the image and the notes in tooltips', async () => {
    const panel = await openPanel({ rows: everyKind });
    const row = panel.row('db');
    assert.equal(await row.locator('.address').getAttribute('title'), '0.0.0.0, ::');
    assert.equal(
      await row.getByRole('button', { name: 'db-1' }).getAttribute('title'),
      'db-1 · postgres:17',
    );
    assert.equal(
      await row.locator('.status').getAttribute('title'),
      'Conflict: 5432 is published by db-old.',
    );
  });

  it('says the notes without a mouse: to screen readers in the cell, to all below the table', async () => {
    const panel = await openPanel({ rows: everyKind });
    const cell = panel.row('db').locator('.status');
    assert.match(await cell.innerText(), /^Conflict\s+Conflict: 5432 is published by db-old\.$/);
    await panel.row('db').locator('.hostPort').focus();
    const details = await panel.page.locator('.details').innerText();
    assert.match(details, /0\.0\.0\.0, ::.*postgres:17.*5432 is published by db-old/);
  });

  it('marks a port that the engine picked, and says `dynamic` until it has', async () => {
    const picked = plainRow(32_769, { id: 'picked', dynamic: true });
    const waiting = exposedRow({
      id: 'waiting',
      containerPorts: { start: 80, end: 80 },
      dynamic: true,
      hostPortText: 'dynamic',
      text: 'dynamic → 80/tcp',
    });
    const panel = await openPanel({ rows: [picked, waiting] });
    assert.equal(await panel.row('picked').getByRole('rowheader').innerText(), 'dynamic32769');
    assert.equal(await panel.row('waiting').getByRole('rowheader').innerText(), 'dynamic');
  });

  it('says that an exposed port has no host port', async () => {
    const exposed = exposedRow({ id: 'e', containerPorts: { start: 9000, end: 9000 } });
    const panel = await openPanel({ rows: [exposed] });
    await panel.row('e').getByRole('rowheader', { name: 'No host port' }).waitFor();
    const actions = panel.row('e').locator('.actions').getByRole('button');
    assert.equal(await actions.count(), 1);
  });

  it('links to the line that declares a mapping, where a file does', async () => {
    const declared = { id: 'd', uri: 'file:///shop/compose.yaml', line: 12 };
    const rows = [
      sampleRow({ id: 'file', source: 'compose.yaml:12', declared }),
      sampleRow({ id: 'none', source: 'container' }),
    ];
    const panel = await openPanel({ rows });
    await panel.row('none').getByRole('button', { name: 'container' }).click({ force: true });
    await panel.row('file').getByRole('button', { name: 'compose.yaml:12' }).click();
    assert.deepEqual(await panel.posted('goToSource'), [{ type: 'goToSource', rowId: 'file' }]);
  });

  it('offers to open what a browser can open, and to copy what has an address', async () => {
    const panel = await openPanel({ rows: everyKind });
    const buttons = (id: string): Promise<string[]> =>
      panel
        .row(id)
        .locator('.actions button:visible')
        .evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? ''));
    assert.deepEqual(await buttons('web'), [
      'Copy address of 8080 to 80/tcp',
      'Open in Browser 8080 to 80/tcp',
      'Edit 8080 to 80/tcp',
      'Remove 8080 to 80/tcp',
    ]);
    assert.deepEqual((await buttons('dns')).slice(0, 2), [
      'Copy address of 53 to 53/udp',
      'Edit 53 to 53/udp',
    ]);
    assert.deepEqual(await buttons('metrics'), ['Publish 9000/tcp']);
  });

  it('posts what is pressed in a row, by id', async () => {
    const panel = await openPanel({ rows: everyKind });
    const row = panel.row('web');
    await row.getByRole('button', { name: 'Copy address' }).click();
    await row.getByRole('button', { name: 'Open in Browser' }).click();
    await row.getByRole('button', { name: 'web-1' }).click();
    assert.deepEqual(await panel.posted(), [
      { type: 'ready' },
      { type: 'copy', rowIds: ['web'], form: 'address' },
      { type: 'open', rowId: 'web' },
      { type: 'reveal', rowId: 'web' },
    ]);
  });

  it('offers a free host port where another one holds it', async () => {
    const panel = await openPanel({ rows: everyKind });
    const { id } = everyKind.find(({ status }) => status === 'conflict') ?? { id: '' };
    await panel
      .row(id)
      .getByRole('button', { name: /^Use free host port for/ })
      .click();
    assert.deepEqual(await panel.posted('move'), [{ type: 'move', rowId: id }]);
  });

  it('has the actions of all rows below each other', async () => {
    const panel = await openPanel({ rows: everyKind });
    const left = async (id: string, name: RegExp): Promise<number | undefined> =>
      (await panel.row(id).getByRole('button', { name }).boundingBox())?.x;
    const [edit, remove] = [await left('web', /^Edit/), await left('web', /^Remove/)];
    assert.notEqual(edit, undefined);
    assert.equal(await left('rtp', /^Edit/), edit);
    assert.equal(await left('rtp', /^Remove/), remove);
    assert.equal(await left('metrics', /^Publish/), edit);
  });

  it("tells the editor's context menu about the row", async () => {
    const panel = await openPanel({ rows: everyKind });
    const context = async (id: string): Promise<unknown> =>
      JSON.parse((await panel.row(id).getAttribute('data-vscode-context')) ?? '');
    assert.deepEqual(await context('web'), {
      webviewSection: 'mapping',
      rowId: 'web',
      web: true,
      published: true,
      staged: false,
      editable: true,
      exposed: false,
      removable: true,
      inFile: false,
      unforwarded: false,
      preventDefaultContextMenuItems: true,
    });
    assert.deepEqual(await context('metrics'), {
      webviewSection: 'mapping',
      rowId: 'metrics',
      web: false,
      published: false,
      staged: false,
      editable: false,
      exposed: true,
      removable: false,
      inFile: false,
      unforwarded: false,
      preventDefaultContextMenuItems: true,
    });
  });

  it('shows hostile text literally', async () => {
    const image = '$(sync~spin)';
    const name = '<img src=x onerror=alert(1)>';
    const source = '](command:workbench.action.quit)"><script>alert(2)</script>';
    const notes = ['<b>"bold"</b>', '&amp;'];
    const row = sampleRow({ id: `"'><img src=y>`, name, image, source, notes });
    const panel = await openPanel({ rows: [row] });
    const shown = panel.page.locator('tbody tr[role=row]');
    assert.equal(await shown.getByRole('button', { name }).innerText(), name);
    const title = await shown.getByRole('button', { name }).getAttribute('title');
    assert.equal(title, `${name} · ${image}`);
    assert.equal(await shown.locator('.source').innerText(), source);
    assert.match(await shown.locator('.status').innerText(), /<b>"bold"<\/b> &amp;/);
    assert.equal(await panel.page.locator('img, script:not([src]), b').count(), 0);
    await shown.getByRole('button', { name: 'Copy' }).click();
    assert.deepEqual((await panel.posted('copy'))[0], {
      type: 'copy',
      rowIds: [row.id],
      form: 'address',
    });
  });

  describe('sorts', () => {
    const ports = [plainRow(9000), plainRow(80), plainRow(10_000), plainRow(443)];

    it('by host port as a number, and the other way at the second press', async () => {
      const panel = await openPanel({ rows: ports });
      const header = panel.page.getByRole('columnheader', { name: 'Host port' });
      assert.deepEqual(await panel.hostPorts(), ['80', '443', '9000', '10000']);
      assert.equal(await header.getAttribute('aria-sort'), 'ascending');
      await header.getByRole('button').click();
      assert.deepEqual(await panel.hostPorts(), ['10000', '9000', '443', '80']);
      assert.equal(await header.getAttribute('aria-sort'), 'descending');
    });

    it('by another column, which alone says so', async () => {
      const panel = await openPanel({ rows: everyKind });
      const header = panel.page.getByRole('columnheader', { name: 'Status' });
      await header.getByRole('button').click();
      assert.equal(await panel.page.locator('[aria-sort]').count(), 1);
      assert.equal(await header.getAttribute('aria-sort'), 'ascending');
      const first = panel.page.locator('tbody tr[role=row]').first();
      assert.match(await first.innerText(), /Conflict/);
    });

    it('a change in, where it belongs', async () => {
      const panel = await openPanel({ rows: ports });
      await panel.sendChange(
        [plainRow(500), { ...plainRow(80), hostPortText: '81' }],
        ['row-9000'],
      );
      assert.deepEqual(await panel.hostPorts(), ['81', '443', '500', '10000']);
    });
  });
});
