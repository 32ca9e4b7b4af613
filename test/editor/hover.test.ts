import assert from 'node:assert/strict';
import { Position, Selection, window, workspace, type TextEditor } from 'vscode';
import { buildImage, published, runId, startContainer } from '../lab/containers.ts';
import { freePort } from '../lab/freePort.ts';
import { engine } from './engine.ts';
import { openWindow, takePicture } from './window.ts';
import { hoverAt } from './files.ts';
import { showHover, showTree, tidyUp, treeRow } from './workbench.ts';

describe('The hover over EXPOSE', () => {
  const dockerfile = 'FROM scratch\nEXPOSE 7080 7443/tcp \\\n  7053/udp 7000-7003 # no comment\n';
  let port: number;

  before(async () => {
    const image = await buildImage(engine(), 'hover', ['EXPOSE 7080 7443 7053/udp 7000-7003']);
    port = await freePort();
    const { PortBindings } = published({ '7080/tcp': [`127.0.0.1:${port}`] });
    await startContainer(engine(), {
      name: `hover-${runId()}`,
      Image: image,
      HostConfig: { PortBindings },
    });
    await showTree();
    await (await treeRow(`${port} → 7080/tcp`)).waitFor();
  });
  afterEach(tidyUp);

  async function open(): Promise<TextEditor> {
    const document = await workspace.openTextDocument({
      language: 'dockerfile',
      content: dockerfile.replace(' # no comment', ''),
    });
    return window.showTextDocument(document);
  }

  async function textAt(line: number, character: number, part: RegExp): Promise<string> {
    const editor = await open();
    const position = new Position(line, character);
    editor.selection = new Selection(position, position);
    const hover = await showHover(await openWindow(), part);
    return (await hover.innerText()).replaceAll('\u00a0', ' ');
  }

  it('says that EXPOSE publishes nothing, and where the port is published right now', async () => {
    const text = await textAt(1, 8, /7080\/tcp/);
    assert.match(text, /7080\/tcp.*publishes nothing/);
    assert.match(text, new RegExp(`hover-${runId()}.*likely built from this file`));
    assert.match(text, new RegExp(`Published now as 127\\.0\\.0\\.1:${port}`));
    assert.match(text, /Open/);
    await takePicture('hover');
  });

  it('says that a port of a continuation line is not published', async () => {
    const text = await textAt(2, 4, /7053\/udp/);
    assert.match(text, /Not published/);
  });

  it('is silent on the keyword', async () => {
    // Other extensions may explain the keyword; the ports are none of its business.
    assert.doesNotMatch(await hoverAt(await open(), 'EX|POSE'), /publishes nothing/);
  });
});
