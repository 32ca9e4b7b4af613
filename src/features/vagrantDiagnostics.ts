import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { vagrantAlerts, type VagrantAlert } from '../core/vagrantAlerts.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { diagnosticSource, FileDiagnostics } from './fileDiagnostics.ts';
import { vagrantfiles, vagrantListeners, type VagrantParts } from './vagrantContext.ts';

const explanation = 'https://developer.hashicorp.com/vagrant/docs/networking/forwarded_ports';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** Tells what is wrong with the forwarded ports of the Vagrantfiles that are open. */
export function registerVagrantDiagnostics(parts: VagrantParts): Disposable {
  const owned = new DisposableList();
  const diagnostics = owned.add(
    new FileDiagnostics({
      name: 'vagrant',
      selector: vagrantfiles,
      isEnabled: (file) => parts.isEnabled('diagnostics.enabled', file),
      check: (document) => check(parts, document),
    }),
  );
  owned.add(
    parts.onDidChangeSettings(() => {
      diagnostics.checkAll();
    }),
  );
  owned.add(
    parts.store.onDidChange((now, before) => {
      if (now.listeners !== before.listeners) diagnostics.checkAll();
    }),
  );
  return owned;
}

async function check(
  parts: VagrantParts,
  document: vscode.TextDocument,
): Promise<readonly vscode.Diagnostic[] | undefined> {
  const read = await parts.readings.of(document);
  if (read === undefined) return undefined;
  const off = new Set(parts.checksOff(document.uri));
  return vagrantAlerts(read.reading, vagrantListeners(parts))
    .filter((alert) => !off.has(alert.check))
    .map((alert) => diagnosticOf(document, alert));
}

function diagnosticOf(document: vscode.TextDocument, alert: VagrantAlert): vscode.Diagnostic {
  const range = spanRange(document, alert);
  const diagnostic = new vscode.Diagnostic(range, alert.message, severities[alert.severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: alert.check, target: vscode.Uri.parse(explanation, true) };
  return diagnostic;
}
