import './endOfTests.ts';
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { PagePlan } from '../../src/protocol.ts';
import { openPanel, type PanelPage } from './panelPage.ts';
import { sampleForm, samplePlan, sampleStep, threeStaged } from './sampleDrafts.ts';
import { everyKind } from './sampleRows.ts';

async function openPlan(plan: PagePlan = samplePlan()): Promise<PanelPage> {
  const panel = await openPanel({ rows: everyKind });
  await panel.send({ type: 'staged', staged: threeStaged });
  await panel.send({ type: 'plan', plan });
  return panel;
}

const region = (panel: PanelPage): Locator => panel.page.locator('.plan');
const step = (panel: PanelPage, place: number): Locator => panel.page.locator('.step').nth(place);
const button = (panel: PanelPage, name: string | RegExp): Locator =>
  region(panel).getByRole('button', { name });
const tick = (panel: PanelPage, name: string): Locator =>
  region(panel).getByRole('checkbox', { name });

const polite = async (panel: PanelPage): Promise<string> =>
  (await panel.page.locator('div[role=status]').textContent()) ?? '';
const urgent = async (panel: PanelPage): Promise<string> =>
  (await panel.page.locator('div[role=alert]').textContent()) ?? '';

/** The plan while its first step is applied. */
function applying(facts: Parameters<typeof sampleStep>[0] = { id: 'cache-1' }): PagePlan {
  const [first, ...others] = samplePlan().steps;
  assert.ok(first !== undefined);
  const steps = [{ ...first, state: 'applying', ...facts } as const, ...others];
  return samplePlan({ phase: 'applying', steps });
}

describe('The plan', () => {
  it('comes with the focus on its title, in the place of the bar', async () => {
    const panel = await openPlan();
    const { title } = samplePlan();
    assert.equal(await panel.page.getByRole('region', { name: title }).count(), 1);
    assert.equal(await panel.page.locator('h2:focus').innerText(), title);
    await panel.page.locator('.staged-bar').waitFor({ state: 'hidden' });
  });

  it('says of each step what it does, keeps, loses and takes', async () => {
    const panel = await openPlan();
    assert.equal(await panel.page.getByRole('list', { name: 'Steps' }).count(), 1);
    const words = await step(panel, 0).locator('dt').allInnerTexts();
    assert.deepEqual(words, ['Place', 'Warning', 'Keeps', 'Loses', 'Downtime', 'Undo']);
    assert.match(await step(panel, 0).innerText(), /add 6379 → 6379\/tcp on this host only/);
    assert.match(await step(panel, 1).innerText(), /Nothing is lost\./);
  });

  it('shows a list when asked, and only then', async () => {
    const panel = await openPlan();
    assert.equal(await panel.page.getByText('/run/b').count(), 0);
    await button(panel, 'Show list').click();
    const list = panel.page.getByRole('region', { name: '2 files in a tmpfs' });
    assert.equal(await list.innerText(), '/run/a\n/run/b');
    await button(panel, 'Hide list').click();
    await list.waitFor({ state: 'hidden' });
  });

  it('has a step that cannot be done say why, and not be ticked', async () => {
    const panel = await openPlan();
    const refused = tick(panel, 'Recreate task-1');
    assert.ok(await refused.isDisabled());
    assert.equal(await refused.isChecked(), false);
    assert.match(await step(panel, 2).innerText(), /belongs to a Swarm service/);
    assert.match((await refused.getAttribute('aria-description')) ?? '', /Swarm service/);
  });

  it('asks for what is ticked to be applied, by id', async () => {
    const panel = await openPlan();
    await button(panel, 'Recreate 2 Containers…').click();
    await tick(panel, 'Recreate cache-1').uncheck();
    await button(panel, 'Apply 1 Step…').click();
    assert.deepEqual(await panel.posted('apply'), [
      { type: 'apply', planId: 'plan-1', stepIds: ['cache-1', 'web-1'] },
      { type: 'apply', planId: 'plan-1', stepIds: ['web-1'] },
    ]);
    await tick(panel, 'Recreate cache-1').check();
    assert.equal(await button(panel, 'Recreate 2 Containers…').count(), 1);
    await region(panel).waitFor();
  });

  it('does not apply nothing, nor what cannot be applied', async () => {
    const panel = await openPlan();
    await tick(panel, 'Recreate cache-1').uncheck();
    await tick(panel, 'Recreate web-1').uncheck();
    assert.ok(await button(panel, 'Apply 0 Steps…').isDisabled());
    const obstacle = 'compose.yaml changed since the plan was made. Review again.';
    await panel.send({ type: 'plan', plan: samplePlan({ id: 'plan-2', obstacle }) });
    await panel.page.getByText(obstacle).waitFor();
    await button(panel, 'Recreate 2 Containers…').click({ force: true });
    assert.deepEqual(await panel.posted('apply'), []);
  });

  it('keeps what is ticked when it is sent again, and begins anew when it is another', async () => {
    const panel = await openPlan();
    await tick(panel, 'Recreate cache-1').uncheck();
    await panel.send({ type: 'plan', plan: samplePlan({ title: 'Plan: the same' }) });
    assert.equal(await tick(panel, 'Recreate cache-1').isChecked(), false);
    await panel.send({ type: 'plan', plan: samplePlan({ id: 'plan-2' }) });
    assert.equal(await tick(panel, 'Recreate cache-1').isChecked(), true);
  });

  it('is closed by the extension, and the focus is on what opened it', async () => {
    const panel = await openPlan();
    await panel.press('Escape');
    await button(panel, 'Close').click();
    assert.deepEqual(await panel.posted('closePlan'), [
      { type: 'closePlan' },
      { type: 'closePlan' },
    ]);
    await region(panel).waitFor();
    await panel.send({ type: 'plan' });
    await region(panel).waitFor({ state: 'hidden' });
    assert.equal(
      await panel.page.locator('.staged-bar vscode-button:focus').innerText(),
      'Review Plan',
    );
  });

  it('sets the form aside, with what was typed in it', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.send({ type: 'form', form: sampleForm() });
    const hostPort = panel.page.getByRole('textbox', { name: 'Host port' });
    await hostPort.fill('9000');
    await panel.send({ type: 'plan', plan: samplePlan() });
    await hostPort.waitFor({ state: 'hidden' });
    await button(panel, 'Close').focus();
    await panel.send({ type: 'plan' });
    assert.equal(await hostPort.inputValue(), '9000');
    assert.equal(await panel.page.locator('.field-hostPort vscode-text-field:focus').count(), 1);
  });

  it('gives way to a form, which the extension hears of', async () => {
    const panel = await openPlan();
    await panel.send({ type: 'form', form: sampleForm() });
    assert.deepEqual(await panel.posted('closePlan'), [{ type: 'closePlan' }]);
    await panel.send({ type: 'plan' });
    assert.equal(await panel.page.locator('.field-hostPort vscode-text-field:focus').count(), 1);
  });

  describe('while it is applied', () => {
    it('shows how far it is, and takes no more ticks', async () => {
      const panel = await openPlan();
      await button(panel, 'Recreate 2 Containers…').focus();
      const message = 'Stop the original (5 of 12)';
      await panel.send({ type: 'plan', plan: applying({ id: 'cache-1', message }) });
      assert.match(await step(panel, 0).innerText(), /Applying[^]*Stop the original \(5 of 12\)/);
      assert.equal(await panel.page.locator('.steps').getAttribute('aria-busy'), 'true');
      assert.equal(await region(panel).getByRole('checkbox').count(), 0);
      assert.equal(await button(panel, /Apply|Close/).count(), 0);
      assert.equal(
        await region(panel).locator('vscode-button:focus').innerText(),
        'Cancel After This Container',
      );
      assert.match(await polite(panel), /Recreate cache-1: Applying: Stop the original/);
      await panel.press('Escape');
      assert.deepEqual(await panel.posted('closePlan'), []);
    });

    it('is cancelled after the container that is being changed', async () => {
      const panel = await openPlan();
      await panel.send({ type: 'plan', plan: applying() });
      await button(panel, 'Cancel After This Container').click();
      assert.deepEqual(await panel.posted('cancelApply'), [
        { type: 'cancelApply', planId: 'plan-1' },
      ]);
      assert.ok(
        await panel.page
          .locator('.report')
          .getByText(/^Stopping after/)
          .isVisible(),
      );
      await panel.send({ type: 'plan', plan: applying({ id: 'cache-1', message: 'Next' }) });
      assert.ok(
        await panel.page
          .locator('.report')
          .getByText(/^Stopping after/)
          .isVisible(),
      );
    });

    it('leaves open what was opened', async () => {
      const panel = await openPlan();
      await button(panel, 'Show list').click();
      await panel.send({ type: 'plan', plan: applying() });
      await panel.page.getByText('/run/b').waitFor();
    });

    it('interrupts for a failure and nothing else', async () => {
      const panel = await openPlan();
      await panel.send({ type: 'plan', plan: applying() });
      await panel.send({
        type: 'plan',
        plan: applying({ id: 'cache-1', state: 'done', message: 'Done.' }),
      });
      assert.equal(await urgent(panel), '');
      const message = 'cache-1 was not changed. Docker said: port is already allocated.';
      await panel.send({
        type: 'plan',
        plan: applying({ id: 'cache-1', state: 'failed', message }),
      });
      assert.equal(await urgent(panel), `Recreate cache-1: Failed: ${message}`);
      assert.match(await step(panel, 0).innerText(), /Failed[^]*port is already allocated/);
    });

    it('does not take away a form that is opened meanwhile', async () => {
      const panel = await openPlan();
      await panel.send({ type: 'plan', plan: applying() });
      await panel.send({ type: 'form', form: sampleForm() });
      await panel.send({ type: 'plan', plan: applying({ id: 'cache-1', message: 'Next' }) });
      await panel.page.locator('.form').waitFor();
      await region(panel).waitFor();
      assert.deepEqual(await panel.posted('closePlan'), []);
    });
  });

  it('ends with a report', async () => {
    const panel = await openPlan();
    await panel.send({ type: 'plan', plan: applying() });
    await button(panel, 'Cancel After This Container').focus();
    const report = 'Stopped after 1 of 2. cache-1 done; web-1 not changed.';
    await panel.send({ type: 'plan', plan: samplePlan({ phase: 'done', report }) });
    assert.equal(await panel.page.locator('.report').innerText(), report);
    assert.equal(await region(panel).locator('vscode-button:focus').innerText(), 'Close');
    assert.equal(await panel.page.locator('.steps').getAttribute('aria-busy'), 'false');
  });

  it('is whole on a low page, which leaves out the table', async () => {
    const panel = await openPanel({ rows: everyKind, width: 450, height: 480 });
    await panel.send({ type: 'plan', plan: samplePlan({ phase: 'done', report: '2 of 2 done.' }) });
    for (const part of [panel.page.locator('.report'), button(panel, 'Close')]) {
      const box = await part.boundingBox();
      assert.ok(box !== null && box.y + box.height <= 480);
    }
    await panel.send({ type: 'plan' });
    await panel.page.getByRole('grid').waitFor();
  });

  it('says at its end what was done and how to go back, and no more what was to be weighed', async () => {
    const panel = await openPlan();
    await panel.page.getByText('about 2 seconds').first().waitFor();
    const { steps } = samplePlan();
    const done = steps.map((each) => ({ ...each, state: 'done', message: 'Done.' }) as const);
    await panel.send({ type: 'plan', plan: samplePlan({ phase: 'done', steps: done }) });
    assert.equal(await panel.page.getByText('about 2 seconds').first().isVisible(), false);
    await panel.page.getByText('the original is kept, stopped').waitFor();
    assert.doesNotMatch(await step(panel, 0).innerText(), /Done[^]*Done/);
  });

  it('is copied as text', async () => {
    const panel = await openPlan();
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(panel, 'Copy as Text').click();
    await panel.page.waitForFunction(() =>
      document.querySelector('div[role=status]')?.textContent.includes('Copied.'),
    );
    const text = await panel.page.evaluate(() => navigator.clipboard.readText());
    assert.equal(
      text,
      `Plan: 3 changes in 3 containers
1. Recreate cache-1
   add 6379 → 6379/tcp on this host only
   Place: compose.yaml is where cache belongs.
   Warning: The image redis:8 is another one by now.
   Keeps: 2 networks (front, back), volume cache-data
   Loses: 2 files in a tmpfs
     /run/a
     /run/b
   Downtime: about 2 seconds
   Undo: the original is kept as cache-1_before_ports
2. Recreate web-1
   add 6379 → 6379/tcp on this host only
   Keeps: 2 networks (front, back), volume cache-data
   Loses: Nothing is lost.
   Downtime: about 2 seconds
   Undo: the original is kept, stopped
3. Recreate task-1
   add 6379 → 6379/tcp on this host only
   Cannot be done: This container belongs to a Swarm service; change the service instead.
`,
    );
  });

  it('shows hostile text literally, and one detail a line', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const details = [`${hostile}\nsecond`, '\u001b[31mred'];
    const facts = [{ kind: 'loses', text: hostile, details }] as const;
    const hostileStep = sampleStep({
      id: hostile,
      title: hostile,
      changes: [hostile],
      facts,
      refusal: hostile,
      message: hostile,
    });
    const panel = await openPlan(samplePlan({ title: hostile, steps: [hostileStep] }));
    await button(panel, 'Show list').click();
    const list = await panel.page.locator('.detail-list').innerText();
    assert.deepEqual(list.split('\n'), [`${hostile}\uFFFDsecond`, '\uFFFD[31mred']);
    assert.equal(await panel.page.locator('img').count(), 0);
  });

  it('scrolls within itself, and leaves room for the table', async () => {
    const steps = Array.from({ length: 30 }, (_, index) => sampleStep({ id: `web-${index}` }));
    const panel = await openPlan(samplePlan({ steps }));
    const [plan, page] = await Promise.all([
      region(panel).boundingBox(),
      panel.page.evaluate(() => innerHeight),
    ]);
    assert.ok(plan !== null && plan.height <= 0.6 * page + 1);
    await button(panel, 'Close').waitFor();
    await tick(panel, 'Recreate web-29').focus();
    await tick(panel, 'Recreate web-29').waitFor();
  });
});
