import './endOfTests.ts';
import assert from 'node:assert/strict';
import { openPanel, type PanelPage } from './panelPage.ts';
import { sampleDraft, sampleForm, samplePlan, threeStaged } from './sampleDrafts.ts';
import { everyKind, plainRow, plainRows } from './sampleRows.ts';

const drawnRows = (panel: PanelPage): Promise<number> =>
  panel.page.locator('tbody tr[role=row]').count();

const elements = (panel: PanelPage): Promise<number> =>
  panel.page.evaluate(() => document.querySelectorAll('*').length);

describe('A long table', () => {
  it('has no more elements than a short one', async () => {
    const [short, long] = await Promise.all([
      openPanel({ rows: plainRows(100) }),
      openPanel({ rows: plainRows(10_000) }),
    ]);
    assert.ok((await drawnRows(long)) <= 50);
    assert.ok((await elements(long)) <= 1.1 * (await elements(short)));
    assert.equal(await long.page.getByRole('grid').getAttribute('aria-rowcount'), '10001');
    assert.equal(await long.counter.innerText(), '10000 mappings');
  });

  it('is as high as all its rows, and shows each where it belongs', async () => {
    const panel = await openPanel({ rows: plainRows(10_000) });
    const grid = panel.page.locator('.grid');
    const [height, row] = await Promise.all([
      grid.evaluate(({ scrollHeight }) => scrollHeight),
      panel.row('row-10000').evaluate(({ offsetHeight }: HTMLElement) => offsetHeight),
    ]);
    assert.ok(Math.abs(height - 10_001 * row) <= row, `${height} px for rows of ${row} px`);
    for (const share of [0.25, 0.5, 1, 0.75, 0]) {
      await grid.evaluate((element, part) => {
        element.scrollTop = part * (element.scrollHeight - element.clientHeight);
      }, share);
      await panel.page.evaluate(() => new Promise(requestAnimationFrame));
      const index = Math.floor((await grid.evaluate(({ scrollTop }) => scrollTop)) / row);
      const first = panel.row(`row-${10_000 + index}`);
      assert.equal(await first.getAttribute('aria-rowindex'), String(index + 2));
      await first.waitFor();
      assert.ok((await drawnRows(panel)) <= 50);
    }
  });

  it('takes a change of one row without drawing the others anew', async () => {
    const panel = await openPanel({ rows: plainRows(10_000) });
    await panel.page.evaluate(() => {
      const target = document.querySelector('.grid table');
      new MutationObserver((records) => {
        window.fakeHost.posted.push(...records.map(({ target: { nodeName } }) => nodeName));
      }).observe(target ?? document, { characterData: true, childList: true, subtree: true });
    });
    await panel.sendChange([plainRow(10_003, { statusText: 'Paused', status: 'paused' })]);
    const changed = (await panel.page.evaluate(() => window.fakeHost.posted)).slice(1);
    assert.ok(changed.length > 0 && changed.length <= 12, `${changed.length} changes`);
  });

  it('is whole for a screen reader, up to a thousand rows', async () => {
    const whole = await openPanel({ rows: plainRows(300), screenReader: true });
    assert.equal(await drawnRows(whole), 300);
    await whole.sendRows(plainRows(1_200));
    assert.ok((await drawnRows(whole)) <= 50);
  });
});

describe('A narrow page', () => {
  const scrollsSideways = (panel: PanelPage): Promise<boolean> =>
    panel.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );

  for (const width of [1200, 700, 600, 400, 320]) {
    it(`never scrolls sideways: ${width} px`, async () => {
      const panel = await openPanel({ rows: everyKind, width });
      assert.equal(await scrollsSideways(panel), false);
    });
  }

  for (const width of [1200, 1000, 905, 800, 690]) {
    it(`has every action within it: ${width} px`, async () => {
      const panel = await openPanel({ rows: everyKind, width });
      const remove = await panel
        .row('web')
        .getByRole('button', { name: /^Remove/ })
        .boundingBox();
      assert.ok(remove !== null && remove.x + remove.width <= width);
    });
  }

  for (const width of [700, 600, 400, 320]) {
    it(`does not with the form or the plan open either: ${width} px`, async () => {
      const panel = await openPanel({ rows: everyKind, width });
      await panel.send({ type: 'staged', staged: { ...threeStaged, obstacle: 'Not now.' } });
      const draft = sampleDraft({ hostPort: '80-', containerPort: '99999' });
      await panel.send({ type: 'form', form: sampleForm({ draft }) });
      await panel.page.getByRole('button', { name: 'Stage', exact: true }).click();
      assert.equal(await scrollsSideways(panel), false);
      await panel.page.getByRole('button', { name: 'Cancel' }).waitFor();
      await panel.send({ type: 'plan', plan: samplePlan() });
      assert.equal(await scrollsSideways(panel), false);
    });
  }

  it('is no longer than what it shows', async () => {
    const panel = await openPanel({ rows: plainRows(40), width: 400, height: 700 });
    const { scrollHeight, clientHeight } = await panel.page.evaluate(() => ({
      scrollHeight: document.documentElement.scrollHeight,
      clientHeight: document.documentElement.clientHeight,
    }));
    assert.equal(scrollHeight, clientHeight);
  });

  it('fills its width, also where a column is left out', async () => {
    const panel = await openPanel({ rows: plainRows(200), width: 850 });
    await panel.page.locator('.grid').evaluate((grid) => {
      grid.scrollTop = 100 * 28;
    });
    const cell = await panel.page.locator('thead .actions').boundingBox();
    assert.ok(cell !== null && cell.x + cell.width >= 830);
  });

  it('has no column for the source, and steps over it', async () => {
    const panel = await openPanel({ rows: everyKind, width: 690 });
    await panel.row('web').locator('.source').waitFor({ state: 'hidden' });
    await panel.row('web').getByRole('button', { name: 'web-1' }).focus();
    await panel.press('ArrowRight');
    assert.equal(await panel.focus(), 'web open');
    assert.match(await panel.page.locator('.details').innerText(), /compose\.yaml \(shop\)/);
  });

  it('shows cards with everything in them, and the same keys', async () => {
    const panel = await openPanel({ rows: everyKind, width: 400, height: 800 });
    await panel.takePicture('page-narrow');
    const card = panel.row('web');
    for (const cell of [
      '.status',
      '.address',
      '.hostPort',
      '.containerPort',
      '.name',
      '.actions',
    ]) {
      assert.ok(await card.locator(cell).isVisible(), cell);
    }
    await card.locator('.hostPort').click();
    await panel.press('ArrowDown', 'ArrowRight');
    assert.equal(await panel.focus(), 'agent containerPort');
    await panel.press('Control+Home', 'ArrowUp', 'Enter');
    assert.equal(
      await panel.page.getByRole('checkbox', { name: 'Select all mappings' }).isVisible(),
      true,
    );
  });

  it('keeps its place when rows become cards', async () => {
    const panel = await openPanel({ rows: plainRows(500) });
    await panel.page.locator('.grid').evaluate((grid) => {
      grid.scrollTop = 200 * 28;
    });
    await panel.page.setViewportSize({ width: 400, height: 700 });
    await panel.page.waitForFunction(() => document.querySelector('.grid')?.scrollTop === 200 * 88);
    await panel.row('row-10200').waitFor();
  });

  it('windows its cards too', async () => {
    const panel = await openPanel({ rows: plainRows(10_000), width: 400 });
    assert.ok((await drawnRows(panel)) <= 50);
    await panel.row('row-10000').locator('.hostPort').click();
    await panel.press('Control+End');
    assert.equal(await panel.focus(), 'row-19999 remove');
    await panel.row('row-19999').waitFor();
  });
});
