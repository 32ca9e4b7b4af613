import * as vscode from 'vscode';
import type { ContainerChanger, LeftChange } from '../core/containerChanger.ts';
import { failureWords } from '../core/describeEngine.ts';
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
  /** Whether changes are being applied in this window. */
  readonly isBusy: () => boolean;
  /** Asks the engine again. */
  readonly refresh: () => void;
}

/**
 * Looks as soon as the engine answers for the first time. A change that is so young that another window
 * may be at it is looked at again once it no longer can be: who comes back at once after a crash is
 * asked too.
 */
export function lookForInterruptedChanges(
  store: Store,
  context: InterruptedChangesContext,
): vscode.Disposable {
  let later: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const wait = await askAboutInterruptedChanges(context);
    if (wait === undefined) return;
    later = setTimeout(() => void look(), wait * 1_000);
  };
  const listening = store.onDidChange(() => {
    const { engine } = store.snapshot;
    if (engine.status !== 'ready' || !engine.complete) return;
    listening.dispose();
    void look();
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    clearTimeout(later);
  });
}

/**
 * Looks for changes that a window or an engine did not live to finish, and asks what to do with each.
 * Does nothing by itself.
 *
 * @returns in seconds, when to look again; undefined when there is no reason to.
 */
async function askAboutInterruptedChanges(
  context: InterruptedChangesContext,
): Promise<number | undefined> {
  const { applied, log, changer, isBusy } = context;
  // A change of this very window is not interrupted.
  if (isBusy()) return lease;
  try {
    const left = await applied.look();
    const young = left.filter(({ age }) => age < lease);
    for (const change of left) {
      if (change.age >= lease && vscode.workspace.isTrusted) await ask(context, change);
    }
    return young.length === 0 ? undefined : lease - Math.min(...young.map(({ age }) => age)) + 1;
  } catch (error) {
    // Nobody asked for this look; the connection itself has its own words.
    log.debug(`Looking for interrupted changes: ${changer.explain(error).detail}`);
    return undefined;
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
  try {
    const result =
      answer === restore
        ? await changer.restore(change)
        : await changer.finish(
            change,
            { verifySeconds: 3, keepOriginal: settings.keepOriginal(), allowAutoRemove: true },
            () => undefined,
          );
    const show = isWell(result)
      ? vscode.window.showInformationMessage
      : vscode.window.showWarningMessage;
    void show(outcome(name, result));
  } catch (error) {
    const { text } = failureWords(changer.explain(error));
    void vscode.window.showErrorMessage(`${name} is as it was found. ${text}`);
  }
  refresh();
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

function isWell({ kind }: Result): boolean {
  return kind === 'restored' || kind === 'replaced' || kind === 'done';
}

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
