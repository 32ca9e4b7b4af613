import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel, type PanelPage } from './panelPage.ts';
import { sampleDraft, sampleForm } from './sampleDrafts.ts';
import { everyKind, plainRows } from './sampleRows.ts';
import { live } from './sampleStatus.ts';

/** The page's state, once it holds this. */
async function stored(panel: PanelPage, part: string): Promise<unknown> {
  await panel.page.waitForFunction(
    (wanted) => JSON.stringify(window.fakeHost.state ?? null).includes(wanted),
    part,
  );
  return panel.page.evaluate(() => window.fakeHost.state);
}

describe('The page', () => {
  it('stores what the user set, a moment after', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('web');
    await panel.page.getByRole('button', { name: 'All interfaces' }).click();
    await panel.page
      .getByRole('columnheader', { name: 'Container port' })
      .getByRole('button')
      .click();
    await panel.row('web').locator('.address').click();
    await panel.press('Space');
    assert.deepEqual(await stored(panel, '"selected":["web"]'), {
      filter: { text: 'web', chips: ['allInterfaces'] },
      sort: { column: 'containerPort', descending: false },
      place: { rowId: 'web', stop: 'address' },
      scroll: 0,
      selected: ['web'],
    });
  });

  it('is after a reload as it was: filter, sort, place, scroll and selection', async () => {
    const panel = await openPanel({ rows: plainRows(300) });
    await panel.filter.fill('app-10');
    await panel.page
      .getByRole('columnheader', { name: 'Container', exact: true })
      .getByRole('button')
      .click();
    await panel.row('row-10000').locator('.status').click();
    await panel.press('PageDown', 'PageDown', 'PageDown', 'Space');
    const place = await panel.focus();
    const id = place.split(' ')[0] ?? '';
    await stored(panel, `"selected":["${id}"]`);
    const [scroll, ports] = await Promise.all([
      panel.page.locator('.grid').evaluate((grid) => grid.scrollTop),
      panel.hostPorts(),
    ]);
    assert.ok(scroll > 0);
    await panel.page.reload();
    await panel.send({ type: 'status', status: live });
    await panel.sendRows(plainRows(300));
    assert.equal(await panel.filter.inputValue(), 'app-10');
    assert.deepEqual(await panel.hostPorts(), ports);
    assert.equal(await panel.page.locator('.grid').evaluate((grid) => grid.scrollTop), scroll);
    assert.equal(await panel.row(id).getAttribute('aria-selected'), 'true');
    await panel.page.locator('.grid').evaluate(() => {
      window.dispatchEvent(new Event('focus'));
    });
    assert.equal(await panel.focus(), place);
  });

  it('is after a reload with the form that was open, unless that makes no sense', async () => {
    const form = sampleForm();
    const stored = { form, draft: sampleDraft({ hostPort: '9000' }) };
    const panel = await openPanel({ rows: everyKind, state: { form: stored } });
    const hostPort = panel.page.getByRole('textbox', { name: 'Host port' });
    assert.equal(await hostPort.inputValue(), '9000');
    assert.equal((await panel.posted('check')).length, 1);
    for (const broken of [
      'form',
      { form },
      { ...stored, draft: { target: 3 } },
      { ...stored, form: { ...form, kind: 'other' } },
      { ...stored, form: { ...form, title: undefined } },
      { ...stored, form: { ...form, targets: [{ id: 'a' }] } },
      { ...stored, form: { ...form, draft: null } },
    ]) {
      const other = await openPanel({ rows: everyKind, state: { form: broken } });
      assert.equal(await other.page.locator('.form').count(), 0);
    }
  });

  it('forgets the form that was closed', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'form', form: sampleForm() });
    assert.match(JSON.stringify(await stored(panel, '"form"')), /"hostPort":"8081"/);
    await panel.press('Escape');
    const state = await panel.page.evaluate(() => window.fakeHost.state);
    assert.doesNotMatch(JSON.stringify(state), /"form"/);
  });

  it('begins anew when what was stored makes no sense', async () => {
    for (const state of [
      'old',
      { filter: 3, sort: { column: 'id' }, place: { stop: 'nowhere' }, scroll: 'far', selected: 1 },
      { filter: { text: null, chips: ['dynamic', 7] }, sort: null, selected: [1, 'web'] },
    ]) {
      const panel = await openPanel({ rows: everyKind, state });
      assert.equal((await panel.hostPorts()).length, everyKind.length);
      assert.equal((await panel.hostPorts())[0], '53');
    }
  });

  it('shows a row that it is told to show, lifting the filter that hides it', async () => {
    const panel = await openPanel({ rows: plainRows(500) });
    await panel.filter.fill('nothing like it');
    await panel.send({ type: 'showRow', rowId: 'row-10400' });
    assert.equal(await panel.focus(), 'row-10400 hostPort');
    assert.equal(await panel.filter.inputValue(), '');
    await panel.row('row-10400').waitFor();
  });

  it('keeps a filter that does not hide the row', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('web');
    await panel.send({ type: 'showRow', rowId: 'tls' });
    assert.equal(await panel.focus(), 'tls hostPort');
    assert.equal(await panel.filter.inputValue(), 'web');
  });

  it('shows the first row of a container', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'showContainer', containerId: 'cache-1' });
    assert.equal(await panel.focus(), 'cache hostPort');
  });
});
