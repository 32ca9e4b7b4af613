import * as vscode from 'vscode';
import type { Parsed } from '../core/parsed.ts';
import { formatPortRange, portCount } from '../core/portRange.ts';
import {
  manyForwards,
  readGuestPorts,
  readHostPorts,
  type GuestPorts,
} from '../core/vagrantInput.ts';
import { workspaceEdit } from '../platform/editorRanges.ts';
import type { VagrantParts } from './vagrantContext.ts';
import { freeHostPorts, preferredHostPort } from './vagrantPorts.ts';

/**
 * Asks which ports are to be forwarded, and adds them to the document: a range as one loop, or as the
 * setting says. The document stays unsaved.
 *
 * @param machine undefined for every machine of the file.
 */
export async function addForwards(
  parts: VagrantParts,
  document: vscode.TextDocument,
  machine: string | undefined,
): Promise<void> {
  const guest = await askForGuestPorts();
  if (guest === undefined) return;
  const suggested = await suggestion(parts, document, guest);
  const host = await ask(
    {
      title: `Forward to ${formatPortRange(guest.ports)}/${guest.protocol}`,
      prompt: 'Ports of the host, or the first of them',
      value: suggested,
    },
    (text) => readHostPorts(text, guest.ports),
  );
  if (host === undefined) return;
  const read = await parts.readings.of(document);
  if (read === undefined) return;
  const target = machine === undefined ? {} : { machine };
  const wanted = { ...target, guest: guest.ports, host, protocol: guest.protocol };
  const edit = read.tools.add(read.text, wanted, parts.rangeStyle(document.uri));
  if (!edit.ok) {
    void vscode.window.showErrorMessage(`Not added: ${edit.reason}`);
    return;
  }
  await vscode.workspace.applyEdit(workspaceEdit(document, edit.edits));
}

function askForGuestPorts(): Promise<GuestPorts | undefined> {
  const title = 'Add Range of Forwards';
  const prompt = 'Ports of the VM: 8080, 8000-8010 or 5353/udp';
  return ask({ title, prompt }, readGuestPorts, ({ ports }) =>
    portCount(ports) > manyForwards
      ? `${portCount(ports)} ports: Vagrant sets up each one; this can take minutes.`
      : undefined,
  );
}

async function suggestion(
  parts: VagrantParts,
  document: vscode.TextDocument,
  { ports, protocol }: GuestPorts,
): Promise<string> {
  const read = await parts.readings.of(document);
  if (read === undefined) return '';
  const prefer = preferredHostPort(ports);
  const wish = { count: portCount(ports), protocol, hostIp: '', prefer };
  const free = await freeHostPorts(parts, read.reading, wish);
  return free === undefined ? '' : formatPortRange(free);
}

/** What is typed and accepted; undefined when it was given up. */
async function ask<Value>(
  options: vscode.InputBoxOptions,
  read: (text: string) => Parsed<Value>,
  warning: (value: Value) => string | undefined = () => undefined,
): Promise<Value | undefined> {
  const text = await vscode.window.showInputBox({
    ...options,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const parsed = read(typed);
      if (!parsed.ok) return typed === '' ? undefined : parsed.message;
      const message = warning(parsed.value);
      return message && { message, severity: vscode.InputBoxValidationSeverity.Warning };
    },
  });
  if (text === undefined) return undefined;
  const parsed = read(text);
  return parsed.ok ? parsed.value : undefined;
}
