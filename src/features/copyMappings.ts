import * as vscode from 'vscode';
import { mappingsOf } from '../core/mapping.ts';
import {
  addressText,
  dockerPortLines,
  markdownTable,
  publishText,
  runArguments,
  shellLine,
} from '../core/render.ts';
import type { Row } from '../core/rows.ts';
import { defaultSort, rowOrder } from '../core/rowOrder.ts';
import { noFilter, rowPredicate } from '../core/rowFilter.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import {
  askForMapping,
  passedMappings,
  passedOrAskedContainer,
  type Chosen,
} from './chosenMappings.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** `127.0.0.1:8080`, one line for each mapping. */
export async function copyAddress(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  await copyEach(visible, args, 'Copy Address', ({ mapping }) => addressText(mapping));
}

/** `-p 127.0.0.1:8080:80`, one line for each mapping. */
export async function copyPublish(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  await copyEach(visible, args, 'Copy as -p Flag', ({ mapping }) => {
    const text = publishText(mapping);
    return text === undefined ? undefined : `-p ${text}`;
  });
}

async function copyEach(
  visible: VisibleMappings,
  args: readonly unknown[],
  title: string,
  textOf: (chosen: Chosen) => string | undefined,
): Promise<void> {
  const passed = passedMappings(args, visible);
  const chosen =
    passed.length > 0
      ? passed
      : [await askForMapping(visible, title, (candidate) => textOf(candidate) !== undefined)];
  const lines = chosen.flatMap((each) => (each && textOf(each)) ?? []);
  if (lines.length > 0) await copy(lines.join('\n'), lines.join(', '));
}

/** The whole `docker run` of a container, as far as ports and networks go. */
export async function copyRunCommand(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  const container = await passedOrAskedContainer(args, visible, 'Copy docker run Command');
  if (container === undefined) return;
  const line = shellLine(runArguments(container, mappingsOf(container)));
  await copy(line, 'docker run command');
}

/** The rows of the panel that were passed, in their order; else all rows. */
export async function copyTable(visible: VisibleMappings, args: readonly unknown[]): Promise<void> {
  const wanted = Array.isArray(args[1]) ? (args[1] as unknown[]) : undefined;
  const rows = wanted === undefined ? allRows(visible) : pickedRows(visible, wanted);
  await copy(markdownTable([tableHeader, ...rows.map(tableCells)]), `${rows.length} mappings`);
}

const tableHeader = ['Status', 'Address', 'Host port', 'Container port', 'Container', 'Source'];

function tableCells(row: Row): string[] {
  const inside = row.text.replace(/^.* → /, '');
  return [row.statusText, row.addressText, row.hostPortText, inside, row.name, row.source];
}

function allRows(visible: VisibleMappings): Row[] {
  const matches = rowPredicate({ ...noFilter, text: visible.filter });
  return visible.rows.filter(matches).sort(rowOrder(defaultSort));
}

function pickedRows(visible: VisibleMappings, ids: readonly unknown[]): Row[] {
  const rows = new Map<unknown, Row>(visible.rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** "Which host port is port 80 of web-1?": what `docker port` would say, copied. */
export async function whichHostPort(
  visible: VisibleMappings,
  args: readonly unknown[],
): Promise<void> {
  const title = 'Which Host Port Is…';
  const container = await passedOrAskedContainer(args, visible, title);
  if (container === undefined) return;
  if (container.ports.length === 0) {
    void vscode.window.showInformationMessage(`${container.name} has no ports.`);
    return;
  }
  const picked = await vscode.window.showQuickPick(
    container.ports.map((port) => ({
      label: `${port.port}/${port.protocol}`,
      description: dockerPortLines(port).join(', ') || 'not published',
      port,
    })),
    { title, placeHolder: `A port of ${container.name}` },
  );
  if (picked === undefined) return;
  const lines = dockerPortLines(picked.port);
  if (lines.length === 0) {
    void vscode.window.showInformationMessage(
      `${picked.label} of ${container.name} is not published right now.`,
    );
    return;
  }
  await vscode.env.clipboard.writeText(lines.join('\n'));
  void vscode.window.showInformationMessage(
    `${picked.label} of ${container.name} is ${lines.join(' and ')} (copied).`,
  );
}

async function copy(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(clippy) Copied: ${literalLabel(what)}`, 3_000);
}
