import * as vscode from 'vscode';
import { failureWords, fixCommand } from '../core/describeEngine.ts';
import type { Store } from '../core/store.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import { settings, writeSetting } from '../platform/settings.ts';

/** A Docker context that the user can choose. */
export interface ContextChoice {
  readonly name: string;
  /** `unix:///var/run/docker.sock`; empty when the context names no Docker host. */
  readonly host: string;
}

/** What the connection commands need of the engine's side. */
export interface Connections {
  contexts(): readonly ContextChoice[];
  /** Tries the way to the engine step by step, up to the first that fails; one line for each. */
  diagnose(): Promise<readonly string[]>;
}

/** Writes the settings that decide the engine; a change of them connects anew by itself. */
export async function selectConnection(connections: Connections): Promise<void> {
  const host = settings.dockerHost();
  const context = settings.dockerContext();
  const mark = (chosen: boolean): string => (chosen ? '$(check) ' : '');
  const items: (vscode.QuickPickItem & { choose?: () => Promise<void> })[] = [
    {
      label: `${mark(host === '' && context === '')}Automatic`,
      detail: 'DOCKER_HOST, else the current Docker context, else the usual socket',
      choose: () => writeConnection('', ''),
    },
    { label: 'Contexts', kind: vscode.QuickPickItemKind.Separator },
    ...connections.contexts().map(({ name, host: contextHost }) => ({
      label: `${mark(host === '' && context === name)}${literalLabel(name)}`,
      description: literalLabel(contextHost),
      choose: () => writeConnection('', name),
    })),
    { label: 'Host', kind: vscode.QuickPickItemKind.Separator },
    {
      label: `${mark(host !== '')}Enter a Host…`,
      description: literalLabel(host),
      detail: 'unix://, npipe://, tcp:// or ssh://',
      choose: askForHost,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Select Docker Connection',
    matchOnDescription: true,
  });
  await picked?.choose?.();
}

async function askForHost(): Promise<void> {
  const host = await vscode.window.showInputBox({
    title: 'Docker Host',
    prompt: 'unix:///path/docker.sock, npipe:////./pipe/NAME, tcp://HOST:PORT or ssh://USER@HOST',
    value: settings.dockerHost(),
    validateInput: (text) =>
      /^(?:unix|npipe|tcp|ssh):\/\/./.test(text.trim())
        ? undefined
        : 'Begin with unix://, npipe://, tcp:// or ssh://.',
  });
  if (host !== undefined) await writeConnection(host.trim(), settings.dockerContext());
}

async function writeConnection(host: string, context: string): Promise<void> {
  await writeSetting('docker.host', host === '' ? undefined : host);
  await writeSetting('docker.context', context === '' ? undefined : context);
}

const diagnosisScheme = 'port-mappings-diagnosis';

/** Shows the report of a diagnosis as a document that cannot be edited and need not be saved. */
export class Diagnosis implements vscode.TextDocumentContentProvider {
  readonly #connections: Connections;
  readonly #log: vscode.LogOutputChannel;

  constructor(connections: Connections, log: vscode.LogOutputChannel) {
    this.#connections = connections;
    this.#log = log;
  }

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(diagnosisScheme, this);
  }

  /** Runs a diagnosis and opens its report. */
  async open(): Promise<void> {
    const time = new Date().toISOString().replaceAll(':', '-');
    const uri = vscode.Uri.from({ scheme: diagnosisScheme, path: `Docker connection ${time}.txt` });
    await vscode.window.showTextDocument(uri, { preview: true });
  }

  async provideTextDocumentContent(): Promise<string> {
    const lines = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Diagnosing the Docker connection…' },
      () => this.#connections.diagnose(),
    );
    this.#log.info(['Diagnosis of the Docker connection', ...lines].join('\n  '));
    return `${lines.join('\n')}\n`;
  }
}

/** Copies the command that would mend a refused socket; it is for the user to run. */
export async function copyFixCommand(store: Store): Promise<void> {
  const { engine } = store.snapshot;
  if (engine.status !== 'failed') return;
  const command = fixCommand(engine.failure);
  await vscode.env.clipboard.writeText(command);
  const { text } = failureWords(engine.failure);
  void vscode.window.showInformationMessage(`Copied: ${command}. ${text}`);
}

export async function openInstallPage(): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse('https://docs.docker.com/get-docker/'));
}
