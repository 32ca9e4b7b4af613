import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';

/** Of all diagnostics of this extension. */
export const diagnosticSource = 'port-mappings';

/** How long typing must rest before the file is checked, in ms. */
const rest = 250;

/** What to check, and how. */
export interface FileChecks {
  /** Tells the collection from others of this extension. */
  readonly name: string;
  readonly selector: vscode.DocumentSelector;
  readonly isEnabled: (file: vscode.Uri) => boolean;
  /** Undefined when the document is not to be checked after all. */
  readonly check: (
    document: vscode.TextDocument,
  ) => Promise<readonly vscode.Diagnostic[] | undefined>;
}

/** Keeps the diagnostics of the open files of one kind: when they open, when typing rests, when asked. */
export class FileDiagnostics implements Disposable {
  readonly #checks: FileChecks;
  readonly #owned = new DisposableList();
  readonly #shown: vscode.DiagnosticCollection;
  readonly #waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();

  constructor(checks: FileChecks) {
    this.#checks = checks;
    this.#shown = this.#owned.add(
      vscode.languages.createDiagnosticCollection(`${diagnosticSource}.${checks.name}`),
    );
    const { workspace } = vscode;
    this.#owned.add(workspace.onDidOpenTextDocument((document) => void this.#check(document)));
    this.#owned.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#checkSoon(document);
      }),
    );
    this.#owned.add(
      workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
    );
    this.checkAll();
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#owned.dispose();
  }

  /** For when something else than the text decides otherwise than before. */
  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) void this.#check(document);
  }

  /** For when what decides besides the text changes often. */
  checkAllSoon(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (!this.#waiting.has(document)) this.#checkSoon(document);
    }
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (!this.#isChecked(document)) return;
    clearTimeout(this.#waiting.get(document));
    const timer = setTimeout(() => {
      this.#waiting.delete(document);
      void this.#check(document);
    }, rest);
    this.#waiting.set(document, timer);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    if (!this.#isChecked(document)) return;
    const { isEnabled, check } = this.#checks;
    const { version } = document;
    const diagnostics = isEnabled(document.uri) ? await check(document) : [];
    const isWanted = !this.#owned.disposed && !document.isClosed && document.version === version;
    if (diagnostics !== undefined && isWanted) this.#shown.set(document.uri, diagnostics);
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (this.#isChecked(document)) this.#shown.delete(document.uri);
  }

  /** Not what is only shown: the side of a diff that an earlier commit is on. */
  #isChecked(document: vscode.TextDocument): boolean {
    return (
      vscode.languages.match(this.#checks.selector, document) > 0 &&
      vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) !== false
    );
  }
}
