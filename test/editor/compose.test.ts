import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commands,
  languages,
  Position,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  type InlayHint,
  type TextEditor,
} from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { set, showHover, tidyUp } from './workbench.ts';

describe('A Compose file in the editor', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'port-mappings-compose-'));
    file = join(folder, 'compose.yaml');
  });
  afterEach(tidyUp);
  afterEach(() => rm(folder, { recursive: true }));

  /** Opens the text as a file, with the cursor where it has `§`. */
  async function open(marked: string): Promise<TextEditor> {
    const text = marked.replace('§', '');
    await writeFile(file, text);
    const document = await workspace.openTextDocument(Uri.file(file));
    const editor = await window.showTextDocument(document);
    const cursor = document.positionAt(Math.max(marked.indexOf('§'), 0));
    editor.selection = new Selection(cursor, cursor);
    return editor;
  }

  async function actionsAt({ document, selection }: TextEditor): Promise<readonly CodeAction[]> {
    return commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      selection,
    );
  }

  async function actionAt(editor: TextEditor, title: string | RegExp): Promise<CodeAction> {
    const actions = await actionsAt(editor);
    const found = actions.find((each) =>
      typeof title === 'string' ? each.title === title : title.test(each.title),
    );
    assert(found, `${title} among ${actions.map((each) => each.title).join(', ')}`);
    return found;
  }

  async function apply({ document }: TextEditor, { edit }: CodeAction): Promise<string> {
    assert(edit && (await workspace.applyEdit(edit)));
    assert(await document.save());
    return readFile(file, 'utf8');
  }

  /** This extension's diagnostics, once some of them satisfy the wish. */
  async function diagnosticsWhere(
    wish: (found: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]> {
    const own = (): readonly Diagnostic[] =>
      languages.getDiagnostics(Uri.file(file)).filter(({ source }) => source === 'port-mappings');
    while (!wish(own())) {
      await new Promise<void>((resolve) => {
        const listening = languages.onDidChangeDiagnostics(() => {
          listening.dispose();
          resolve();
        });
      });
    }
    return own();
  }

  const codeOf = ({ code }: Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

  const lines = (...ports: readonly string[]): string =>
    ['services:', '  web: # the shop', '    image: nginx', ...ports, ''].join('\n');
  const entry = (text: string): string =>
    lines('    ports:', `      - ${text} # main`, '      - "81"');

  describe('offers changes that touch nothing else', () => {
    const cases: readonly (readonly [title: string, before: string, after: string])[] = [
      ['Restrict to This Host', entry('§"8080:80"'), entry('"127.0.0.1:8080:80"')],
      ['Publish on All Interfaces', entry("§'127.0.0.1:8080:80'"), entry("'8080:80'")],
      ['Quote the Value', entry('§22:22'), entry('"22:22"')],
      ['Remove 8080 → 80/tcp', entry('§"8080:80"'), lines('    ports:', '      - "81"')],
      [
        'Convert to Long Form',
        entry('§"8080:80/udp"'),
        lines(
          '    ports:',
          '      - target: 80 # main',
          '        published: "8080"',
          '        protocol: udp',
          '      - "81"',
        ),
      ],
      [
        'Convert to Short Form',
        lines('    ports:', '      - §target: 80', '        published: "8080"', '      - "81"'),
        lines('    ports:', '      - "8080:80"', '      - "81"'),
      ],
    ];
    for (const [title, before, after] of cases) {
      it(title, async () => {
        const editor = await open(before);
        assert.equal(await apply(editor, await actionAt(editor, title)), after);
      });
      it(`${title}, where lines end with CR LF`, async () => {
        const editor = await open(before.replaceAll('\n', '\r\n'));
        const found = await apply(editor, await actionAt(editor, title));
        assert.equal(found, after.replaceAll('\n', '\r\n'));
      });
    }

    it('Change Host Port to Free', async () => {
      const editor = await open(entry('§"8080:80"'));
      const action = await actionAt(editor, /^Change Host Port to Free \d+$/);
      const port = action.title.split(' ').at(-1);
      assert.equal(await apply(editor, action), entry(`"${port}:80"`));
    });

    it('Publish an entry of expose', async () => {
      const editor = await open(lines('    expose:', '      - §"3000"'));
      const action = await actionAt(editor, /^Publish \d+ → 3000\/tcp on /);
      const [, port] = /^Publish (\d+)/.exec(action.title) ?? [];
      const address = action.title.endsWith('on this host only') ? '127.0.0.1:' : '';
      assert.equal(
        await apply(editor, action),
        lines('    expose:', '      - "3000"', '    ports:', `      - "${address}${port}:3000"`),
      );
    });

    it('as one step that undo takes back', async () => {
      const before = entry('"8080:80/udp"');
      const editor = await open(entry('§"8080:80/udp"'));
      await apply(editor, await actionAt(editor, 'Convert to Long Form'));
      await commands.executeCommand('undo');
      assert.equal(editor.document.getText(), before);
    });
  });

  it('says why a change cannot be made', async () => {
    await open(entry('§"${PORT:-8080}:80"'));
    const page = await openWindow();
    await commands.executeCommand('editor.action.codeAction', {
      kind: 'refactor.rewrite',
      apply: 'never',
    });
    await page.getByText('Show Disabled').click();
    const disabled = page.locator('.action-widget .option-disabled');
    await disabled.filter({ hasText: 'Convert to Long Form' }).waitFor();
    await takePicture('compose-actions');
    await page.keyboard.press('Escape');
  });

  it('shows a conflict with both services, and repairs it with a free port', async () => {
    const services = (port: string): string =>
      `services:\n  web:\n    image: nginx\n    ports:\n      - "127.0.0.1:8080:80"\n  api:\n    image: nginx\n    ports:\n      - §"127.0.0.1:${port}:90"\n`;
    const editor = await open(services('8080'));
    const conflicts = await diagnosticsWhere((found) => found.length === 2);
    assert.deepEqual(conflicts.map(codeOf), ['PortConflict', 'PortConflict']);
    assert.deepEqual(
      conflicts.map(({ message }) => message),
      [
        'web and api both publish host port 8080: api in line 9.',
        'api and web both publish host port 8080: web in line 5.',
      ],
    );
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      editor.document.uri,
    );
    const titles = lenses.flatMap(({ command }) => command?.title ?? []);
    assert.equal(titles.filter((title) => title.includes('1 conflict')).length, 2);
    const action = await actionAt(editor, /^Change Host Port to Free \d+$/);
    assert.equal(action.kind?.value, 'quickfix');
    const port = action.title.split(' ').at(-1) ?? '';
    assert.equal(await apply(editor, action), services(port).replace('§', ''));
    await diagnosticsWhere((found) => found.length === 0);
  });

  it('tells of ports that every interface publishes as the setting says', async () => {
    const editor = await open(entry('§"8080:80"'));
    const isTold = (found: readonly Diagnostic[]): boolean =>
      found.some((each) => codeOf(each) === 'PublishedOnAllInterfaces');
    await diagnosticsWhere(isTold);
    await set('portMappings.diagnostics.exposure', 'off');
    await diagnosticsWhere((found) => !isTold(found));
    await set('portMappings.diagnostics.exposure', undefined);
    await diagnosticsWhere(isTold);
    const off = await actionAt(editor, 'Turn off this check (PublishedOnAllInterfaces)');
    assert(off.command);
    await commands.executeCommand(off.command.command, ...(off.command.arguments ?? []));
    await diagnosticsWhere((found) => !isTold(found));
    await set('portMappings.diagnostics.off', undefined);
  });

  describe('with a container of its service', () => {
    const name = `compose-${runId()}`;
    let port: number;
    let image: string;

    before(async () => {
      image = await buildImage(engine(), 'compose', ['EXPOSE 80']);
      port = await freePort();
    });

    beforeEach(async () => {
      const { PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
      await startContainer(engine(), {
        name: `${name}-${port}`,
        Image: image,
        Labels: {
          'com.docker.compose.project': name,
          'com.docker.compose.service': 'web',
          'com.docker.compose.project.config_files': file,
          'com.docker.compose.project.working_dir': folder,
        },
        HostConfig: { PortBindings },
      });
    });
    afterEach(async () => {
      await engine().getContainer(`${name}-${port}`).remove({ force: true });
    });

    const hoverText = async (): Promise<string> => {
      const hover = await showHover(await openWindow());
      await hover.waitFor();
      return (await hover.innerText()).replaceAll('\u00a0', ' ');
    };

    it('says who reaches the port, and that it runs otherwise than the file says', async () => {
      const declared = port === 8080 ? 8081 : 8080;
      await set('portMappings.editor.inlayHints', true);
      const editor = await open(entry(`§"127.0.0.1:${declared}:80"`));
      const { uri } = editor.document;
      const whole = new Range(new Position(0, 0), new Position(editor.document.lineCount, 0));
      const hint = async (): Promise<string | undefined> => {
        const hints = await commands.executeCommand<InlayHint[]>(
          'vscode.executeInlayHintProvider',
          uri,
          whole,
        );
        const label = hints.at(0)?.label;
        return typeof label === 'string' ? label : undefined;
      };
      const deadline = Date.now() + 20_000;
      let found = await hint();
      while (found === undefined && Date.now() < deadline) found = await hint();
      assert.equal(found, ` ● ${port}`);
      const text = await hoverText();
      assert.match(text, new RegExp(`${declared} → 80/tcp · web, short form`));
      assert.match(text, /This host only/);
      assert.match(text, new RegExp(`Published now as 127\\.0\\.0\\.1:${port}`));
      assert.match(text, new RegExp(`running as ${port}; compose\\.yaml says ${declared}`));
      assert.match(text, /Not applied yet/);
      await takePicture('compose-hover');
      await set('portMappings.editor.inlayHints', undefined);
    });
  });
});
