import { commands, Position, Selection, window, workspace, Uri } from 'vscode';
import {
  buildImage,
  createContainer,
  published,
  runId,
  startContainer,
} from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { openPanel, set, showHover, showTree, tidyUp, treeRow } from './workbench.ts';

/** Pictures of every surface in every theme, for people to look at. */
describe('Every surface in the theme', () => {
  const themes: Readonly<Record<string, string>> = {
    dark: 'Default Dark Modern',
    light: 'Default Light Modern',
    'high-contrast': 'Default High Contrast',
    'high-contrast-light': 'Default High Contrast Light',
  };
  let port: number;

  before(async () => {
    const image = await buildImage(engine(), 'themes', ['EXPOSE 80 443/tcp 53/udp 8000-8010']);
    port = await freePort();
    const compose = (service: string): Record<string, string> => ({
      'com.docker.compose.project': 'shop',
      'com.docker.compose.service': service,
      'com.docker.compose.project.config_files': 'compose.yaml',
      'com.docker.compose.project.working_dir': workspace.workspaceFolders?.[0]?.uri.fsPath ?? '',
    });
    const ports = published({
      '80/tcp': [String(port), `127.0.0.1:${await freePort()}`],
      '443/tcp': [`127.0.0.2:${await freePort()}`],
      '53/udp': [''],
    });
    await startContainer(engine(), {
      name: `shop-web-${runId()}`,
      Image: image,
      Labels: compose('web'),
      HostConfig: { PortBindings: ports.PortBindings },
    });
    await createContainer(engine(), {
      name: `shop-db-${runId()}`,
      Image: image,
      Labels: compose('db'),
      HostConfig: { PortBindings: published({ '443/tcp': [String(port)] }).PortBindings },
    });
  });
  afterEach(tidyUp);
  after(() => set('workbench.colorTheme', undefined));

  for (const [name, theme] of Object.entries(themes)) {
    it(name, async () => {
      await set('workbench.colorTheme', theme);
      await showTree();
      await (await treeRow(`${port} → 80/tcp`)).waitFor();
      const panel = await openPanel();
      await panel
        .getByRole('row', { name: String(port) })
        .first()
        .waitFor();
      await takePicture(`overview-${name}`);

      await commands.executeCommand('workbench.action.closeAllEditors');
      const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
      const editor = await window.showTextDocument(Uri.joinPath(folder, 'Dockerfile'));
      const line = editor.document
        .getText()
        .split('\n')
        .findIndex((text) => text.startsWith('EXPOSE 80'));
      const position = new Position(line, 'EXPOSE 8'.length);
      editor.selection = new Selection(position, position);
      await showHover(await openWindow(), 'publishes nothing');
      await takePicture(`hover-${name}`);
    });
  }
});
