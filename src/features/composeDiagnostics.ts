import * as vscode from 'vscode';
import {
  composeAlerts,
  type ComposeAlert,
  type ComposeCheck,
  type RelatedPlace,
} from '../core/composeAlerts.ts';
import { composeLife } from '../core/composeLive.ts';
import { inUseAlerts, rivalAlerts } from '../core/composeRivalAlerts.ts';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { declaredFiles } from '../core/snapshot.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { composeFiles, type ComposeParts } from './composeContext.ts';
import { diagnosticSource, FileDiagnostics } from './fileDiagnostics.ts';

const reference = 'https://docs.docker.com/reference/compose-file';

const explanations: Readonly<Record<ComposeCheck, string>> = {
  PortConflict: `${reference}/services/#ports`,
  PortOfOtherProject: `${reference}/services/#ports`,
  PortInUse: `${reference}/services/#ports`,
  InvalidComposePort: `${reference}/services/#ports`,
  RangeMismatch: `${reference}/services/#ports`,
  HostNetworkPorts: `${reference}/services/#network_mode`,
  ScaledHostPort: `${reference}/services/#scale`,
  UnquotedPort: `${reference}/services/#short-syntax-3`,
  PublishedOnAllInterfaces: `${reference}/services/#ports`,
  InconsistentService: `${reference}/services/`,
};

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

/** Tells what is wrong with the ports of the Compose files that are open. */
export function registerComposeDiagnostics(parts: ComposeParts): Disposable {
  const owned = new DisposableList();
  const diagnostics = owned.add(
    new FileDiagnostics({
      name: 'compose',
      selector: composeFiles,
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
    parts.store.onDidChange(() => {
      diagnostics.checkAllSoon();
    }),
  );
  return owned;
}

async function check(
  { readings, checksOff, exposure, store }: ComposeParts,
  document: vscode.TextDocument,
): Promise<readonly vscode.Diagnostic[]> {
  const reading = await readings.of(document);
  const off = new Set(checksOff(document.uri));
  const { snapshot } = store;
  const alerts = [
    ...composeAlerts(reading, exposure(document.uri)),
    ...rivalAlerts(reading, declaredFiles(snapshot)),
    ...inUseAlerts(reading, composeLife(reading, snapshot)),
  ];
  return alerts
    .filter((alert) => !off.has(alert.check))
    .map((alert) => diagnosticOf(document, alert));
}

function diagnosticOf(document: vscode.TextDocument, alert: ComposeAlert): vscode.Diagnostic {
  const { check: code, severity, message, related } = alert;
  const range = spanRange(document, alert);
  const diagnostic = new vscode.Diagnostic(range, message, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: code, target: vscode.Uri.parse(explanations[code], true) };
  if (related !== undefined) {
    const place = locationOf(document, related);
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(place, related.message),
    ];
  }
  return diagnostic;
}

/** Of another file only the line is known. */
function locationOf(document: vscode.TextDocument, related: RelatedPlace): vscode.Location {
  const { elsewhere } = related;
  if (elsewhere === undefined) {
    return new vscode.Location(document.uri, spanRange(document, related));
  }
  const start = new vscode.Position(elsewhere.line - 1, 0);
  return new vscode.Location(vscode.Uri.parse(elsewhere.uri, true), start);
}
