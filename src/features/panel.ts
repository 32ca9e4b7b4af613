import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { DisposableList } from '../core/disposables.ts';
import type { Row } from '../core/rows.ts';
import { rowDifference } from '../core/rowDifference.ts';
import type { Store } from '../core/store.ts';
import { panelType } from '../ids.ts';
import { parseFromPage, type ToPage } from '../protocol.ts';
import { panelHtml } from './panelHtml.ts';
import { answerIntent, type PanelIntentContext } from './panelIntents.ts';
import { pageStaged } from './pageStaged.ts';
import { longConnecting, pageStatus } from './pageStatus.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** What the panel asks of the rest of the extension. */
export interface PanelContext extends PanelIntentContext {
  readonly store: Store;
  readonly visible: VisibleMappings;
  readonly extensionUri: vscode.Uri;
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
  open(message?: Extract<ToPage, { type: 'showRow' | 'showContainer' | 'form' }>): void {
    if (this.#page === undefined) {
      this.#adopt(
        vscode.window.createWebviewPanel(panelType, 'Port Mappings', vscode.ViewColumn.Active),
      );
    } else {
      this.#page.panel.reveal();
    }
    if (message !== undefined) this.#page?.send(message);
  }

  /** Whether the user can see it. */
  get visible(): boolean {
    return this.#page?.panel.visible ?? false;
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
  #sent: { revision: number; rows: Map<string, Row> } | undefined;
  /** The last message of each kind that tells a whole state, as text. */
  readonly #told = new Map<ToPage['type'], string>();
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
    this.#disposables.add(
      context.planning.onDidChange(() => {
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
    else {
      void answerIntent(intent, this.#context, (answer) => {
        this.#post(answer);
      });
    }
  }

  #sendAll(): void {
    const list = this.#context.visible.rows;
    const revision = (this.#lastRevision += 1);
    this.#sent = { revision, rows: new Map(list.map((row) => [row.id, row])) };
    this.#told.clear();
    this.#tellStates();
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
    this.#tellStates();
    const list = this.#context.visible.rows;
    const { removed, changed } = rowDifference(sent.rows, list);
    if (removed.length === 0 && changed.length === 0) return;
    const revision = (this.#lastRevision += 1);
    this.#post({ type: 'change', base: sent.revision, revision, removed, changed });
    for (const id of removed) sent.rows.delete(id);
    for (const row of changed) sent.rows.set(row.id, row);
    sent.revision = revision;
  }

  /** What is told whole whenever it is another than before. */
  #tellStates(): void {
    const { visible, store, staging, planning } = this.#context;
    const plan = planning.page;
    this.#tell({
      type: 'status',
      status: pageStatus(store.snapshot, visible.rows, Date.now()),
    });
    this.#tell({ type: 'staged', staged: pageStaged(staging) });
    this.#tell(plan === undefined ? { type: 'plan' } : { type: 'plan', plan });
  }

  #tell(message: ToPage): void {
    const text = JSON.stringify(message);
    if (this.#told.get(message.type) === text) return;
    this.#told.set(message.type, text);
    this.#post(message);
  }
}
