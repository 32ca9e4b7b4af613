import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import {
  exposeAlerts,
  type ExposeAlert,
  type ExposeCheck,
  type OtherCheckers,
} from '../core/exposeAlerts.ts';
import { editorRange } from '../platform/editorRanges.ts';
import { dockerfiles, type ExposeParts } from './exposeContext.ts';

export const diagnosticSource = 'port-mappings';

/** How long typing must rest before the file is checked, in ms. */
const rest = 250;

const reference = 'https://docs.docker.com/reference';

const explanations: Readonly<Record<ExposeCheck, string>> = {
  ExposeInvalidFormat: `${reference}/build-checks/expose-invalid-format/`,
  ExposeProtoCasing: `${reference}/build-checks/expose-proto-casing/`,
  DuplicatePort: `${reference}/dockerfile/#expose`,
  InvalidPort: `${reference}/dockerfile/#expose`,
  PortOutOfRange: `${reference}/dockerfile/#expose`,
  ReversedRange: `${reference}/dockerfile/#expose`,
};

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** Tells what is wrong with the ports of the Dockerfiles that are open. */
export class ExposeDiagnostics implements Disposable {
  readonly #parts: ExposeParts;
  readonly #owned = new DisposableList();
  readonly #shown: vscode.DiagnosticCollection;
  readonly #waiting = new Map<vscode.TextDocument, NodeJS.Timeout>();

  constructor(parts: ExposeParts) {
    this.#parts = parts;
    this.#shown = this.#owned.add(
      vscode.languages.createDiagnosticCollection(`${diagnosticSource}.expose`),
    );
    const checkAll = (): void => {
      vscode.workspace.textDocuments.forEach((document) => {
        this.#check(document);
      });
    };
    this.#owned.add(
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#check(document);
      }),
    );
    this.#owned.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.#checkSoon(document);
      }),
    );
    this.#owned.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#forget(document);
      }),
    );
    this.#owned.add(parts.onDidChangeSettings(checkAll));
    this.#owned.add(vscode.extensions.onDidChange(checkAll));
    checkAll();
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#owned.dispose();
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (!isChecked(document)) return;
    clearTimeout(this.#waiting.get(document));
    const timer = setTimeout(() => {
      this.#waiting.delete(document);
      this.#check(document);
    }, rest);
    this.#waiting.set(document, timer);
  }

  #check(document: vscode.TextDocument): void {
    if (document.isClosed || !isChecked(document)) return;
    const { readings, isEnabled, checksOff } = this.#parts;
    if (!isEnabled('diagnostics.enabled', document.uri)) {
      this.#shown.delete(document.uri);
      return;
    }
    const off = new Set(checksOff(document.uri));
    const alerts = exposeAlerts(readings.of(document), otherCheckers());
    this.#shown.set(document.uri, alerts.filter(({ check }) => !off.has(check)).map(diagnosticOf));
  }

  #forget(document: vscode.TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (isChecked(document)) this.#shown.delete(document.uri);
  }
}

/** Not what is only shown: the side of a diff that an earlier commit is on. */
function isChecked(document: vscode.TextDocument): boolean {
  return (
    vscode.languages.match(dockerfiles, document) > 0 &&
    vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) !== false
  );
}

/**
 * Docker DX shows BuildKit's warnings; it and both extensions of Microsoft bring the Dockerfile
 * language server (docker/vscode-extension#146).
 */
function otherCheckers(): OtherCheckers {
  const isThere = (id: string): boolean => vscode.extensions.getExtension(id) !== undefined;
  const buildChecks = isThere('docker.docker');
  return {
    buildChecks,
    languageServer:
      buildChecks ||
      isThere('ms-azuretools.vscode-containers') ||
      isThere('ms-azuretools.vscode-docker'),
  };
}

function diagnosticOf({ check, severity, message, token }: ExposeAlert): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(editorRange(token), message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: check, target: vscode.Uri.parse(explanations[check], true) };
  if (check === 'DuplicatePort') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}
