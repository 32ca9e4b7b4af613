import * as vscode from 'vscode';
import type { Container } from '../core/container.ts';
import { exposeChecks, type ExposeCheck } from '../core/exposeAlerts.ts';
import type { ExposeEditKind } from '../core/exposeEditing.ts';
import { tokenAt, type ExposeReading, type ExposeToken } from '../core/exposeReading.ts';
import {
  isUnpublishedIn,
  openMappings,
  publishArguments,
  publishedBy,
  undeclaredRanges,
} from '../core/exposeReport.ts';
import { formatPortRange } from '../core/portRange.ts';
import { arrowText, shellLine } from '../core/render.ts';
import { containersOfFile, type ExposeParts } from './exposeContext.ts';
import { answering, commandAction, editAction, isOfCheck } from './fileActions.ts';
import { diagnosticSource } from './fileDiagnostics.ts';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** A menu names this many ports that a container has, and does this many things with them. */
const mostAdditions = 3;

/** The checks that a change answers; others are changes of taste. */
const answers: Readonly<Partial<Record<ExposeEditKind, readonly ExposeCheck[]>>> = {
  fixHostMapping: ['ExposeInvalidFormat', 'InvalidPort'],
  swapRange: ['ReversedRange'],
  lowerCaseProtocol: ['ExposeProtoCasing'],
  removeDuplicate: ['DuplicatePort'],
};

/** What can be done with a word of EXPOSE. */
export class ExposeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [QuickFix, RefactorRewrite],
  };

  readonly #parts: ExposeParts;

  constructor(parts: ExposeParts) {
    this.#parts = parts;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    cancellation: vscode.CancellationToken,
  ): vscode.CodeAction[] {
    const reading = this.#parts.readings.of(document);
    const token = tokenAt(reading, range.start);
    if (token === undefined || cancellation.isCancellationRequested) return [];
    this.#parts.demand();
    const own = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    const containers = containersOfFile(this.#parts, document) ?? [];
    const edits = this.#edits(document, token, own);
    // What is wrong first, then what EXPOSE alone does not do, then matters of taste.
    return [
      ...edits.filter(({ kind }) => kind === QuickFix),
      ...this.#checksOff(document, own),
      ...this.#publishing(document, token, containers),
      ...edits.filter(({ kind }) => kind !== QuickFix),
      ...this.#restricting(token, containers),
      ...this.#additions(document, reading, containers),
    ];
  }

  #edits(
    document: vscode.TextDocument,
    token: ExposeToken,
    own: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    return this.#parts.editing.offered(document.getText(), token).map(({ kind, title, edit }) => {
      const checks = answers[kind];
      const action = editAction(document, title, checks ? QuickFix : RefactorRewrite, edit);
      const answered = own.filter((diagnostic) =>
        checks?.some((check) => isOfCheck(diagnostic, check)),
      );
      return answering(action, answered);
    });
  }

  #checksOff(
    document: vscode.TextDocument,
    own: readonly vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    return exposeChecks.flatMap((check) => {
      const diagnostics = own.filter((diagnostic) => isOfCheck(diagnostic, check));
      const command = this.#parts.offers.turnOffCheck(document.uri, check);
      if (diagnostics.length === 0 || command === undefined) return [];
      const action = commandAction(`Turn off this check (${check})`, QuickFix, command);
      action.diagnostics = diagnostics;
      return [action];
    });
  }

  #publishing(
    { uri }: vscode.TextDocument,
    token: ExposeToken,
    containers: readonly Container[],
  ): vscode.CodeAction[] {
    const { offers } = this.#parts;
    if (token.use === 'none' || token.ports.length === 0) return [];
    const actions: vscode.CodeAction[] = [];
    for (const ports of token.ports) {
      const key = `${formatPortRange(ports.range)}/${ports.protocol}`;
      const command = isUnpublishedIn([ports], containers) ? offers.publish(uri, key) : undefined;
      if (command === undefined) continue;
      actions.push(commandAction(`Publish ${key} on This Host…`, RefactorRewrite, command));
    }
    const image = containers[0]?.image.reference ?? 'IMAGE';
    const copy = offers.copyRunLine(shellLine(publishArguments(token.ports, image)));
    if (copy !== undefined) {
      actions.push(commandAction('Copy docker run -p Command', RefactorRewrite, copy));
    }
    return actions;
  }

  #restricting(token: ExposeToken, containers: readonly Container[]): vscode.CodeAction[] {
    return openMappings(token.ports, publishedBy(containers))
      .slice(0, mostAdditions)
      .map(({ container, mapping }) => {
        const title = `Restrict ${arrowText(mapping)} of ${container.name} to This Host`;
        const command = this.#parts.offers.restrictToHost(mapping.id);
        return commandAction(title, RefactorRewrite, command);
      });
  }

  #additions(
    document: vscode.TextDocument,
    reading: ExposeReading,
    containers: readonly Container[],
  ): vscode.CodeAction[] {
    return undeclaredRanges(reading, containers)
      .slice(0, mostAdditions)
      .map(({ range, protocol, container, isPublished }) => {
        const key = `${formatPortRange(range)}/${protocol}`;
        const how = isPublished ? 'published' : 'exposed';
        const title = `Add EXPOSE for ${key} (${how} by ${container.name})`;
        const edit = this.#parts.editing.addExpose(document.getText(), [key]);
        return editAction(document, title, RefactorRewrite, edit);
      });
  }
}
