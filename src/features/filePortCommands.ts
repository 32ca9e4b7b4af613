import * as vscode from 'vscode';
import { turnOffCheck } from '../platform/settings.ts';
import { askForMapping, type Chosen } from './chosenMappings.ts';
import { publishExposed, type StagingContext } from './stageMappings.ts';

/** A port of a file, as links and code actions pass it. */
export interface FilePort {
  readonly uri: string;
  /** `80/tcp`, or `8000-8010/udp` for a range. */
  readonly port: string;
}

export function passedFilePort(item: unknown): FilePort | undefined {
  if (typeof item !== 'object' || item === null || !('uri' in item) || !('port' in item)) {
    return undefined;
  }
  const { uri, port } = item;
  return typeof uri === 'string' && typeof port === 'string' ? { uri, port } : undefined;
}

/** Stages the port as published on a container that exposes it and does not publish it. */
export async function publishFilePort(context: StagingContext, { port }: FilePort): Promise<void> {
  const [range = '', protocol = 'tcp'] = port.split('/');
  const [start = 0, end = start] = range.split('-').map(Number);
  const fits = ({ mapping }: Chosen): boolean =>
    mapping.kind === 'exposed' &&
    mapping.protocol === protocol &&
    mapping.containerPorts.start <= end &&
    mapping.containerPorts.end >= start;
  const candidates = context.visible.all().filter(fits);
  const [only, ...others] = candidates;
  if (only === undefined) {
    void vscode.window.showInformationMessage(
      `No container exposes ${port} without publishing it. Run one of the image: Port Mappings: Run Image With Ports…`,
    );
    return;
  }
  const chosen =
    others.length === 0 ? only : await askForMapping(context.visible, `Publish ${port}`, fits);
  if (chosen !== undefined) await publishExposed(context, [chosen.mapping.id]);
}

/** For the clipboard, and said in the status bar. */
export async function copyRunLine(line: unknown): Promise<void> {
  if (typeof line !== 'string') return;
  await vscode.env.clipboard.writeText(line);
  vscode.window.setStatusBarMessage('$(check) Copied the docker run command', 3_000);
}

/** Turns a check off for the file that it was found in. */
export async function turnOffFileCheck(code: unknown, uri: unknown): Promise<void> {
  if (typeof code !== 'string' || typeof uri !== 'string') return;
  await turnOffCheck(code, vscode.Uri.parse(uri, true));
}
