import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import type { Container } from 'dockerode';
import {
  CodeActionKind,
  commands,
  Selection,
  window,
  workspace,
  type CompletionItem,
  type CompletionList,
  type TextEditor,
} from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import {
  act,
  actionsAt,
  codesOf,
  diagnosticsOf,
  EditedFiles,
  hoverAt,
  lensesOf,
  openRewrites,
  placeOf,
  saved,
} from './files.ts';
import { openWindow, takePicture } from './window.ts';
import { clipboardAfter, set, showTree, tidyUp, treeRow } from './workbench.ts';

/** A file that builds an image, with these lines before its last. */
function file(...lines: readonly string[]): string {
  return ['FROM scratch', '# All of it stays.', ...lines, 'CMD ["/web"]', ''].join('\n');
}

describe('A Dockerfile in the editor', () => {
  const name = `dockerfile-${runId()}`;
  const files = new EditedFiles();
  let image: string;
  let container: Container;

  before(async () => {
    image = await buildImage(engine(), 'dockerfile', ['EXPOSE 7180 7190']);
    const port = await freePort();
    const { ExposedPorts, PortBindings } = published({
      '7180/tcp': [`127.0.0.1:${port}`],
      '7199/udp': ['127.0.0.1:'],
    });
    container = await startContainer(engine(), {
      name,
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
    await showTree();
    await (await treeRow(`${port} → 7180/tcp`)).waitFor();
  });
  afterEach(tidyUp);
  after(async () => {
    await commands.executeCommand('portMappings.discardStaged');
    await container.remove({ force: true });
    await files.remove();
  });

  const open = (text: string): Promise<TextEditor> => files.open('Dockerfile', text);

  /** Opens the text, does the action, and gives back the file as it is then saved. */
  async function edited(text: string, part: string, title: string): Promise<string> {
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
      ['Replace 8080:80 with 80', ['EXPOSE 8080:80 443'], '8080:80', ['EXPOSE 80 443']],
      [
        'Expand 8000-8002 to single ports',
        ['EXPOSE 8000-8002/udp \\', '  # the metrics', '  9090'],
        '8000',
        ['EXPOSE 8000/udp 8001/udp 8002/udp \\', '  # the metrics', '  9090'],
      ],
      ['Join ports to 8000-8002', ['expose 8000 443 8001 8002'], '8001', ['expose 8000-8002 443']],
      ['Add UDP beside 53', ['EXPOSE 53   80'], '53', ['EXPOSE 53 53/udp   80']],
      [
        'Remove duplicate 80/tcp',
        ['EXPOSE 80', 'EXPOSE 80/tcp', 'USER web'],
        '80/tcp',
        ['EXPOSE 80', 'USER web'],
      ],
      [
        'Write the protocol of 53/UDP in lower case',
        ['EXPOSE 53/tcp  53/UDP'],
        '53/UDP',
        ['EXPOSE 53/tcp  53/udp'],
      ],
      ['Swap the ends of 8002-8000', ['EXPOSE 80 8002-8000'], '8002', ['EXPOSE 80 8000-8002']],
      [
        `Add EXPOSE for 7199/udp (published by ${name})`,
        ['EXPOSE 7180', 'EXPOSE 7190'],
        '7180',
        ['EXPOSE 7180', 'EXPOSE 7190', 'EXPOSE 7199/udp'],
      ],
    ];
    for (const [title, before, part, after] of table) {
      it(`${title} touches nothing else`, async () => {
        assert.equal(await edited(file(...before), part, title), file(...after));
      });

      it(`${title} keeps lines that end with CR LF`, async () => {
        const windows = (text: string): string => text.replaceAll('\n', '\r\n');
        const found = await edited(windows(file(...before)), part, title);
        assert.equal(found, windows(file(...after)));
      });
    }

    it('is one step to undo', async () => {
      const before = file('EXPOSE 8000 443 8001');
      const editor = await open(before);
      await act(editor, '8000', 'Join ports to 8000-8001');
      assert.equal(editor.document.getText(), file('EXPOSE 8000-8001 443'));
      await commands.executeCommand('undo');
      assert.equal(editor.document.getText(), before);
    });

    it('changes files of any name that Dockerfiles have', async () => {
      const editor = await files.open('Containerfile.web', file('EXPOSE 8080:80'));
      await act(editor, '8080', 'Replace 8080:80 with 80');
      assert.equal(await saved(editor.document), file('EXPOSE 80'));
    });

    it('is chosen in the menu of the light bulb', async () => {
      const editor = await open(file('EXPOSE 7180 9980:7190'));
      await diagnosticsOf(editor.document);
      const place = placeOf(editor, '9980');
      editor.selection = new Selection(place, place);
      const page = await openWindow();
      await commands.executeCommand('editor.action.quickFix');
      const menu = page.locator('.action-widget .monaco-list-row.action');
      const fix = menu.filter({ hasText: 'Replace 9980:7190 with 7190' });
      await fix.waitFor();
      for (const title of [
        'Turn off this check',
        'Add UDP',
        'Publish 7190',
        'Copy docker',
        'Add EXPOSE',
      ]) {
        await menu.filter({ hasText: title }).waitFor();
      }
      await takePicture('dockerfile-actions');
      await fix.click();
      await diagnosticsOf(editor.document, (all) => all.length === 0);
      assert.equal(await saved(editor.document), file('EXPOSE 7180 7190'));
    });

    it('stages a port to be published', async () => {
      const editor = await open(file('EXPOSE 7180 7190'));
      const titles = (await actionsAt(editor, '7180')).map(({ title }) => title);
      assert.ok(!titles.some((title) => title.startsWith('Publish')), 'it is published already');
      await act(editor, '7190', 'Publish 7190/tcp on This Host…');
      await (await treeRow('→ 7190/tcp', 'staged: add')).waitFor();
      await commands.executeCommand('portMappings.discardStaged');
      await (await treeRow('7190/tcp', 'exposed only')).waitFor();
    });

    it('stages that only this host reaches a port', async () => {
      const open = await startContainer(engine(), {
        name: `${name}-open`,
        Image: image,
        HostConfig: { PortBindings: { '7190/tcp': [{ HostIp: '', HostPort: '' }] } },
      });
      await (await treeRow('→ 7190/tcp', 'All interfaces')).waitFor();
      const editor = await files.open('Dockerfile', file('EXPOSE 7180 7190'));
      const title = new RegExp(`^Restrict \\d+ → 7190/tcp of ${name}-open to This Host$`);
      await act(editor, '7190', title);
      await (await treeRow('→ 7190/tcp', 'staged')).waitFor();
      await commands.executeCommand('portMappings.discardStaged');
      await open.remove({ force: true });
      await (await treeRow('→ 7190/tcp', 'All interfaces')).waitFor({ state: 'detached' });
    });

    const shop = (...ports: readonly string[]): string =>
      [
        'services:',
        '  web: # the shop',
        '    build: .',
        '    ports:',
        "      - '127.0.0.1:8443:443'",
        ...ports.map((port) => `      - '${port}'`),
        '  db:',
        '    image: postgres',
        '',
      ].join('\n');
    for (const [ends, end] of [
      ['LF', '\n'],
      ['CR LF', '\r\n'],
    ] as const) {
      it(`publishes a port in the Compose file that builds it, with lines that end with ${ends}`, async () => {
        const folder = `${name}-${ends.replace(' ', '').toLowerCase()}`;
        const editor = await files.openInWorkspace(folder, {
          Dockerfile: file('EXPOSE 7180 443'),
          'compose.yaml': shop().replaceAll('\n', end),
        });
        await (await treeRow(folder)).waitFor();
        await set('portMappings.defaults.address', '127.0.0.1');
        const title = new RegExp(
          `^Publish in ${folder}/compose.yaml for web: \\d+ → 7180/tcp on this host only$`,
        );
        await act(editor, '7180', title);
        const compose = join(dirname(editor.document.uri.fsPath), 'compose.yaml');
        const found = await saved(await workspace.openTextDocument(compose));
        const [, port = ''] = /127\.0\.0\.1:(\d+):7180/.exec(found) ?? [];
        assert.notEqual(port, '8443');
        assert.equal(found, shop(`127.0.0.1:${port}:7180`).replaceAll('\n', end));
        await window.showTextDocument(await workspace.openTextDocument(compose));
        await commands.executeCommand('undo');
        const undone = await saved(await workspace.openTextDocument(compose));
        assert.equal(undone, shop().replaceAll('\n', end));
        await set('portMappings.defaults.address', undefined);
      });
    }

    it('offers all ways to publish a port, and says why one cannot be done', async () => {
      const folder = `${name}-ways`;
      const editor = await files.openInWorkspace(folder, {
        Dockerfile: file('EXPOSE 7180 7190'),
        'compose.yaml': shop('7190'),
      });
      await (await treeRow(folder)).waitFor();
      const page = await openRewrites(editor, '7190');
      const menu = page.locator('.action-widget .monaco-list-row.action');
      await menu.filter({ hasText: 'Publish 7190/tcp on This Host…' }).waitFor();
      await menu.filter({ hasText: 'Copy docker run -p Command' }).waitFor();
      const disabled = page.locator('.action-widget .option-disabled');
      await disabled.filter({ hasText: `Publish in ${folder}/compose.yaml for web` }).waitFor();
      await takePicture('dockerfile-publish');
      await page.keyboard.press('Escape');
    });

    it('copies the docker run command that publishes the port', async () => {
      const editor = await open(file('EXPOSE 7180 7190'));
      const line = await clipboardAfter(() => act(editor, '7190', 'Copy docker run -p Command'));
      assert.equal(line, `docker run -d -p 127.0.0.1:7190:7190 ${image}`);
    });
  });

  describe('tells what is wrong', () => {
    const table: readonly (readonly [code: string, line: string, words: RegExp])[] = [
      ['ExposeInvalidFormat', 'EXPOSE 8080:80', /should not define .* host-port mapping/],
      ['ExposeProtoCasing', 'EXPOSE 80/TCP', /should be lowercase/],
      ['DuplicatePort', 'EXPOSE 80 80/tcp', /80\/tcp is already exposed in this stage/],
      ['InvalidPort', 'EXPOSE http', /http/],
      ['PortOutOfRange', 'EXPOSE 70000', /Ports go from 0 to 65535/],
      ['ReversedRange', 'EXPOSE 8002-8000', /The range ends before it starts/],
    ];
    for (const [code, line, words] of table) {
      it(`${code}, until the check is turned off`, async () => {
        const editor = await open(file(line));
        const [found, ...others] = await diagnosticsOf(editor.document);
        assert.ok(found);
        assert.deepEqual(codesOf([found, ...others]), [code]);
        assert.match(found.message, words);
        const word = line.split(' ').at(-1) ?? '';
        assert.equal(editor.document.getText(found.range), word);
        await act(editor, word, `Turn off this check (${code})`);
        await diagnosticsOf(editor.document, (all) => all.length === 0);
        await set('portMappings.diagnostics.off', undefined);
        await diagnosticsOf(editor.document);
      });
    }

    it('and offers what repairs it as a quick fix', async () => {
      const editor = await open(file('EXPOSE 8002-8000'));
      await diagnosticsOf(editor.document);
      const fix = (await actionsAt(editor, '8002')).find(({ title }) => title.startsWith('Swap'));
      assert.equal(fix?.kind?.value, CodeActionKind.QuickFix.value);
      assert.ok(fix.isPreferred);
    });

    it('but not of a port that only the build knows', async () => {
      const editor = await open(file('EXPOSE $PORT $PORT', 'EXPOSE 7777/TCP'));
      const found = await diagnosticsOf(editor.document);
      assert.deepEqual(
        found.map(({ range }) => editor.document.getText(range)),
        ['7777/TCP'],
      );
      assert.deepEqual(await actionsAt(editor, '$PORT'), []);
      assert.equal(await hoverAt(editor, '$PORT'), '');
    });
  });

  it('counts above the final stage’s first EXPOSE what it exposes, and what is published', async () => {
    const stages = ['EXPOSE 9999', 'FROM scratch', 'RUN true', 'EXPOSE 7180', 'EXPOSE 7190/tcp'];
    const { document } = await open(file(...stages));
    assert.deepEqual(await lensesOf(document), ['5: 2 exposed · 1 published']);
    const page = await openWindow();
    const lens = page.locator('.codelens-decoration', { hasText: '2 exposed · 1 published' });
    await lens.waitFor();
    await takePicture('dockerfile-lens');
    await set('portMappings.editor.codeLens', false);
    await lens.waitFor({ state: 'detached' });
    await set('portMappings.editor.codeLens', undefined);
    await lens.waitFor();
  });

  it('completes ports by number and by the name of the service', async () => {
    const editor = await open(file('EXPOSE 443 postg', 'EXPOSE 8443'));
    const offered = (await completionsAt(editor, '443 |postg')).map(labelOf);
    assert.ok(offered.includes('80 http'));
    assert.ok(offered.includes('443/udp https'));
    assert.ok(!offered.includes('443 https'), 'it is exposed already');
    assert.ok(!offered.includes('8443 https-alt'), 'it is exposed already');
    const place = placeOf(editor, 'postg|');
    editor.selection = new Selection(place, place);
    const page = await openWindow();
    await commands.executeCommand('editor.action.triggerSuggest');
    const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: '5432' });
    await suggestion.filter({ hasText: 'postgresql' }).waitFor();
    await takePicture('dockerfile-completion');
    await commands.executeCommand('acceptSelectedSuggestion');
    assert.equal(await saved(editor.document), file('EXPOSE 443 5432', 'EXPOSE 8443'));
  });

  it('completes first what a container of the image has and the file does not expose', async () => {
    const editor = await open(file('EXPOSE 7180 7190 71'));
    const items = await completionsAt(editor, '7190 71|');
    const [first] = items.toSorted((left, right) =>
      (left.sortText ?? '').localeCompare(right.sortText ?? ''),
    );
    assert.ok(first);
    assert.equal(labelOf(first), '7199/udp');
    assert.equal(first.detail, `published by ${name}`);
  });
});

async function completionsAt(editor: TextEditor, part: string): Promise<readonly CompletionItem[]> {
  const { items } = await commands.executeCommand<CompletionList>(
    'vscode.executeCompletionItemProvider',
    editor.document.uri,
    placeOf(editor, part),
  );
  return items;
}

/** What the list shows of an item: the port, and what usually answers there. */
function labelOf({ label }: CompletionItem): string {
  return typeof label === 'string' ? label : [label.label, label.description].join(' ').trim();
}
