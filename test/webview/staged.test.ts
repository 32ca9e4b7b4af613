import './endOfTests.ts';
import assert from 'node:assert/strict';
import type { StagedRow } from '../../src/core/rows.ts';
import { openPanel, type PanelPage } from './panelPage.ts';
import { sampleForm, threeStaged } from './sampleDrafts.ts';
import { everyKind, exposedRow, plainRow, sampleRow } from './sampleRows.ts';

const edited = sampleRow({
  id: 'edited',
  status: 'staged',
  statusText: 'Staged: was 8444 → 80/tcp',
  web: false,
  hostPorts: { start: 8443, end: 8443 },
  hostPortText: '8443',
  text: '8443 → 80/tcp',
  staged: { kind: 'edit', changeId: 'c1', was: '8444 → 80/tcp', wasHostPort: '8444' },
});

function stagedRow(id: string, kind: StagedRow['kind'], hostPort: number): typeof edited {
  const words = kind === 'add' ? 'new' : 'removal';
  return plainRow(hostPort, {
    id,
    status: 'staged',
    statusText: `Staged: ${words}`,
    web: false,
    staged: { kind, changeId: id },
  });
}

const rows = [
  ...everyKind,
  edited,
  stagedRow('added', 'add', 9001),
  stagedRow('removed', 'remove', 9002),
];

const bar = (panel: PanelPage) => panel.page.getByRole('region', { name: 'Staged changes' });

async function said(panel: PanelPage): Promise<string> {
  return (await panel.page.locator('div[role=status]').textContent()) ?? '';
}

async function actions(panel: PanelPage, rowId: string): Promise<readonly string[]> {
  return panel
    .row(rowId)
    .locator('.actions button:visible')
    .evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? ''));
}

describe('A row with a staged change', () => {
  it('shows what it is to be and what it was', async () => {
    const panel = await openPanel({ rows });
    const header = panel.row('edited').getByRole('rowheader');
    assert.equal((await header.innerText()).replace(/\s+/g, ' '), '8443 ⟵ 8444 was 8444');
    await panel.row('edited').getByRole('rowheader', { name: '8443 was 8444' }).waitFor();
    await panel
      .row('edited')
      .getByRole('gridcell', { name: 'Staged Staged: was 8444 → 80/tcp.' })
      .waitFor();
  });

  it('says nothing of a host port that stays', async () => {
    const staged = { kind: 'edit', changeId: 'c', wasHostPort: '8443' } as const;
    const panel = await openPanel({ rows: [{ ...edited, staged }] });
    assert.equal(await panel.row('edited').getByRole('rowheader').innerText(), '8443');
  });

  it('has another shape for each kind, and the same word', async () => {
    const panel = await openPanel({ rows });
    const looks = await Promise.all(
      ['added', 'edited', 'removed'].map(async (id) => ({
        shape: await panel.row(id).locator('.status path').getAttribute('d'),
        word: await panel.row(id).locator('.status .text').innerText(),
      })),
    );
    assert.equal(new Set(looks.map(({ shape }) => shape)).size, 3);
    assert.deepEqual([...new Set(looks.map(({ word }) => word))], ['Staged']);
  });

  it('is struck through when it is to go, and says so', async () => {
    const panel = await openPanel({ rows });
    const line = (id: string): Promise<string> =>
      panel
        .row(id)
        .locator('.numerals')
        .evaluate((cell) => getComputedStyle(cell).textDecorationLine);
    assert.equal(await line('removed'), 'line-through');
    assert.equal(await line('added'), 'none');
    assert.match(await panel.row('removed').locator('.status').innerText(), /Staged: removal/);
    await panel.row('removed').locator('.status').click();
    assert.match(await panel.page.locator('.details').innerText(), /Staged: removal/);
  });

  it('is found by the chip', async () => {
    const panel = await openPanel({ rows });
    await panel.page.getByRole('button', { name: 'Staged', exact: true }).click();
    assert.deepEqual(await panel.hostPorts(), ['8443', '9001', '9002']);
  });

  it('tells the context menu of it', async () => {
    const panel = await openPanel({ rows });
    const context = (await panel.row('added').getAttribute('data-vscode-context')) ?? '';
    assert.equal((JSON.parse(context) as { staged: boolean }).staged, true);
  });
});

describe('The actions of a row', () => {
  it('are those that it allows', async () => {
    const kept = { status: 'kept', statusText: 'Original (kept)', web: false } as const;
    const panel = await openPanel({ rows: [...rows, plainRow(9100, { id: 'kept', ...kept })] });
    assert.deepEqual(await actions(panel, 'dns'), [
      'Copy address of 53 to 53/udp',
      'Edit 53 to 53/udp',
      'Remove 53 to 53/udp',
    ]);
    assert.deepEqual(await actions(panel, 'metrics'), ['Publish 9000/tcp']);
    assert.deepEqual(await actions(panel, 'edited'), [
      'Copy address of 8443 to 80/tcp',
      'Edit 8443 to 80/tcp',
      'Unstage 8443 to 80/tcp',
    ]);
    assert.deepEqual(await actions(panel, 'removed'), [
      'Copy address of 9002 to 80/tcp',
      'Unstage 9002 to 80/tcp',
    ]);
    assert.deepEqual(await actions(panel, 'kept'), ['Copy address of 9100 to 80/tcp']);
  });

  it('go to the extension by id', async () => {
    const panel = await openPanel({ rows });
    await panel.row('dns').getByRole('button', { name: 'Edit' }).click();
    await panel.row('metrics').getByRole('button', { name: 'Publish' }).click();
    await panel.row('dns').getByRole('button', { name: 'Remove' }).click();
    await panel.row('removed').getByRole('button', { name: 'Unstage' }).click();
    assert.deepEqual((await panel.posted()).slice(1), [
      { type: 'edit', rowId: 'dns' },
      { type: 'edit', rowId: 'metrics' },
      { type: 'remove', rowIds: ['dns'] },
      { type: 'unstage', rowIds: ['removed'] },
    ]);
  });

  it('leave the focus on Remove when it becomes Unstage', async () => {
    const panel = await openPanel({ rows: [plainRow(9002, { id: 'removed' })] });
    await panel.row('removed').getByRole('button', { name: 'Remove' }).click();
    await panel.sendChange([stagedRow('removed', 'remove', 9002)]);
    assert.equal(await panel.focus(), 'removed remove');
    await panel.press('Enter');
    assert.deepEqual(await panel.posted('unstage'), [{ type: 'unstage', rowIds: ['removed'] }]);
  });

  it('are reached with Enter and F2, also from a control in the row', async () => {
    const panel = await openPanel({ rows });
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Enter', 'F2', 'End', 'F2', 'ArrowLeft', 'Enter');
    assert.deepEqual(
      await panel.posted('edit'),
      Array.from({ length: 4 }, () => ({ type: 'edit', rowId: 'web' })),
    );
    await panel.row('removed').locator('.status').click();
    await panel.press('Enter');
    assert.equal((await panel.posted('edit')).length, 4);
  });

  it('Delete removes, and takes back what is staged', async () => {
    const panel = await openPanel({ rows });
    await panel.row('dns').locator('.hostPort').click();
    await panel.press('Delete');
    await panel.row('added').locator('.hostPort').click();
    await panel.press('Delete');
    await panel.row('metrics').locator('.status').click();
    await panel.press('Delete');
    assert.deepEqual(await panel.posted('remove'), [{ type: 'remove', rowIds: ['dns'] }]);
    assert.deepEqual(await panel.posted('unstage'), [{ type: 'unstage', rowIds: ['added'] }]);
  });

  it('Delete is for all selected rows, if the focus is on one', async () => {
    const panel = await openPanel({ rows });
    for (const id of ['web', 'dns', 'metrics', 'removed']) {
      await panel.row(id).getByRole('checkbox').click();
    }
    await panel.press('Delete');
    assert.deepEqual(await panel.posted('remove'), [{ type: 'remove', rowIds: ['dns', 'web'] }]);
    await panel.row('tls').locator('.address').click();
    await panel.press('Delete');
    assert.deepEqual((await panel.posted('remove'))[1], { type: 'remove', rowIds: ['tls'] });
    assert.deepEqual(await panel.posted('unstage'), []);
  });

  it('Add Mapping is for the container of the row with the focus', async () => {
    const panel = await openPanel({ rows });
    const add = panel.page.getByRole('button', { name: 'Add Mapping' });
    await add.click();
    await panel.row('db').locator('.address').click();
    await add.click();
    assert.deepEqual(await panel.posted('add'), [
      { type: 'add' },
      { type: 'add', containerId: 'db-1' },
    ]);
  });
});

describe('The bar of staged changes', () => {
  it('is there only when there is something to say', async () => {
    const panel = await openPanel({ rows: everyKind });
    await bar(panel).waitFor({ state: 'hidden' });
    await panel.send({ type: 'staged', staged: threeStaged });
    assert.match(await bar(panel).innerText(), /3 staged changes in 2 containers/);
    await panel.send({ type: 'staged', staged: { count: 0, text: '', canRestore: false } });
    await bar(panel).waitFor({ state: 'hidden' });
  });

  it('asks for the plan, and to discard', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'staged', staged: threeStaged });
    await bar(panel).getByRole('button', { name: 'Review Plan' }).click();
    await bar(panel).getByRole('button', { name: 'Discard' }).click();
    assert.deepEqual((await panel.posted()).slice(1), [{ type: 'review' }, { type: 'discard' }]);
  });

  it('offers to undo the discard, and has the focus there', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'staged', staged: threeStaged });
    await bar(panel).getByRole('button', { name: 'Discard' }).focus();
    await panel.press('Enter');
    await panel.send({ type: 'staged', staged: { count: 0, text: '', canRestore: true } });
    assert.match(await bar(panel).innerText(), /Discarded\./);
    assert.match(await said(panel), /Discarded\./);
    await panel.press('Enter');
    assert.deepEqual(await panel.posted('restoreDiscarded'), [{ type: 'restoreDiscarded' }]);
    await panel.send({ type: 'staged', staged: threeStaged });
    assert.equal(await bar(panel).locator('vscode-button:focus').innerText(), 'Review Plan');
    await panel.send({ type: 'staged', staged: { count: 0, text: '', canRestore: false } });
    assert.equal(await panel.page.locator('.grid:focus-within').count(), 1);
  });

  it('says why nothing can be applied', async () => {
    const panel = await openPanel({ rows: everyKind });
    const obstacle = 'Changes are applied in trusted workspaces only.';
    await panel.send({ type: 'staged', staged: { ...threeStaged, obstacle } });
    await bar(panel).getByText(obstacle).waitFor();
    await bar(panel).getByRole('button', { name: 'Review Plan' }).waitFor();
    await panel.send({ type: 'staged', staged: threeStaged });
    await bar(panel).getByText(obstacle).waitFor({ state: 'hidden' });
  });

  it('is said when it changes, but not when the page begins', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'staged', staged: threeStaged });
    assert.equal(await said(panel), '');
    const staged = { ...threeStaged, count: 4, text: '4 staged changes' };
    await panel.send({ type: 'staged', staged });
    assert.equal(await said(panel), '4 staged changes');
  });

  it('shows hostile text literally', async () => {
    const text = '<img src=x onerror=alert(1)>';
    const panel = await openPanel({
      rows: [exposedRow({ id: text, containerPorts: { start: 1, end: 1 } })],
    });
    await panel.send({ type: 'staged', staged: { ...threeStaged, text, obstacle: text } });
    assert.equal(await bar(panel).getByText(text).count(), 2);
    assert.equal(await panel.page.locator('img').count(), 0);
  });

  it('comes after the form in the order of Tab', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'staged', staged: threeStaged });
    await panel.send({ type: 'form', form: sampleForm() });
    await panel.page.getByRole('button', { name: 'Cancel' }).focus();
    await panel.press('Tab');
    assert.equal(await bar(panel).locator('vscode-button:focus').innerText(), 'Review Plan');
    await panel.row('web').locator('.hostPort').click();
    await panel.press('Tab');
    assert.equal(await panel.page.locator('.form .select-control:focus').count(), 1);
  });
});
