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
import { diagnosticSource, FileDiagnostics } from './fileDiagnostics.ts';

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
export function registerExposeDiagnostics(parts: ExposeParts): Disposable {
  const owned = new DisposableList();
  const diagnostics = owned.add(
    new FileDiagnostics({
      name: 'expose',
      selector: dockerfiles,
      isEnabled: (file) => parts.isEnabled('diagnostics.enabled', file),
      check: (document) => Promise.resolve(check(parts, document)),
    }),
  );
  const checkAll = (): void => {
    diagnostics.checkAll();
  };
  owned.add(parts.onDidChangeSettings(checkAll));
  owned.add(vscode.extensions.onDidChange(checkAll));
  return owned;
}

function check(
  { readings, checksOff }: ExposeParts,
  document: vscode.TextDocument,
): readonly vscode.Diagnostic[] {
  const off = new Set(checksOff(document.uri));
  return exposeAlerts(readings.of(document), otherCheckers())
    .filter((alert) => !off.has(alert.check))
    .map(diagnosticOf);
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
