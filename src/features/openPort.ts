import * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { formatPortRange, portCount, type PortRange } from '../core/portRange.ts';
import { browserAddress, type BrowserAddress } from '../core/render.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { settings } from '../platform/settings.ts';
import { askForMapping, passedMappings, type Chosen } from './chosenMappings.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** Opens published TCP ports in the browser of the machine that the user sits at. */
export async function openInBrowser(
  store: Store,
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  const engine = engineReading(store.snapshot)?.engine;
  if (engine === undefined) return;
  const passed = passedMappings(args, visible);
  const asked =
    passed.length > 0
      ? passed
      : [await askForMapping(visible, 'Open Port in Browser', (chosen) => canOpen(chosen, engine))];
  for (const chosen of asked) {
    if (chosen !== undefined) await open(chosen, engine);
  }
}

function canOpen({ mapping }: Chosen, engine: Engine): boolean {
  return browserAddress(mapping, engine.endpoint).ok;
}

async function open({ mapping, container }: Chosen, engine: Engine): Promise<void> {
  const hostPort = mapping.hostPorts && (await askForPort(mapping.hostPorts));
  if (mapping.hostPorts !== undefined && hostPort === undefined) return;
  const address = browserAddress(mapping, engine.endpoint, hostPort);
  if (!address.ok) {
    void vscode.window.showWarningMessage(refusal(address.reason, container.name));
    return;
  }
  const inside =
    mapping.containerPorts.start + address.port - (mapping.hostPorts?.start ?? address.port);
  const scheme = settings.httpsPorts().some((port) => port === inside || port === address.port)
    ? 'https'
    : 'http';
  const url = vscode.Uri.parse(`${scheme}://${address.host}:${address.port}/`, true);
  if (settings.browserTarget() === 'simpleBrowser') {
    await vscode.commands.executeCommand('simpleBrowser.show', url.toString());
  } else {
    await vscode.env.openExternal(url);
  }
}

/** One port of a range: the only one, or the one that the user names. */
async function askForPort(range: PortRange): Promise<number | undefined> {
  if (portCount(range) === 1) return range.start;
  const text = await vscode.window.showInputBox({
    title: 'Open Port in Browser',
    prompt: `One of ${formatPortRange(range)}`,
    value: String(range.start),
    validateInput: (typed) =>
      /^\d+$/.test(typed) && Number(typed) >= range.start && Number(typed) <= range.end
        ? undefined
        : `Enter a port from ${range.start} to ${range.end}.`,
  });
  return text === undefined ? undefined : Number(text);
}

function refusal(reason: Extract<BrowserAddress, { ok: false }>['reason'], name: string): string {
  switch (reason) {
    case 'notPublished':
      return `This port of ${name} is not published right now. Start the container or publish the port.`;
    case 'notTcp':
      return 'Only TCP ports can be opened in a browser.';
    case 'loopbackOfOtherMachine':
      return `This port of ${name} is bound to the loopback address of the engine's machine, which this machine cannot reach. Forward it over SSH, or publish it on another address.`;
  }
}
