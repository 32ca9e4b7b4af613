import assert from 'node:assert/strict';
import { commands, env, UIKind } from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { persistently, soon } from '../lab/patience.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { answer, clipboardAfter, panelFrame, set, showTree, tidyUp, treeRow } from './workbench.ts';

describe('The commands', () => {
  const name = `commands-${runId()}`;
  let port: number;

  before(async () => {
    const image = await buildImage(engine(), 'commands', [
      'RUN ["/bin/busybox", "sh", "-c", "mkdir /www && echo \'<h1>It works</h1>\' > /www/index.html"]',
      'EXPOSE 80',
      'CMD ["/bin/busybox", "httpd", "-f", "-p", "80", "-h", "/www"]',
    ]);
    port = await freePort();
    const { ExposedPorts, PortBindings } = published({
      '80/tcp': [`127.0.0.1:${port}`],
      '53/udp': [''],
    });
    await startContainer(engine(), {
      name,
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
    await showTree();
    await (await treeRow(`${port} → 80/tcp`)).waitFor();
  });
  afterEach(tidyUp);

  it('open a published port in an editor tab, and it answers', async () => {
    const window = await openWindow();
    await set('portMappings.browser.target', 'simpleBrowser');
    const run = commands.executeCommand('portMappings.openInBrowser');
    await answer(window, `${port} → 80/tcp`);
    const browser = (await panelFrame()).frameLocator('iframe');
    await browser.getByText('It works').waitFor();
    await run;
    await set('portMappings.browser.target', undefined);
  });

  // Where the window itself is a browser, the other browser is a page of it, which can be seen.
  if (env.uiKind === UIKind.Web) {
    it('open a published port in the browser outside', async () => {
      const window = await openWindow();
      const opened = window.context().waitForEvent('page');
      const run = commands.executeCommand('portMappings.openInBrowser');
      await answer(window, `${port} → 80/tcp`);
      const page = await opened;
      await page.waitForURL(new RegExp(`\\b${port}\\b`));
      await page.close();
      await run;
    });
  }

  it('copy an address, a -p flag and a docker run command', async () => {
    const window = await openWindow();
    const copied = async (command: string, ...answers: string[]): Promise<string> =>
      clipboardAfter(async () => {
        const run = commands.executeCommand(command);
        await answer(window, ...answers);
        await run;
      });
    assert.equal(await copied('portMappings.copyAddress', `${port} → 80`), `127.0.0.1:${port}`);
    assert.equal(
      await copied('portMappings.copyPublish', `${port} → 80`),
      `-p 127.0.0.1:${port}:80`,
    );
    const line = await copied('portMappings.copyRunCommand', name);
    assert.match(line, /^docker run -d /);
    assert.match(line, new RegExp(`-p 127\\.0\\.0\\.1:${port}:80 `));
    assert.match(line, /-p 53\/udp /);
  });

  it('copy the whole table as Markdown', async () => {
    const table = await clipboardAfter(() => commands.executeCommand('portMappings.copyTable'));
    assert.match(table, /^\| Status \| Address \| Host port \|/);
    assert.match(table, new RegExp(`\\| This host only \\| ${port} \\| 80/tcp \\|`));
  });

  it('say which host port a container port has, as docker port would', async () => {
    const window = await openWindow();
    const text = await clipboardAfter(async () => {
      const run = commands.executeCommand('portMappings.whichHostPort');
      await answer(window, name, '80/tcp');
      await window.getByText('(copied)').first().waitFor();
      await run;
    });
    assert.equal(text, `127.0.0.1:${port}`);
    await takePicture('which-host-port');
  });

  it('copy what is selected in the tree with the usual key', async () => {
    const window = await openWindow();
    const text = await clipboardAfter(async () => {
      const copied = window.locator('.statusbar').getByText('Copied');
      await copied.waitFor({ state: 'detached' });
      const row = await treeRow(`${port} → 80/tcp`);
      await persistently(async () => {
        await row.click({ timeout: soon });
        await window.keyboard.press('Control+C');
        await copied.waitFor({ timeout: soon });
      });
    });
    assert.equal(text, `127.0.0.1:${port}`);
  });

  it('diagnose the connection, step by step', async () => {
    await commands.executeCommand('portMappings.diagnose');
    const window = await openWindow();
    const lines = window.locator('.editor-instance .view-line');
    await lines.filter({ hasText: 'version: ok' }).waitFor();
    await takePicture('diagnosis');
  });
});
