import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import {
  CodeActionKind,
  commands,
  Range,
  Selection,
  window,
  workspace,
  WorkspaceEdit,
  type Diagnostic,
  type InlayHint,
  type TextDocument,
  type TextEditor,
} from 'vscode';
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
  openRewrites,
  placeOf,
  saved,
} from './files.ts';
import { openWindow, takePicture } from './window.ts';
import { panelFrame, set, showHover, showTree, tidyUp, treeRow } from './workbench.ts';

function web(...lines: readonly string[]): string {
  return ['services:', '  web: # the shop', '    image: nginx', ...lines, ''].join('\n');
}

/** A service with this entry and another one. */
function entry(text: string): string {
  return web('    ports:', `      - ${text} # main`, '      - "127.0.0.1:81:81"');
}

/** Two services that publish on this host only. */
function pair(first: string, second: string): string {
  const api = ['  api:', '    image: nginx', '    ports:', `      - "127.0.0.1:${second}:90"`];
  return web('    ports:', `      - "127.0.0.1:${first}:80"`, ...api);
}

describe('A Compose file in the editor', () => {
  const files = new EditedFiles();
  afterEach(tidyUp);
  after(() => files.remove());

  const open = (text: string): Promise<TextEditor> => files.open('compose.yaml', text);

  /** Opens the text, does the action, and gives back the file as it is then saved. */
  async function edited(text: string, part: string, title: string | RegExp): Promise<string> {
    const editor = await open(text);
    await act(editor, part, title);
    return saved(editor.document);
  }

  describe('by a code action', () => {
    const table: readonly (readonly [
      title: string,
      before: string,
      part: string,
      after: string,
    ])[] = [
      ['Restrict to This Host', entry('"8080:80"'), '8080', entry('"127.0.0.1:8080:80"')],
      ['Publish on All Interfaces', entry("'127.0.0.1:8080:80'"), '8080', entry("'8080:80'")],
      ['Quote the Value', entry('22:22'), '22', entry('"22:22"')],
      ['Let Docker Pick the Host Port', entry("'8080:80/udp'"), '8080', entry("'80/udp'")],
      [
        'Remove 8080 → 80/tcp',
        entry('"8080:80"'),
        '8080',
        web('    ports:', '      - "127.0.0.1:81:81"'),
      ],
      [
        'Convert to Long Form',
        web('    ports:', '      - "8080:80/udp" # main'),
        '8080',
        web(
          '    ports:',
          '      - target: 80 # main',
          '        published: "8080"',
          '        protocol: udp',
        ),
      ],
      [
        'Convert to Short Form',
        web('    ports:', '      - target: 80', '        published: "8080"'),
        'published',
        web('    ports:', '      - "8080:80"'),
      ],
    ];
    for (const [title, before, part, after] of table) {
      it(`${title} touches nothing else`, async () => {
        assert.equal(await edited(before, part, title), after);
      });

      it(`${title} keeps lines that end with CR LF`, async () => {
        const found = await edited(before.replaceAll('\n', '\r\n'), part, title);
        assert.equal(found, after.replaceAll('\n', '\r\n'));
      });
    }

    it('Change Host Port to Free takes one that nobody has', async () => {
      const found = await edited(entry('"8080:80"'), '8080', /^Change Host Port to Free \d+$/);
      const [, port = ''] = /"(\d+):80"/.exec(found) ?? [];
      assert.notEqual(port, '8080');
      assert.equal(found, entry(`"${port}:80"`));
    });

    for (const end of ['\n', '\r\n']) {
      it(`gives each container of a service a host port, with lines that end with ${JSON.stringify(end)}`, async () => {
        const scaled = (port: string): string =>
          web('    scale: 3 # enough', '    ports:', `      - "127.0.0.1:${port}:80" # main`);
        const editor = await open(scaled('8080').replaceAll('\n', end));
        const { document } = editor;
        assert.deepEqual(codesOf(await diagnosticsOf(document)), ['ScaledHostPort']);
        await act(editor, '8080', /^Use Free Host Ports \d+-\d+, One for Each Container$/);
        const found = await saved(document);
        const [, start = '', last = ''] = /:(\d+)-(\d+):80"/.exec(found) ?? [];
        assert.equal(Number(last) - Number(start), 2);
        assert.equal(found, scaled(`${start}-${last}`).replaceAll('\n', end));
        await diagnosticsOf(document, (all) => all.length === 0);
      });
    }

    it('Publish makes an entry of expose one of ports', async () => {
      const before = ['    expose:', '      - "3000"'];
      const found = await edited(web(...before), '3000', /^Publish \d+ → 3000\/tcp on /);
      const [, published = ''] = /"((?:127\.0\.0\.1:)?\d+):3000"/.exec(found) ?? [];
      assert.equal(found, web(...before, '    ports:', `      - "${published}:3000"`));
    });

    it('is one step to undo', async () => {
      const before = entry('"8080:80/udp"');
      const editor = await open(before);
      await act(editor, '8080', 'Convert to Long Form');
      await commands.executeCommand('undo');
      assert.equal(editor.document.getText(), before);
    });

    it('changes files of any name that Compose files have', async () => {
      const editor = await files.open('docker-compose.prod.yml', entry('"8080:80"'));
      await act(editor, '8080', 'Restrict to This Host');
      assert.equal(await saved(editor.document), entry('"127.0.0.1:8080:80"'));
    });

    it('that cannot be done is there with the reason', async () => {
      const editor = await open(entry('"${PORT:-8080}:80"'));
      const page = await openRewrites(editor, '8080');
      const disabled = page.locator('.action-widget .option-disabled');
      await disabled.filter({ hasText: 'Convert to Long Form' }).waitFor();
      await takePicture('compose-actions');
      await page.keyboard.press('Escape');
    });
  });

  it('names both services of a conflict, and repairs it with a free port', async () => {
    const editor = await open(pair('8080', '8080'));
    const { document } = editor;
    const conflicts = await diagnosticsOf(document, (all) => all.length === 2);
    assert.deepEqual(codesOf(conflicts), ['PortConflict', 'PortConflict']);
    assert.deepEqual(
      conflicts.map(({ message }) => message),
      [
        'web and api both publish host port 8080: api in line 9.',
        'api and web both publish host port 8080: web in line 5.',
      ],
    );
    const lenses = await lensesOf(document);
    const counts = lenses.filter((lens) => lens.endsWith('1 conflict'));
    assert.deepEqual(
      counts.map((lens) => lens.split(':')[0]),
      ['3', '7'],
    );
    const page = await openWindow();
    await page.locator('.codelens-decoration', { hasText: '1 conflict' }).first().waitFor();
    await takePicture('compose-conflict');
    const quickFix = (await actionsAt(editor, '8080:90')).find(({ title }) =>
      title.startsWith('Change Host Port'),
    );
    assert.equal(quickFix?.kind?.value, CodeActionKind.QuickFix.value);
    await act(editor, '8080:90', /^Change Host Port to Free/);
    const found = await saved(document);
    const [, port = ''] = /:(\d+):90"/.exec(found) ?? [];
    assert.equal(found, pair('8080', port));
    await diagnosticsOf(document, (all) => all.length === 0);
  });

  it('tells of ports that every interface publishes as the setting says', async () => {
    const editor = await open(entry('"8080:80"'));
    const { document } = editor;
    const isTold = (all: readonly Diagnostic[]): boolean =>
      codesOf(all).includes('PublishedOnAllInterfaces');
    await diagnosticsOf(document, isTold);
    await set('portMappings.diagnostics.exposure', 'off');
    await diagnosticsOf(document, (all) => !isTold(all));
    await set('portMappings.diagnostics.exposure', undefined);
    await diagnosticsOf(document, isTold);
    await act(editor, '8080', 'Turn off this check (PublishedOnAllInterfaces)');
    await diagnosticsOf(document, (all) => !isTold(all));
    await set('portMappings.diagnostics.off', undefined);
  });

  it('explains an entry on all of its lines, and not the key above', async () => {
    const editor = await open(web('    ports:', '      - target: 80', '        published: 8080'));
    assert.match(await hoverAt(editor, 'target'), /8080 → 80\/tcp.*web.*long form/);
    assert.match(await hoverAt(editor, '|8080'), /8080 → 80\/tcp/);
    assert.doesNotMatch(await hoverAt(editor, 'ports'), /long form/);
  });

  it('shows what runs of an entry, and that it is otherwise than the file says', async () => {
    const name = `compose-${runId()}`;
    const image = await buildImage(engine(), 'compose', ['EXPOSE 80']);
    const port = await freePort();
    const declared = port === 8080 ? 8081 : 8080;
    await set('portMappings.editor.inlayHints', true);
    const editor = await open(entry(`"127.0.0.1:${declared}:80"`));
    const { PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
    await startContainer(engine(), {
      name,
      Image: image,
      Labels: {
        'com.docker.compose.project': name,
        'com.docker.compose.service': 'web',
        'com.docker.compose.project.config_files': editor.document.uri.fsPath,
        'com.docker.compose.project.working_dir': dirname(editor.document.uri.fsPath),
      },
      HostConfig: { PortBindings },
    });
    const page = await openWindow();
    await page.locator('.view-line', { hasText: `● ${port}` }).waitFor();
    assert.deepEqual(await hintsOf(editor.document), [` ● ${port}`]);
    assert.deepEqual(await lensesOf(editor.document), ['3: 1 of 2 published', '3: Edit Ports']);
    const place = placeOf(editor, String(declared));
    editor.selection = new Selection(place, place);
    const hover = await showHover(page);
    await hover.waitFor();
    const text = (await hover.innerText()).replaceAll('\u00a0', ' ');
    assert.match(text, new RegExp(`${declared} → 80/tcp · web, short form`));
    assert.match(text, /This host only/);
    assert.match(text, new RegExp(`${name}.*Published now as 127\\.0\\.0\\.1:${port}`));
    assert.match(text, new RegExp(`running as ${port}; compose\\.yaml says ${declared}`));
    assert.match(text, /Not applied yet/);
    await takePicture('compose-hover');
    await page.keyboard.press('Escape');
    await page.locator('.codelens-decoration a', { hasText: 'Edit Ports' }).click();
    const form = (await panelFrame()).getByRole('region', { name: /Edit Mapping/ });
    await form.waitFor();
    await set('portMappings.editor.inlayHints', undefined);
  });

  it('names the owners of a conflict in other files of the workspace, and repairs it', async () => {
    await showTree();
    const folder = `compose-${runId()}-shop`;
    const text = (port: string): string => web('    ports:', `      - "127.0.0.1:${port}:80"`);
    const api = ['services:', '  api:', '    image: nginx', '    ports:'];
    const editor = await files.openInWorkspace(folder, {
      'compose.yaml': text('8080'),
      'compose.override.yaml': [...api, '      - "127.0.0.1:8080:90"', ''].join('\n'),
    });
    const beside = `compose-${runId()}-blog`;
    await files.openInWorkspace(beside, {
      'compose.yaml': [...api, '      - "127.0.0.1:8081:90"', ''].join('\n'),
    });
    await (await treeRow(beside)).waitFor();
    const { document } = editor;
    await window.showTextDocument(document);
    const [joined] = await diagnosticsOf(document);
    assert.deepEqual(joined && codesOf([joined]), ['PortConflict']);
    assert.equal(
      joined?.message,
      'web and api both publish host port 8080: api in compose.override.yaml:5.',
    );
    assert.match(String(joined.relatedInformation?.[0]?.location.uri), /compose\.override\.yaml$/);
    await act(editor, '8080', /^Change Host Port to Free \d+$/);
    const [, port = ''] = /:(\d+):80"/.exec(await saved(document)) ?? [];
    assert.ok(!['8080', '8081'].includes(port), `${port} is free in the whole workspace`);
    assert.equal(await saved(document), text(port));
    await diagnosticsOf(document, (all) => all.length === 0);
    await type(document, port, '8081');
    const isBeside = (all: readonly Diagnostic[]): boolean =>
      codesOf(all).join() === 'PortOfOtherProject';
    const [other] = await diagnosticsOf(document, isBeside);
    assert.match(other?.message ?? '', /^web and api of the project compose-.*-blog .* 8081:/);
    await act(editor, '8081', 'Turn off this check (PortOfOtherProject)');
    await diagnosticsOf(document, (all) => all.length === 0);
    await set('portMappings.diagnostics.off', undefined);
  });

  for (const end of ['\n', '\r\n']) {
    it(`completes an entry for a port of expose, with lines that end with ${JSON.stringify(end)}`, async () => {
      const text = (item: string): string =>
        web('    expose: ["7080", "7081"]', '    ports:', '      - "81:7081"', `      - ${item}`);
      const editor = await open(text('').replaceAll('\n', end));
      await complete(editor, '      - |\n'.replace('\n', end), 'in expose of web');
      const found = await saved(editor.document);
      const [entry = ''] = /"(?:127\.0\.0\.1:)?\d+:7080"/.exec(found) ?? [];
      assert.equal(found, text(entry).replaceAll('\n', end));
    });
  }

  it('completes the container port after a colon, in the quotes that are there', async () => {
    const text = (port: string): string => web('    ports:', `      - '8080:${port}' # main`);
    const editor = await open(text('postg'));
    await complete(editor, 'postg|', '5432');
    assert.equal(await saved(editor.document), text('5432'));
  });

  it('names the container that has a host port, and repairs it', async () => {
    const name = `compose-${runId()}-holder`;
    const image = await buildImage(engine(), 'compose', ['EXPOSE 80']);
    const port = await freePort();
    const { PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
    const holder = await startContainer(engine(), {
      name,
      Image: image,
      HostConfig: { PortBindings },
    });
    const text = (host: string): string => web('    ports:', `      - "127.0.0.1:${host}:80"`);
    const editor = await open(text(String(port)));
    const [found] = await diagnosticsOf(editor.document);
    assert.deepEqual(found && codesOf([found]), ['PortInUse']);
    assert.equal(found?.message, `Host port ${port} of web is in use by ${name}.`);
    await act(editor, String(port), /^Change Host Port to Free \d+$/);
    const after = await saved(editor.document);
    const [, free = ''] = /:(\d+):80"/.exec(after) ?? [];
    assert.notEqual(free, String(port));
    assert.equal(after, text(free));
    await diagnosticsOf(editor.document, (all) => all.length === 0);
    await holder.remove({ force: true });
  });
});

async function hintsOf({ uri, lineCount }: TextDocument): Promise<readonly unknown[]> {
  const hints = await commands.executeCommand<readonly InlayHint[]>(
    'vscode.executeInlayHintProvider',
    uri,
    new Range(0, 0, lineCount, 0),
  );
  return hints.map(({ label }) => label);
}

/** Puts another text in the place of one. */
async function type(document: TextDocument, before: string, after: string): Promise<void> {
  const start = document.getText().indexOf(before);
  const range = new Range(document.positionAt(start), document.positionAt(start + before.length));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, range, after);
  await workspace.applyEdit(edit);
}
