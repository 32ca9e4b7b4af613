import * as vscode from 'vscode';
import { commandId, type CommandName } from '../ids.ts';
import type { FromPage, ToPage } from '../protocol.ts';
import type { MappingForm } from './mappingForm.ts';
import type { Planning } from './planning.ts';
import type { Staging } from './staging.ts';

export interface PanelIntentContext {
  readonly form: MappingForm;
  readonly planning: Planning;
  readonly staging: Staging;
  readonly log: vscode.LogOutputChannel;
}

type Intent = Exclude<FromPage, { readonly type: 'ready' }>;

/**
 * What the page asks for. Most answers are the next state; those about the form go to the page that
 * asked. Never rejects: what fails is told to the user, who asked for it.
 */
export async function answerIntent(
  intent: Intent,
  context: PanelIntentContext,
  send: (message: ToPage) => void,
): Promise<void> {
  try {
    await answer(intent, context, send);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.log.error(`The panel's ${intent.type}: ${message}`);
    void vscode.window.showErrorMessage(message);
  }
}

async function answer(
  intent: Intent,
  { form, planning, staging }: PanelIntentContext,
  send: (message: ToPage) => void,
): Promise<void> {
  switch (intent.type) {
    case 'open':
      return run('openInBrowser', intent.rowId);
    case 'reveal':
      return run('revealInTree', intent.rowId);
    case 'goToSource':
      return run('goToSource', intent.rowId);
    case 'copy':
      return run(copyCommands[intent.form], intent.rowIds[0] ?? '', intent.rowIds);
    case 'command':
      return run(intent.command === 'retry' ? 'refresh' : intent.command);
    case 'remove':
      return run('removeMapping', intent.rowIds[0] ?? '', intent.rowIds);
    case 'unstage':
      return run('unstage', intent.rowIds[0] ?? '', intent.rowIds);
    case 'add': {
      const opened = await form.forNew(intent.containerId);
      if (opened === undefined) {
        void vscode.window.showInformationMessage(
          'There is nothing to add a mapping to: no container, Compose service or virtual machine is known.',
        );
      } else {
        send({ type: 'form', form: opened });
      }
      return;
    }
    case 'edit': {
      const opened = await form.forRow(intent.rowId);
      if (opened !== undefined) send({ type: 'form', form: opened });
      return;
    }
    case 'move':
      return run('findFreePort', intent.rowId);
    case 'check':
      send({ type: 'check', check: await form.check(intent) });
      return;
    case 'stage': {
      const outcome = await form.stage(intent.draft, intent.rowId);
      if (outcome.ok) {
        send({ type: 'stagedDraft', rowId: outcome.rowId, text: outcome.text });
      } else {
        send({ type: 'check', check: outcome.check });
      }
      return;
    }
    case 'review':
      return run('reviewStaged');
    case 'closePlan':
      planning.close();
      return;
    case 'discard':
      staging.discard();
      return;
    case 'restoreDiscarded':
      staging.restoreDiscarded();
      return;
    case 'apply':
      return planning.apply(intent.planId, intent.stepIds);
    case 'cancelApply':
      planning.cancel(intent.planId);
      return;
  }
}

async function run(command: CommandName, ...args: readonly unknown[]): Promise<void> {
  await vscode.commands.executeCommand(commandId(command), ...args);
}

const copyCommands = {
  address: 'copyAddress',
  publish: 'copyPublish',
  run: 'copyRunCommand',
  markdown: 'copyTable',
} as const;
