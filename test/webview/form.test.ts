import './endOfTests.ts';
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { DraftMessage, MappingDraft } from '../../src/core/mappingDraft.ts';
import type { PageForm } from '../../src/protocol.ts';
import { openPanel, withStoppedClock, type PanelOptions, type PanelPage } from './panelPage.ts';
import { openToAll, runForm, sampleDraft, sampleForm, taken } from './sampleDrafts.ts';
import { everyKind, plainRow, plainRows, sampleRow } from './sampleRows.ts';
import { live } from './sampleStatus.ts';

async function openForm(
  form: PageForm = sampleForm(),
  options: PanelOptions = {},
): Promise<PanelPage> {
  const panel = await openPanel({ rows: everyKind, ...options });
  await panel.send({ type: 'form', form });
  return panel;
}

const field = (panel: PanelPage, name: string): Locator =>
  panel.page.getByRole('textbox', { name, exact: true });
const choice = (panel: PanelPage, name: string): Locator =>
  panel.page.getByRole('combobox', { name, exact: true });
const button = (panel: PanelPage, name: string): Locator =>
  panel.page.getByRole('button', { name, exact: true });
const hostPort = (panel: PanelPage): Locator => field(panel, 'Host port');
const containerPort = (panel: PanelPage): Locator => field(panel, 'Container port');
const form = (panel: PanelPage): Locator => panel.page.locator('.form');

/** The drafts that the page wants checked, in order. */
async function asked(
  panel: PanelPage,
): Promise<readonly { serial: number; draft: MappingDraft }[]> {
  return (await panel.posted('check')).filter((message) => message.type === 'check');
}

/** Answers the latest question. */
async function answer(panel: PanelPage, ...messages: readonly DraftMessage[]): Promise<void> {
  const serial = (await asked(panel)).at(-1)?.serial ?? 0;
  await panel.send({ type: 'check', check: { serial, messages, preview: '' } });
}

/** Waits until the page wants a draft like this checked. */
async function askedFor(panel: PanelPage, part: string): Promise<void> {
  await panel.page.waitForFunction(
    (wanted) =>
      JSON.stringify(
        window.fakeHost.posted.findLast((each) => JSON.stringify(each).includes('"check"')) ?? '',
      ).includes(wanted),
    part,
  );
}

async function focused(panel: PanelPage): Promise<string> {
  return panel.page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
}

/** @returns whether the page took it; if not, the browser puts the text in. */
async function paste(into: Locator, text: string): Promise<boolean> {
  await into.focus();
  return into.evaluate((control, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const options = { bubbles: true, composed: true, cancelable: true };
    return !control.dispatchEvent(new ClipboardEvent('paste', { clipboardData, ...options }));
  }, text);
}

describe('The form', () => {
  it('opens with its draft, and the focus on the host port', async () => {
    const panel = await openForm(
      sampleForm({
        draft: sampleDraft({ hostPort: '8081', containerPort: '53', protocol: 'udp' }),
      }),
    );
    assert.equal(await panel.page.getByRole('region', { name: 'Add Mapping' }).count(), 1);
    assert.equal(await choice(panel, 'Target').inputValue(), 'web-1');
    assert.equal(await choice(panel, 'Address').inputValue(), '127.0.0.1');
    assert.equal(await hostPort(panel).inputValue(), '8081');
    assert.equal(await containerPort(panel).inputValue(), '53');
    assert.equal(await choice(panel, 'Protocol').inputValue(), 'udp');
    assert.equal(await focused(panel), 'Host port');
    assert.match(await form(panel).innerText(), /Running · web-1 is recreated when you apply/);
    assert.deepEqual((await asked(panel))[0]?.draft.hostPort, '8081');
  });

  it('says what an empty host port means', async () => {
    const panel = await openForm();
    assert.equal(await hostPort(panel).getAttribute('placeholder'), 'Docker picks');
  });

  it('blames nobody for what is still empty', async () => {
    const panel = await openForm();
    await answer(panel, { field: 'containerPort', level: 'error', text: 'No.', fixes: [] });
    assert.equal(await panel.page.locator('.message').count(), 0);
  });

  it('changes its target with what there is to choose from, and what follows', async () => {
    const panel = await openForm();
    await button(panel, 'Choose a container port').waitFor();
    await choice(panel, 'Target').selectOption('rtp-1');
    await button(panel, 'Choose a container port').waitFor({ state: 'hidden' });
    assert.match(await form(panel).innerText(), /stays stopped/);
    await askedFor(panel, '"target":"rtp-1"');
  });

  it('speaks of guest ports to those who listen, too, once a virtual machine is chosen', async () => {
    const { targets } = sampleForm();
    const id = 'machine:file:///shop/Vagrantfile#default';
    const machine = { id, label: 'Vagrantfile', detail: '', suggestions: [], consequence: '' };
    const panel = await openForm(sampleForm({ targets: [...targets, machine] }));
    await choice(panel, 'Target').selectOption('Vagrantfile');
    const field = panel.page.getByRole('textbox', { name: 'Guest port', exact: true });
    await field.waitFor();
    await panel.page.getByRole('checkbox', { name: /auto_correct/ }).waitFor();
    await choice(panel, 'Target').selectOption('web-1');
    await field.waitFor({ state: 'detached' });
  });

  it('offers the ports of the container, by keyboard', async () => {
    const panel = await openForm();
    await containerPort(panel).focus();
    await panel.press('ArrowDown');
    await panel.page.getByRole('listbox', { name: 'Choose a container port' }).waitFor();
    await panel.press('End');
    assert.equal(await focused(panel), '53/udp');
    await panel.press('Enter');
    assert.equal(await containerPort(panel).inputValue(), '53');
    assert.equal(await choice(panel, 'Protocol').inputValue(), 'udp');
    assert.equal(await focused(panel), 'Container port');
    await panel.press('ArrowDown', 'Escape');
    await panel.page.getByRole('listbox').waitFor({ state: 'hidden' });
    assert.equal(await form(panel).count(), 1);
  });

  it('offers the ports of the container, by mouse', async () => {
    const panel = await openForm();
    await button(panel, 'Choose a container port').click();
    await panel.page.getByRole('option', { name: '443/tcp' }).click();
    assert.equal(await containerPort(panel).inputValue(), '443');
  });

  it('takes any other address, and does not take none for all', async () => {
    const panel = await openForm();
    await choice(panel, 'Address').selectOption('Other…');
    assert.equal(await focused(panel), 'IP address');
    await field(panel, 'IP address').fill('192.168.1.9');
    await askedFor(panel, '"address":"192.168.1.9"');
    await field(panel, 'IP address').fill('');
    await button(panel, 'Stage').click();
    await panel.page.getByText('Enter an IP address.').waitFor();
    assert.equal(await focused(panel), 'IP address');
    await choice(panel, 'Address').selectOption('All interfaces');
    await askedFor(panel, '"address":""');
    assert.equal(await panel.page.getByText('Enter an IP address.').count(), 0);
  });

  describe('says what is wrong', () => {
    it('by its form once typing pauses, and takes it back at once', async () => {
      const panel = await openForm();
      await withStoppedClock(panel, async () => {
        await containerPort(panel).pressSequentially('80-79');
        await panel.page.clock.runFor(350);
        assert.equal(await panel.page.locator('.message').count(), 0);
        await panel.page.clock.runFor(100);
      });
      assert.match(await panel.page.locator('.message').innerText(), /ends before it starts/);
      await panel.press('Backspace', 'Backspace');
      await containerPort(panel).pressSequentially('90');
      assert.equal(await panel.page.locator('.message').count(), 0);
    });

    it('when a field is left', async () => {
      const panel = await openForm();
      await hostPort(panel).fill('99999');
      await panel.press('Tab');
      assert.match(await panel.page.locator('.field-hostPort .message').innerText(), /1 to 65535/);
    });

    it('to those who listen, too', async () => {
      const panel = await openForm();
      await answer(panel, taken);
      assert.equal(await hostPort(panel).getAttribute('aria-invalid'), 'true');
      assert.equal(await hostPort(panel).getAttribute('aria-description'), taken.text);
      await panel.page.locator('.field-hostPort').getByText(`Error: ${taken.text}`).waitFor();
      assert.match((await panel.page.locator('div[role=status]').textContent()) ?? '', /api-1/);
      await answer(panel);
      assert.equal(await hostPort(panel).getAttribute('aria-invalid'), null);
      assert.equal(await hostPort(panel).getAttribute('aria-description'), null);
    });

    it('with buttons that fix it', async () => {
      const panel = await openForm();
      await answer(panel, taken, openToAll);
      await button(panel, 'Use 8082').click();
      assert.equal(await hostPort(panel).inputValue(), '8082');
      assert.equal(await focused(panel), 'Host port');
      assert.equal(await panel.page.locator('.field-hostPort .message').count(), 0);
      await askedFor(panel, '"hostPort":"8082"');
    });

    it('with buttons that go there, and the form stays', async () => {
      const panel = await openForm();
      await answer(panel, taken);
      await button(panel, 'Go to api-1').click();
      assert.equal(await panel.focus(), 'db hostPort');
      assert.equal(await form(panel).count(), 1);
    });

    it('in the words of the latest answer alone', async () => {
      const panel = await openForm();
      await panel.page.getByText('Checking…').waitFor();
      const [first] = await asked(panel);
      await hostPort(panel).fill('8090');
      await askedFor(panel, '"hostPort":"8090"');
      assert.ok(first !== undefined);
      const late = { serial: first.serial, messages: [taken], preview: '' };
      await panel.send({ type: 'check', check: late });
      assert.equal(await panel.page.locator('.message').count(), 0);
      await panel.page.getByText('Checking…').waitFor();
      await answer(panel, openToAll);
      assert.equal(await panel.page.locator('.message').count(), 1);
      assert.equal(await panel.page.getByText('Checking…').count(), 0);
    });

    it('not in the words of an answer to an earlier form', async () => {
      const panel = await openForm();
      const [first] = await asked(panel);
      await panel.send({ type: 'form', form: sampleForm({ draft: sampleDraft() }) });
      assert.ok(first !== undefined);
      const late = { serial: first.serial, messages: [taken], preview: '' };
      await panel.send({ type: 'check', check: late });
      assert.equal(await panel.page.locator('.message').count(), 0);
      await panel.page.getByText('Checking…').waitFor();
    });

    it('asks once for what is typed in one go', async () => {
      const panel = await openForm();
      const before = (await asked(panel)).length;
      await withStoppedClock(panel, async () => {
        for (const key of ['Backspace', '2', '3']) {
          await panel.press(key);
          await panel.page.clock.runFor(100);
        }
        await panel.page.clock.runFor(300);
      });
      assert.equal((await asked(panel)).length, before + 1);
    });
  });

  describe('stages', () => {
    const complete = sampleForm({ draft: sampleDraft({ hostPort: '8081', containerPort: '80' }) });

    it('with Enter once it is checked, and shows the new row', async () => {
      const panel = await openForm(complete);
      await panel.press('Enter');
      assert.deepEqual(await panel.posted('stage'), []);
      await answer(panel);
      assert.deepEqual(await panel.posted('stage'), [{ type: 'stage', draft: complete.draft }]);
      await panel.send({ type: 'stagedDraft', rowId: 'new', text: 'Staged 8081 to 80/tcp.' });
      assert.equal(await form(panel).count(), 0);
      assert.equal(await panel.page.locator('.grid:focus-within').count(), 1);
      await panel.sendChange([sampleRow({ id: 'new', hostPortText: '8081' })]);
      assert.equal(await panel.focus(), 'new hostPort');
      assert.match(
        (await panel.page.locator('div[role=status]').textContent()) ?? '',
        /Staged 8081 to 80\/tcp\./,
      );
    });

    it('a row that comes late does not call the user back', async () => {
      const panel = await openForm(complete);
      await panel.send({ type: 'stagedDraft', rowId: 'new', text: 'Staged.' });
      await panel.filter.focus();
      await panel.sendChange([sampleRow({ id: 'new' })]);
      assert.equal(await panel.focus(), 'vscode-text-field');
    });

    it('names the row that is edited', async () => {
      const panel = await openForm({ ...complete, editing: { rowId: 'web' } });
      await answer(panel);
      await button(panel, 'Stage').click();
      assert.deepEqual(await panel.posted('stage'), [
        { type: 'stage', draft: complete.draft, rowId: 'web' },
      ]);
      await button(panel, 'Add Another Port').waitFor({ state: 'hidden' });
    });

    it('once, however often it is pressed', async () => {
      const panel = await openForm(complete);
      await answer(panel);
      await panel.press('Enter', 'Enter', 'Enter');
      assert.equal((await panel.posted('stage')).length, 1);
    });

    it('nothing with an error in it, and goes there', async () => {
      const panel = await openForm();
      await answer(panel);
      await panel.press('Enter');
      assert.equal(await focused(panel), 'Container port');
      await panel.page.locator('.message').getByText('Enter a container port.').waitFor();
      await containerPort(panel).fill('80');
      await askedFor(panel, '"containerPort":"80"');
      await answer(panel, taken);
      await button(panel, 'Stage').click();
      assert.match(await focused(panel), /^Host port/);
      assert.deepEqual(await panel.posted('stage'), []);
    });

    it('nothing that turned out wrong while it waited', async () => {
      const panel = await openForm(complete);
      await panel.press('Enter');
      await answer(panel, taken);
      assert.deepEqual(await panel.posted('stage'), []);
      assert.match(await focused(panel), /^Host port/);
    });

    it('with a warning in it', async () => {
      const panel = await openForm(complete);
      await answer(panel, { ...taken, level: 'warning' });
      await panel.press('Enter');
      assert.equal((await panel.posted('stage')).length, 1);
    });

    it('several ports together', async () => {
      const panel = await openForm(complete);
      await button(panel, 'Add Another Port').click();
      assert.equal(await focused(panel), 'Container port');
      await containerPort(panel).fill('443');
      await panel.page.locator('.rules').getByText('-p 127.0.0.1:8081:80').waitFor();
      await askedFor(panel, '"containerPort":"443"');
      await answer(panel);
      await panel.press('Enter');
      const [staged] = await panel.posted('stage');
      assert.ok(staged?.type === 'stage');
      assert.deepEqual(staged.draft.others, ['127.0.0.1:8081:80']);
      assert.equal(staged.draft.containerPort, '443');
    });

    it('none that was taken out again', async () => {
      const panel = await openForm(complete);
      await button(panel, 'Add Another Port').click();
      await panel.page.getByRole('button', { name: 'Remove -p' }).click();
      assert.equal(await panel.page.locator('.rules li').count(), 0);
      assert.match(await focused(panel), /^or paste/);
      await askedFor(panel, '"others":[]');
    });
  });

  describe('takes a pasted rule', () => {
    for (const name of ['Host port', 'Container port']) {
      it(`in ${name}`, async () => {
        const panel = await openForm();
        assert.ok(await paste(field(panel, name), '-p 127.0.0.1:8080-8090:80-90/udp'));
        assert.equal(await hostPort(panel).inputValue(), '8080-8090');
        assert.equal(await containerPort(panel).inputValue(), '80-90');
        assert.equal(await choice(panel, 'Protocol').inputValue(), 'udp');
        assert.equal(await choice(panel, 'Address').inputValue(), '127.0.0.1');
        const spoken = await panel.page.locator('div[role=status]').textContent();
        assert.match(spoken ?? '', /recognised/);
      });
    }

    it('from a docker run command, with all its ports', async () => {
      const panel = await openForm();
      const into = field(panel, 'or paste a -p rule or a docker run command');
      await into.pressSequentially('docker run -p 8080:80 -p 8443:443 nginx');
      await panel.press('Enter');
      assert.equal(await into.inputValue(), '');
      assert.equal(await hostPort(panel).inputValue(), '8080');
      assert.equal(await panel.page.locator('.rules li').count(), 1);
      assert.deepEqual(await panel.posted('stage'), []);
    });

    it('typed where a port belongs', async () => {
      const panel = await openForm();
      await hostPort(panel).fill('8080:90/udp');
      await panel.press('Tab');
      assert.equal(await hostPort(panel).inputValue(), '8080');
      assert.equal(await containerPort(panel).inputValue(), '90');
    });

    it('typed where a port belongs, also when it is staged at once', async () => {
      const panel = await openForm();
      await hostPort(panel).fill('127.0.0.1:8080:90');
      await button(panel, 'Stage').click();
      await answer(panel);
      const [staged] = await panel.posted('stage');
      assert.ok(staged?.type === 'stage');
      assert.deepEqual([staged.draft.hostPort, staged.draft.containerPort], ['8080', '90']);
    });

    it('of very many ports, and stays within its bounds', async () => {
      const panel = await openForm();
      const rules = Array.from({ length: 300 }, (_, place) => `-p ${9000 + place}:80`).join(' ');
      assert.ok(await paste(hostPort(panel), rules));
      assert.equal(await panel.page.locator('.rules li').count(), 299);
      const height = await form(panel).evaluate(({ offsetHeight }: HTMLElement) => offsetHeight);
      assert.ok(height < 480, `${height} px`);
    });

    it('and takes a plain port for what it is', async () => {
      const panel = await openForm();
      for (const text of ['9000', '8000-8010', '192.168.1.9', 'hello']) {
        assert.equal(await paste(hostPort(panel), text), false);
      }
      assert.equal(await hostPort(panel).inputValue(), '8081');
    });

    it('and says when it is none', async () => {
      const panel = await openForm();
      await field(panel, 'or paste a -p rule or a docker run command').fill('hello');
      await panel.press('Enter');
      await panel.page.getByText('This is no -p rule and no docker run command.').waitFor();
    });
  });

  it('shows the exact rule, and copies it', async () => {
    const panel = await openForm();
    await panel.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(panel, 'Copy Rule').waitFor({ state: 'hidden' });
    await containerPort(panel).fill('80');
    await button(panel, 'Copy Rule').click();
    await panel.page.waitForFunction(() =>
      document.querySelector('div[role=status]')?.textContent.includes('Copied.'),
    );
    assert.equal(
      await panel.page.evaluate(() => navigator.clipboard.readText()),
      '-p 127.0.0.1:8081:80',
    );
  });

  describe('is left', () => {
    it('with Escape, back to the same cell', async () => {
      const panel = await openPanel({ rows: everyKind });
      await panel.row('tls').locator('.address').click();
      await panel.send({ type: 'form', form: sampleForm() });
      await panel.press('Escape');
      assert.equal(await form(panel).count(), 0);
      assert.equal(await panel.focus(), 'tls address');
    });

    it('only when asked, once something was typed', async () => {
      const panel = await openForm();
      await hostPort(panel).fill('9000');
      await panel.press('Escape');
      await panel.page.getByRole('group', { name: 'Discard what you typed?' }).waitFor();
      assert.equal(await focused(panel), 'Discard');
      await panel.press('Escape');
      assert.equal(await focused(panel), 'Host port');
      assert.equal(await hostPort(panel).inputValue(), '9000');
      await button(panel, 'Cancel').click();
      await panel.press('Enter');
      assert.equal(await form(panel).count(), 0);
      assert.equal(await panel.page.locator('.grid:focus-within').count(), 1);
    });

    it('unasked, when what was typed is what was there', async () => {
      const panel = await openForm();
      await hostPort(panel).fill('9000');
      await hostPort(panel).fill('8081');
      await panel.press('Escape');
      assert.equal(await form(panel).count(), 0);
    });
  });

  it('keeps text, caret and focus while rows come and go', async () => {
    const panel = await openForm(undefined, { rows: plainRows(300) });
    await hostPort(panel).fill('12345');
    await panel.press('ArrowLeft', 'ArrowLeft');
    for (let count = 0; count < 5; count += 1) {
      await panel.sendChange([plainRow(20_000 + count)], [`row-${10_000 + count}`]);
      await panel.send({ type: 'status', status: live });
    }
    await panel.page.keyboard.type('6');
    assert.equal(await hostPort(panel).inputValue(), '123645');
    assert.match(await focused(panel), /^Host port/);
  });

  it('is there after a reload, with what was typed', async () => {
    const panel = await openForm();
    await hostPort(panel).fill('9000');
    await containerPort(panel).fill('80-');
    await panel.page.waitForFunction(() =>
      JSON.stringify(window.fakeHost.state ?? null).includes('80-'),
    );
    await panel.page.reload();
    await panel.send({ type: 'status', status: live });
    await panel.sendRows(everyKind);
    assert.equal(await hostPort(panel).inputValue(), '9000');
    assert.equal(await containerPort(panel).inputValue(), '80-');
    await panel.press('Escape');
    await panel.page.getByRole('group', { name: 'Discard what you typed?' }).waitFor();
  });

  it('runs an image, with its name and what is exposed', async () => {
    const panel = await openForm(runForm());
    assert.equal(await choice(panel, 'Image').inputValue(), 'image:nginx:1.27');
    await field(panel, 'Name').fill('web');
    await field(panel, 'Expose').fill('9000');
    await panel.page.getByRole('checkbox', { name: 'Publish all exposed ports (-P)' }).check();
    await askedFor(panel, '"publishAll":true');
    await panel.page.getByText('docker run -d --name web -p 127.0.0.1:8081:80 -P').waitFor();
    await answer(panel);
    await button(panel, 'Stage').click();
    const [staged] = await panel.posted('stage');
    assert.ok(staged?.type === 'stage');
    assert.deepEqual(
      [staged.draft.name, staged.draft.exposed, staged.draft.publishAll],
      ['web', '9000', true],
    );
  });

  it('has no such fields for a container that there is', async () => {
    const panel = await openForm();
    assert.equal(await field(panel, 'Name').count(), 0);
    assert.equal(await panel.page.getByText('(-P)').count(), 0);
  });

  it('shows hostile text literally', async () => {
    const hostile = '<img src=x onerror=alert(1)>](command:quit)';
    const [target] = sampleForm().targets;
    assert.ok(target !== undefined);
    const panel = await openForm(
      sampleForm({
        title: hostile,
        targets: [
          {
            ...target,
            label: hostile,
            detail: hostile,
            consequence: hostile,
            suggestions: [hostile],
          },
        ],
        draft: sampleDraft({ hostPort: hostile, others: [hostile] }),
      }),
    );
    await answer(panel, { ...taken, text: hostile, fixes: [{ label: hostile, change: {} }] });
    await button(panel, 'Choose a container port').click();
    assert.equal(await panel.page.getByRole('listbox').innerText(), hostile);
    assert.equal(await button(panel, hostile).count(), 1);
    assert.equal(await panel.page.locator('img').count(), 0);
  });
});
