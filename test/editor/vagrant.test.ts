import assert from 'node:assert/strict';
import { commands, Position, Selection, type TextEditor, WorkspaceEdit, workspace } from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import {
  act,
  actionsAt,
  codesOf,
  complete,
  diagnosticsOf,
  EditedFiles,
  hoverAt,
  lensesOf,
  placeOf,
  saved,
} from './files.ts';
import { openWindow, takePicture } from './window.ts';
import { openPanel, set, showHover, tidyUp } from './workbench.ts';

const web = '  config.vm.network "forwarded_port", guest: 80, host: 8080';

function block(...lines: readonly string[]): string {
  return ['# All of it stays.', 'Vagrant.configure("2") do |config|', ...lines, 'end', ''].join(
    '\n',
  );
}

describe('A Vagrantfile in the editor', () => {
  const name = `vagrant-${runId()}`;
  const files = new EditedFiles();
  let port: number;

  before(async () => {
    const image = await buildImage(engine(), 'vagrant', ['EXPOSE 80']);
    port = await freePort();
    const { ExposedPorts, PortBindings } = published({ '80/tcp': [String(port)] });
    await startContainer(engine(), {
      name,
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
    // The tree of all tests is too long for the window by now.
    const panel = await openPanel();
    await panel.getByRole('textbox', { name: /filter/i }).fill(name);
    await panel.getByRole('row', { name: String(port) }).waitFor();
    await panel.getByRole('textbox', { name: /filter/i }).fill('');
  });
  afterEach(tidyUp);
  after(() => files.remove());

  const open = (text: string): Promise<TextEditor> => files.open('Vagrantfile', text);

  /** Opens the text, does the action, and gives back the file as it is then saved. */
  async function edited(text: string, part: string, title: string | RegExp): Promise<string> {
    const editor = await open(text);
    await act(editor, part, title);
    return saved(editor.document);
  }

  describe('by a code action', () => {
    const table: readonly (readonly [
      title: string,
      before: readonly string[],
      part: string,
      after: readonly string[],
    ])[] = [
      ['Add auto_correct: true', [web], 'forwarded_port', [`${web}, auto_correct: true`]],
      [
        'Restrict to This Host (host_ip: "127.0.0.1")',
        [`${web} # the web`],
        'guest',
        [`${web}, host_ip: "127.0.0.1" # the web`],
      ],
      ['Remove Forward', ['  config.vm.box = "a"', web], 'host: 8080', ['  config.vm.box = "a"']],
      [
        'Remove 3 Forwards of This Loop',
        [
          '  (7000..7002).each do |port|',
          '    config.vm.network "forwarded_port", guest: port, host: port',
          '  end',
          web,
        ],
        'guest: port',
        [web],
      ],
      [
        'Write the Protocol as "udp"',
        ["  config.vm.network :forwarded_port, guest: 53, host: 5353, protocol: 'UDP'"],
        'UDP',
        ["  config.vm.network :forwarded_port, guest: 53, host: 5353, protocol: 'udp'"],
      ],
      [
        'Give It an id of Its Own',
        [
          `${web}, id: "web"`,
          '  config.vm.network "forwarded_port", guest: 81, host: 8081, id: "web"',
        ],
        'guest: 81',
        [
          `${web}, id: "web"`,
          '  config.vm.network "forwarded_port", guest: 81, host: 8081, id: "web-2"',
        ],
      ],
    ];
    for (const [title, before, part, lines] of table) {
      it(title, async () => {
        assert.equal(await edited(block(...before), part, title), block(...lines));
      });

      it(`${title}, with Windows line ends`, async () => {
        const windows = (text: string): string => text.replaceAll('\n', '\r\n');
        const text = await edited(windows(block(...before)), part, title);
        assert.equal(text, windows(block(...lines)));
      });
    }

    it('forwards a port that a container publishes', async () => {
      const editor = await open(block(web));
      const title = new RegExp(`^Add Forward for Published Port ${port}/tcp of ${name} `);
      const action = (await actionsAt(editor, 'forwarded_port')).find((each) =>
        title.test(each.title),
      );
      const host = /\(host: (\d+)\)/.exec(action?.title ?? '')?.[1] ?? '';
      assert.notEqual(host, String(port), 'the container has that port of this machine');
      await act(editor, 'forwarded_port', title);
      const line = `  config.vm.network "forwarded_port", guest: ${port}, host: ${host}`;
      assert.equal(await saved(editor.document), block(web, line));
    });

    it('uses a free host port where two forwards would merge', async () => {
      const text = block(web, web.replace('guest: 80', 'guest: 81'));
      const editor = await open(text);
      assert.deepEqual(codesOf(await diagnosticsOf(editor.document)), ['ForwardReplaced']);
      await act(editor, 'guest: 81, host: |8080', /^Use Free Host Port \d+$/);
      const [, free] = /guest: 81, host: (\d+)/.exec(await saved(editor.document)) ?? [];
      assert.ok(Number(free) > 8080);
      assert.equal(
        editor.document.getText(),
        text.replace('guest: 81, host: 8080', `guest: 81, host: ${free}`),
      );
      await diagnosticsOf(editor.document, (all) => all.length === 0);
    });

    it('turns off a check', async () => {
      const editor = await open(block(web.replace('8080', '2222')));
      assert.deepEqual(codesOf(await diagnosticsOf(editor.document)), ['SshPortTaken']);
      await act(editor, '|2222', 'Turn off this check (SshPortTaken)');
      await diagnosticsOf(editor.document, (all) => all.length === 0);
      await set('portMappings.diagnostics.off', undefined);
    });

    it('asks for a range and writes it as one loop', async () => {
      const editor = await open(block(web));
      const asked = act(editor, 'forwarded_port', 'Add Range of Forwards…');
      const page = await openWindow();
      const type = async (title: string, text: string): Promise<void> => {
        const box = page.locator('.quick-input-widget').filter({ hasText: title });
        await box.locator('input').first().fill(text);
        await page.keyboard.press('Enter');
      };
      await type('Add Range of Forwards', '49000-49010');
      await type('Forward to 49000-49010/tcp', '39000');
      await asked;
      assert.equal(
        await saved(editor.document),
        block(
          web,
          '  (49000..49010).each do |port|',
          '    config.vm.network "forwarded_port", guest: port, host: port - 10000',
          '  end',
        ),
      );
    });

    it('is one step that undo takes back', async () => {
      const editor = await open(block(web));
      await act(editor, 'guest', 'Remove Forward');
      await commands.executeCommand('undo');
      assert.equal(editor.document.getText(), block(web));
    });

    it('offers nothing on a forward that only Ruby would tell', async () => {
      const editor = await open(block(web.replace('8080', 'ENV["PORT"]')));
      const titles = (await actionsAt(editor, 'guest')).map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title) => /auto_correct|host_ip|Remove Forward/.test(title)),
        [],
      );
    });
  });

  it('says in the hover where a forward leads, and which container would answer', async () => {
    const line = `  config.vm.network "forwarded_port", guest: ${port}, host: 18080, host_ip: "127.0.0.1"`;
    const editor = await open(block(line));
    const text = (await hoverAt(editor, 'forwarded_port')).replaceAll('&nbsp;', ' ');
    assert.match(text, new RegExp(`This machine’s 18080 → the VM’s ${port}/tcp`));
    assert.match(text, /for this machine only/);
    assert.match(text, /If Docker runs in this VM/);
    assert.match(text, new RegExp(`${port}.*${name}`));
    const place = placeOf(editor, 'forwarded_port');
    editor.selection = new Selection(place, place);
    await (await showHover(await openWindow())).waitFor();
    await takePicture('vagrant-hover');
  });

  it('completes a free host port, and a port that a container publishes', async () => {
    const line = (ports: string): string => `  config.vm.network "forwarded_port", ${ports}`;
    const lines = ['  # All of it.', web];
    const begun = String(port).slice(0, -1);
    const editor = await open(block(...lines, line(`guest: ${begun}, host: `)));
    await complete(editor, `guest: ${begun}|,`, `published by ${name}`);
    await complete(editor, `guest: ${port}, host: |`, 'free host port');
    const found = await saved(editor.document);
    const [, host = ''] = /, host: (\d+)\nend/.exec(found) ?? [];
    assert.notEqual(host, '8080');
    assert.equal(found, block(...lines, line(`guest: ${port}, host: ${host}`)));
  });

  it('says in the hover what only Ruby would tell', async () => {
    const editor = await open(block(web.replace('8080', 'ENV["PORT"]')));
    assert.match(await hoverAt(editor, 'guest'), /Computed in Ruby, not editable here/);
    assert.deepEqual(codesOf(await diagnosticsOf(editor.document, () => true)), []);
  });

  it('counts the forwards above the first of them, and asks for a reload once they changed', async () => {
    const editor = await open(block('  config.vm.box = "a"', web));
    assert.deepEqual(await lensesOf(editor.document), ['3: 1 forward', '3: Add…']);
    const edit = new WorkspaceEdit();
    const extra = `${web.replace('8080', '8081').replace('80,', '81,')}\n`;
    edit.insert(editor.document.uri, new Position(4, 0), extra);
    await workspace.applyEdit(edit);
    assert.deepEqual(await lensesOf(editor.document), [
      '3: 2 forwards',
      '3: Add…',
      '3: vagrant reload needed',
    ]);
    const page = await openWindow();
    await page.locator('.codelens-decoration', { hasText: 'vagrant reload needed' }).waitFor();
    await takePicture('vagrant-lens');
    await commands.executeCommand('undo');
    assert.deepEqual(await lensesOf(editor.document), ['3: 1 forward', '3: Add…']);
  });
});
