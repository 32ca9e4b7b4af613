import * as vscode from 'vscode';
import type { ContainerChanger, LeftChange } from '../core/containerChanger.ts';
import type { Store } from '../core/store.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import { settings } from '../platform/settings.ts';
import type { AppliedChanges } from './appliedChanges.ts';

/** Seconds after which no window can be at a change any more that looks interrupted. */
const lease = 120;

export interface InterruptedChangesContext {
  readonly changer: ContainerChanger;
  readonly applied: AppliedChanges;
  readonly log: vscode.LogOutputChannel;
  /** Asks the engine again. */
  readonly refresh: () => void;
}

/** Looks as soon as the engine answers for the first time, and never again. */
export function lookForInterruptedChanges(
  store: Store,
  context: InterruptedChangesContext,
): vscode.Disposable {
  const listening = store.onDidChange(() => {
    const { engine } = store.snapshot;
    if (engine.status !== 'ready' || !engine.complete) return;
    listening.dispose();
    void askAboutInterruptedChanges(context);
  });
  return new vscode.Disposable(() => {
    listening.dispose();
  });
}

/**
 * Looks once for changes that a window or an engine did not live to finish, and asks what to do with
 * each. Does nothing by itself.
 */
async function askAboutInterruptedChanges(context: InterruptedChangesContext): Promise<void> {
  const { applied, log, changer } = context;
  try {
    for (const change of await applied.look()) {
      if (change.age >= lease && vscode.workspace.isTrusted) await ask(context, change);
    }
  } catch (error) {
    // Nobody asked for this look; the connection itself has its own words.
    log.debug(`Looking for interrupted changes: ${changer.explain(error).detail}`);
  }
}

async function ask(context: InterruptedChangesContext, change: LeftChange): Promise<void> {
  const { changer, refresh } = context;
  const name = literalLabel(change.swap.name);
  const restore = 'Restore the Original';
  const finish = 'Finish the Change';
  const answers = change.verdict === 'orphan' ? [finish] : [restore, finish];
  const answer = await vscode.window.showWarningMessage(words(change, name), ...answers);
  if (answer === undefined) return;
  const result =
    answer === restore
      ? await changer.restore(change)
      : await changer.finish(
          change,
          { verifySeconds: 3, keepOriginal: settings.keepOriginal(), allowAutoRemove: true },
          () => undefined,
        );
  refresh();
  void vscode.window.showInformationMessage(outcome(name, result));
}

function words({ verdict }: LeftChange, name: string): string {
  switch (verdict) {
    case 'unfinished':
      return `A change of the ports of ${name} was interrupted. Its original is still there.`;
    case 'orphan':
      return `A change of the ports of ${name} was interrupted. The new container is there and has not taken its place yet.`;
    case 'removed':
      return `A change of the ports of ${name} was interrupted. The engine removed the container, which was made with --rm; what was written down makes it again.`;
    case 'backupKept':
      return `The original of ${name} is kept.`;
  }
}

type Result = Awaited<ReturnType<ContainerChanger['restore'] | ContainerChanger['finish']>>;

function outcome(name: string, result: Result): string {
  switch (result.kind) {
    case 'restored':
    case 'rolledBack':
      return `${name} is what it was before.`;
    case 'replaced':
    case 'done':
      return `${name} has its new ports.`;
    case 'gone':
      return `Both containers of ${name} are gone.`;
    case 'refused':
      return `${result.reason} ${result.remedy}`;
    case 'needsHelp':
      return `${name} needs you: ${result.message} Run: ${result.commands.join(' ; ')}`;
  }
}
