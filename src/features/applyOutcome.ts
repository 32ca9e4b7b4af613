import * as vscode from 'vscode';
import { commandId } from '../ids.ts';
import type { AppliedStep } from './applySteps.ts';

/**
 * Says what became of an Apply where the panel does not show it already; what needs a person is
 * said in any case.
 */
export async function tellOutcome(
  steps: readonly AppliedStep[],
  report: string,
  panelVisible: boolean,
): Promise<void> {
  const commands = steps.flatMap((step) => step.commands ?? []);
  if (commands.length > 0) {
    const copy = 'Copy Commands';
    const answer = await vscode.window.showErrorMessage(report, copy, 'Show Log');
    if (answer === copy) await vscode.env.clipboard.writeText(commands.join('\n'));
    else if (answer !== undefined) await vscode.commands.executeCommand(commandId('showLog'));
    return;
  }
  if (panelVisible) return;
  const failed = steps.some(({ progress }) => progress.state === 'failed');
  const show = failed ? 'Show Plan' : 'Undo Last Apply…';
  const answer = failed
    ? await vscode.window.showWarningMessage(report, show)
    : await vscode.window.showInformationMessage(report, show);
  if (answer === undefined) return;
  await vscode.commands.executeCommand(commandId(failed ? 'openPanel' : 'undoLastApply'));
}
