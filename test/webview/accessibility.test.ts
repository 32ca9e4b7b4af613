import './endOfTests.ts';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { openPanel, type PanelOptions, type PanelPage } from './panelPage.ts';
import {
  openToAll,
  runForm,
  sampleDraft,
  sampleForm,
  samplePlan,
  taken,
  threeStaged,
} from './sampleDrafts.ts';
import type { Row } from '../../src/core/rows.ts';
import type { PagePlanStep } from '../../src/protocol.ts';
import { everyKind } from './sampleRows.ts';
import { connecting, live, noContainers, permissionDenied, reconnecting } from './sampleStatus.ts';
import { builtPage } from './server.ts';
import { themes, type ThemeName } from './themes.ts';

/** What axe finds that is serious or critical: rule, element, and why. */
async function findings(panel: PanelPage): Promise<readonly string[]> {
  const script = `${axe.source}; axe.run().then(({ violations }) => violations)`;
  const violations = await panel.page.evaluate<axe.Result[]>(script);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ''}`),
    );
}

/** Names that the toolkit gives to what was given none. */
const uselessNames = /"(Icon Button|Checkbox|Data Grid|Loading|Text field)"/;

const scenes: Readonly<Record<string, PanelOptions>> = {
  connecting: { status: connecting },
  reconnecting: { rows: everyKind, status: reconnecting },
  failed: { rows: [], status: permissionDenied },
  empty: { rows: [], status: noContainers },
  cards: { rows: everyKind, width: 400 },
};

const stagedRows: readonly Row[] = everyKind.map((row, place) => {
  const kind = (['add', 'edit', 'remove'] as const)[place];
  if (kind === undefined) return row;
  const staged = { kind, changeId: row.id, wasHostPort: '9999' };
  return { ...row, status: 'staged', statusText: `Staged: ${kind}`, web: false, staged };
});

/** Opens the page in the middle of staging. */
const stagingScenes: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
  'the form with errors': async (panel) => {
    const draft = sampleDraft({ hostPort: '8081', containerPort: '99999', others: ['8443:443'] });
    await panel.send({ type: 'form', form: sampleForm({ draft }) });
    const [check] = await panel.posted('check');
    const serial = check?.type === 'check' ? check.serial : 0;
    await panel.send({
      type: 'check',
      check: { serial, messages: [taken, openToAll], preview: '' },
    });
    await panel.page.getByRole('button', { name: 'Stage', exact: true }).click();
  },
  'the form for an image, with its list open': async (panel) => {
    await panel.send({ type: 'form', form: runForm() });
    await panel.page.getByRole('combobox', { name: 'Address' }).selectOption('Other…');
    await panel.page.getByRole('textbox', { name: 'Container port' }).press('ArrowDown');
  },
  'the question before what was typed is lost': async (panel) => {
    await panel.send({ type: 'form', form: sampleForm() });
    await panel.page.getByRole('textbox', { name: 'Host port' }).fill('9000');
    await panel.press('Escape');
  },
  'the plan': async (panel) => {
    await panel.send({ type: 'plan', plan: samplePlan({ obstacle: 'Review again.' }) });
    await panel.page.getByRole('button', { name: 'Show list' }).click();
  },
  'the plan while it is applied': async (panel) => {
    const steps = samplePlan().steps.map((step, place): PagePlanStep => ({
      ...step,
      state: (['done', 'failed', 'applying'] as const)[place] ?? 'planned',
      message: 'What became of it.',
    }));
    await panel.send({ type: 'plan', plan: samplePlan({ phase: 'applying', steps }) });
    await panel.page.getByRole('button', { name: 'Cancel' }).click();
  },
};

describe('To everybody', () => {
  for (const theme of Object.keys(themes) as ThemeName[]) {
    for (const [scene, options] of Object.entries(scenes)) {
      it(`the page is accessible in ${themes[theme].label}: ${scene}`, async () => {
        const panel = await openPanel({ ...options, theme });
        assert.deepEqual(await findings(panel), []);
        assert.doesNotMatch(await panel.page.locator('body').ariaSnapshot(), uselessNames);
      });
    }

    for (const [scene, prepare] of Object.entries(stagingScenes)) {
      it(`staging is accessible in ${themes[theme].label}: ${scene}`, async () => {
        const panel = await openPanel({ rows: stagedRows, theme });
        await panel.send({ type: 'staged', staged: { ...threeStaged, obstacle: 'Not now.' } });
        await prepare(panel);
        await panel.takePicture(`${scene.replaceAll(/\W+/g, '-')}-${theme}`);
        assert.deepEqual(await findings(panel), []);
        assert.doesNotMatch(await panel.page.locator('body').ariaSnapshot(), uselessNames);
      });
    }

    it(`the table is so with a selection, a filter and the focus in ${themes[theme].label}`, async () => {
      const panel = await openPanel({ rows: everyKind, theme });
      await panel.page.getByRole('button', { name: 'All interfaces' }).click();
      await panel.row('db').locator('.hostPort').click();
      await panel.press('Space', 'Shift+ArrowDown', 'ArrowDown', 'ArrowDown');
      await panel.takePicture(`page-${theme}`);
      assert.deepEqual(await findings(panel), []);
      await panel.press('?');
      assert.deepEqual(await findings(panel), []);
    });
  }

  it('every control is at least 24 by 24 pixels, but for the checkboxes in their cells', async () => {
    const panel = await openPanel({ rows: everyKind });
    await panel.filter.fill('8');
    await panel.send({ type: 'staged', staged: threeStaged });
    await stagingScenes['the form with errors']?.(panel);
    const small = await panel.page
      .locator(
        'vscode-button:visible, vscode-text-field:visible, select, .action:visible, .sort, .link',
      )
      .evaluateAll((all) =>
        all
          .filter((each) => {
            const { width, height } = each.getBoundingClientRect();
            return height < 24 || width < 24;
          })
          .map((each) => each.outerHTML),
      );
    assert.deepEqual(small, []);
  });

  it('the page follows a change of the theme', async () => {
    const panel = await openPanel({ rows: everyKind });
    const background = (): Promise<string> =>
      panel.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await background();
    await panel.page.evaluate(({ kind, colors }) => {
      for (const [name, value] of Object.entries(colors)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
      document.body.className = kind;
      document.body.dataset['vscodeThemeKind'] = kind;
    }, themes.light);
    assert.notEqual(await background(), before);
    // The toolkit reads the theme itself.
    await panel.page.waitForFunction(
      (wanted) =>
        getComputedStyle(document.body).getPropertyValue('--button-primary-background') === wanted,
      themes.light.colors['button-background'],
    );
  });

  it('the page has no colours but those of the theme', async () => {
    await openPanel();
    const styles = await readFile(join(builtPage, 'panel.css'), 'utf8');
    assert.match(styles, /var\(--vscode-foreground\)/);
    assert.doesNotMatch(
      styles,
      /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|:\s*(?:white|black|red|gr[ae]y)\b/i,
    );
  });

  it('text is marked for those who look and those who listen alike', async () => {
    const panel = await openPanel({ rows: everyKind, status: live });
    const row = await panel.row('db').ariaSnapshot();
    assert.match(row, /checkbox "Select 5432 to 5432\/tcp, db-1"/);
    assert.match(row, /rowheader "5432"/);
    assert.match(row, /gridcell "Conflict Conflict: 5432 is published by db-old\."/);
  });
});
