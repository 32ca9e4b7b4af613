import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { persistently, soon } from '../lab/patience.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { set, showTree, statusBarItem, tidyUp, treeRow } from './workbench.ts';

describe('The tree of mappings', () => {
  const name = (word: string): string => `tree-${word}-${runId()}`;
  let image: string;

  before(async () => {
    image = await buildImage(engine(), 'tree', ['EXPOSE 80 9000']);
    await showTree();
  });
  afterEach(tidyUp);

  it('shows what a container publishes, to whom, and what it only exposes, as soon as it starts', async () => {
    const port = await freePort();
    const { ExposedPorts, PortBindings } = published({ '80/tcp': [`127.0.0.1:${port}`] });
    await startContainer(engine(), {
      name: name('web'),
      Image: image,
      ...(ExposedPorts && { ExposedPorts }),
      HostConfig: { PortBindings },
    });
    await (await treeRow(name('web'), 'running')).waitFor();
    await (await treeRow(`${port} → 80/tcp`, 'This host only')).waitFor();
    await (await treeRow('9000/tcp', 'exposed only')).waitFor();
    await takePicture('tree');
  });

  it('follows a stop, a start and a removal, and keeps the selection', async () => {
    const port = await freePort();
    const { PortBindings } = published({ '80/tcp': [String(port)] });
    const container = await startContainer(engine(), {
      name: name('moving'),
      Image: image,
      HostConfig: { PortBindings },
    });
    const row = await treeRow(`${port} → 80/tcp`, 'All interfaces');
    await row.click();
    await container.stop({ t: 0 });
    await (await treeRow(name('moving'), 'stopped')).waitFor();
    assert.equal(await row.getAttribute('aria-selected'), 'true');
    await container.start();
    await (await treeRow(name('moving'), 'running')).waitFor();
    assert.equal(await row.getAttribute('aria-selected'), 'true');
    await container.remove({ force: true });
    await (await treeRow(name('moving'))).waitFor({ state: 'detached' });
  });

  it('names the conflict of a stopped container whose port another one took', async () => {
    const port = await freePort();
    const { PortBindings } = published({ '80/tcp': [String(port)] });
    const first = await startContainer(engine(), {
      name: name('first'),
      Image: image,
      HostConfig: { PortBindings },
    });
    await first.stop({ t: 0 });
    await startContainer(engine(), {
      name: name('second'),
      Image: image,
      HostConfig: { PortBindings },
    });
    await (await treeRow(`${port} → 80/tcp`, 'conflict: in use by')).waitFor();
    await (await statusBarItem()).filter({ hasText: 'port conflict' }).waitFor();
    await takePicture('tree-conflict');
    await first.remove({ force: true });
    await (await statusBarItem()).filter({ hasText: /\d+ ports?/ }).waitFor();
  });

  it('filters by a port inside a range, and says how many are left', async () => {
    const page = await openWindow();
    const ranges = published(
      Object.fromEntries(
        [0, 1, 2, 3, 4].map((index) => [`${31_000 + index}/udp`, [String(31_000 + index)]]),
      ),
    );
    await startContainer(engine(), {
      name: name('range'),
      Image: image,
      HostConfig: { PortBindings: ranges.PortBindings },
      ...(ranges.ExposedPorts && { ExposedPorts: ranges.ExposedPorts }),
    });
    await (await treeRow('31000-31004 → 31000-31004/udp')).waitFor();
    await commands.executeCommand('workbench.action.closeQuickOpen');
    void commands.executeCommand('portMappings.filter');
    const input = page.locator('.quick-input-widget input').filter({ visible: true }).first();
    await input.fill('31003');
    await page.keyboard.press('Enter');
    await page.getByText(/Filtered: 1 of \d+ mappings/).waitFor();
    await (await treeRow('9000/tcp', 'exposed only')).waitFor({ state: 'detached' });
    await takePicture('tree-filtered');
    await commands.executeCommand('portMappings.clearFilter');
    await (await treeRow('9000/tcp', 'exposed only')).waitFor();
  });

  it('leaves stopped containers and exposed-only ports out when told to', async () => {
    await (await treeRow('9000/tcp', 'exposed only')).waitFor();
    await set('portMappings.view.showExposedOnly', false);
    await (await treeRow('9000/tcp', 'exposed only')).waitFor({ state: 'detached' });
    await set('portMappings.view.showExposedOnly', undefined);
    await (await treeRow('9000/tcp', 'exposed only')).waitFor();
  });

  it('groups by Compose project, and shows a hostile label literally', async () => {
    const project = '<img src=x onerror=alert(1)> $(sync~spin) ](command:x)';
    await startContainer(engine(), {
      name: name('hostile'),
      Image: image,
      Labels: {
        'com.docker.compose.project': project,
        'com.docker.compose.service': 'web',
        'com.docker.compose.project.config_files': '/srv/shop/compose.yaml',
        'com.docker.compose.project.working_dir': '/srv/shop',
      },
    });
    await (await treeRow(project, 'compose · 1 service')).waitFor();
    await (await treeRow(name('hostile'), 'running')).click();
    const page = await openWindow();
    const hover = page.locator('.monaco-hover').filter({ hasText: 'Compose' });
    // What the engine still tells of the new container repaints the tree, which closes a hover.
    const text = await persistently(async () => {
      await commands.executeCommand('list.showHover');
      return hover.innerText({ timeout: soon });
    });
    assert.match(text, /<img src=x onerror=alert\(1\)>\s+\$\(sync~spin\)/);
    assert.equal(await hover.locator('img').count(), 0);
    await takePicture('tree-hostile');
  });
});
