import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableList } from '../core/disposables.ts';
import type { Row } from '../core/rows.ts';
import { rowDifference } from '../core/rowDifference.ts';
import type { Store } from '../core/store.ts';
import { commandId, panelType } from '../ids.ts';
import { parseFromPage, type FromPage, type ToPage } from '../protocol.ts';
import { panelHtml } from './panelHtml.ts';
import { longConnecting, pageStatus } from './pageStatus.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** What the panel asks of the rest of the extension. */
export interface PanelContext {
  readonly store: Store;
  readonly visible: VisibleMappings;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** The panel with the table: one at most. */
export class MappingsPanel implements vscode.Disposable {
  readonly #context: PanelContext;
  readonly #disposables = new DisposableList();
  readonly #shown = this.#disposables.add(new vscode.EventEmitter<void>());
  #page: Page | undefined;

  /** The panel came into view. */
  readonly onDidShow = this.#shown.event;

  constructor(context: PanelContext) {
    this.#context = context;
    this.#disposables.add(
      vscode.window.registerWebviewPanelSerializer(panelType, {
        deserializeWebviewPanel: (panel) => {
          this.#adopt(panel);
          return Promise.resolve();
        },
      }),
    );
  }

  /** Opens the panel, or shows the one that is open; a row or a container gets the focus. */
  open(message?: Extract<ToPage, { type: 'showRow' | 'showContainer' }>): void {
    if (this.#page === undefined) {
      this.#adopt(
        vscode.window.createWebviewPanel(panelType, 'Port Mappings', vscode.ViewColumn.Active),
      );
    } else {
      this.#page.panel.reveal();
    }
    if (message !== undefined) this.#page?.send(message);
  }

  dispose(): void {
    this.#page?.panel.dispose();
    this.#disposables.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#page?.panel.dispose();
    const page = new Page(panel, this.#context);
    this.#page = page;
    panel.onDidDispose(() => {
      page.dispose();
      if (this.#page === page) this.#page = undefined;
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.#shown.fire();
    });
    this.#shown.fire();
  }
}

/** One page: what it was told, and what it says. */
class Page implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #context: PanelContext;
  readonly #disposables = new DisposableList();
  /** What the page holds; undefined until it says that it is ready. */
  #sent: { revision: number; rows: Map<string, Row>; status: string } | undefined;
  #lastRevision = 0;
  #later: NodeJS.Timeout | undefined;
  #waiting: ToPage[] = [];

  constructor(panel: vscode.WebviewPanel, context: PanelContext) {
    this.panel = panel;
    this.#context = context;
    const files = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
    const icons = vscode.Uri.joinPath(context.extensionUri, 'media');
    panel.iconPath = {
      light: vscode.Uri.joinPath(icons, 'panel-light.svg'),
      dark: vscode.Uri.joinPath(icons, 'panel-dark.svg'),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [files] };
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#hear(message);
      }),
    );
    this.#disposables.add(
      context.visible.onDidChange(() => {
        this.#update();
      }),
    );
    // A hidden page is unloaded and hears nothing; it says `ready` when it is back.
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) this.#sent = undefined;
      }),
    );
    panel.webview.html = panelHtml({
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      scriptUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files, 'panel.js')).toString(),
      styleUri: panel.webview.asWebviewUri(vscode.Uri.joinPath(files, 'panel.css')).toString(),
    });
  }

  /** Sends now, or once the page is ready. */
  send(message: ToPage): void {
    if (this.#sent === undefined) this.#waiting.push(message);
    else this.#post(message);
  }

  dispose(): void {
    clearTimeout(this.#later);
    this.#disposables.dispose();
  }

  /** While the first answer is awaited, the words change without any news. */
  #updateLater(): void {
    clearTimeout(this.#later);
    const { engine } = this.#context.store.snapshot;
    if (engine.status !== 'loading' || engine.value !== undefined) return;
    const wait = engine.since + longConnecting - Date.now();
    if (wait < 0) return;
    this.#later = setTimeout(() => {
      this.#update();
    }, wait + 1);
  }

  #post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  #hear(message: unknown): void {
    const intent = parseFromPage(message);
    if (intent === undefined) {
      this.#context.log.warn('The panel sent something that is no message of ours; ignored.');
      return;
    }
    if (intent.type === 'ready') this.#sendAll();
    else void this.#act(intent);
  }

  async #act(intent: Exclude<FromPage, { type: 'ready' }>): Promise<void> {
    const run = vscode.commands.executeCommand;
    switch (intent.type) {
      case 'open':
        await run(commandId('openInBrowser'), intent.rowId);
        break;
      case 'reveal':
        await run(commandId('revealInTree'), intent.rowId);
        break;
      case 'copy':
        await run(commandId(copyCommands[intent.form]), ...copyArguments(intent));
        break;
      case 'command':
        await run(commandId(intent.command === 'retry' ? 'refresh' : intent.command));
        break;
    }
  }

  #sendAll(): void {
    const { visible, store } = this.#context;
    const list = visible.rows;
    const revision = (this.#lastRevision += 1);
    const status = pageStatus(store.snapshot, list, Date.now());
    this.#sent = {
      revision,
      rows: new Map(list.map((row) => [row.id, row])),
      status: JSON.stringify(status),
    };
    this.#post({ type: 'status', status });
    this.#post({ type: 'rows', revision, rows: list });
    this.#updateLater();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) this.#post(message);
  }

  #update(): void {
    const sent = this.#sent;
    if (sent === undefined) return;
    this.#updateLater();
    const { visible, store } = this.#context;
    const list = visible.rows;
    const status = pageStatus(store.snapshot, list, Date.now());
    const statusText = JSON.stringify(status);
    if (statusText !== sent.status) this.#post({ type: 'status', status });
    sent.status = statusText;
    const { removed, changed } = rowDifference(sent.rows, list);
    if (removed.length === 0 && changed.length === 0) return;
    const revision = (this.#lastRevision += 1);
    this.#post({ type: 'change', base: sent.revision, revision, removed, changed });
    for (const id of removed) sent.rows.delete(id);
    for (const row of changed) sent.rows.set(row.id, row);
    sent.revision = revision;
  }
}

const copyCommands = {
  address: 'copyAddress',
  publish: 'copyPublish',
  run: 'copyRunCommand',
  markdown: 'copyTable',
} as const;

/** As a menu passes them: the item that was clicked, then all that are selected. */
function copyArguments({
  rowIds,
}: Extract<FromPage, { type: 'copy' }>): [string, readonly string[]] {
  return [rowIds[0] ?? '', rowIds];
}
