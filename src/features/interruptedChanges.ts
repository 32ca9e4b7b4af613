import * as vscode from 'vscode';
import type { ContainerChanger, LeftChange } from '../core/containerChanger.ts';
import { failureWords } from '../core/describeEngine.ts';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import type { EngineState } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import { literalLabel } from '../platform/literalLabel.ts';
import { settings } from '../platform/settings.ts';
import type { AppliedChanges } from './appliedChanges.ts';

/** Seconds after which no window can be at a change any more that looks interrupted. */
const lease = 120;

const restore = 'Restore the Original';
const finish = 'Finish the Change';
type Answer = typeof restore | typeof finish;

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
 * Looks for changes that a window or an engine did not live to finish, and asks what to do with each.
 * Does nothing by itself.
 *
 * Looks as soon as an engine answers: for the first time, after it did not, and when it is another one.
 * A change that is so young that another window may be at it is looked at again once it no longer can
 * be: who comes back at once after a crash is asked too.
 */
export function lookForInterruptedChanges(
  store: Store,
  context: InterruptedChangesContext,
): Disposable {
  return new InterruptedChanges(store, context);
}

class InterruptedChanges implements Disposable {
  readonly #context: InterruptedChangesContext;
  readonly #disposables = new DisposableList();
  /** The engine that was looked at and has answered ever since. */
  #engine: string | undefined;
  /** Nobody is asked twice. */
  readonly #asked = new Set<string>();
  #later: NodeJS.Timeout | undefined;

  constructor(store: Store, context: InterruptedChangesContext) {
    this.#context = context;
    const look = (): void => void this.#look();
    this.#disposables.add(
      store.onDidChange(({ engine }) => {
        this.#follow(engine);
      }),
    );
    this.#disposables.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
  }

  dispose(): void {
    this.#disposables.dispose();
    clearTimeout(this.#later);
  }

  #follow(engine: EngineState): void {
    if (engine.status === 'failed') this.#engine = undefined;
    if (engine.status !== 'ready' || !engine.complete) return;
    const { endpoint, machine } = engine.value.engine;
    const answering = `${machine} ${endpoint.url}`;
    if (answering === this.#engine) return;
    this.#engine = answering;
    void this.#look();
  }

  async #look(): Promise<void> {
    const wait = await this.#askAboutAll();
    if (wait === undefined || this.#disposables.disposed) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#look(), wait * 1_000);
  }

  /** @returns in seconds, when to look again; undefined when there is no reason to. */
  async #askAboutAll(): Promise<number | undefined> {
    const { applied, log, changer, isBusy } = this.#context;
    // A change of this very window is not interrupted.
    if (isBusy()) return lease;
    try {
      const left = await applied.look();
      if (this.#disposables.disposed) return undefined;
      const young = left.filter(({ age }) => age < lease);
      // One that nobody answers keeps none of the others waiting.
      for (const change of left) if (change.age >= lease) void this.#ask(change);
      return young.length === 0 ? undefined : lease - Math.min(...young.map(({ age }) => age)) + 1;
    } catch (error) {
      // Nobody asked for this look; the connection itself has its own words.
      log.debug(`Looking for interrupted changes: ${changer.explain(error).detail}`);
      return undefined;
    }
  }

  async #ask(change: LeftChange): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    if (this.#asked.has(change.swap.change)) return;
    this.#asked.add(change.swap.change);
    const name = literalLabel(change.swap.name);
    const answers: readonly Answer[] = change.verdict === 'orphan' ? [finish] : [restore, finish];
    const answer = await vscode.window.showWarningMessage(words(change, name), ...answers);
    if (answer === undefined || this.#disposables.disposed) return;
    await settle(this.#context.changer, change, name, answer);
    this.#context.refresh();
    // An original may be kept now.
    void this.#look();
  }
}

async function settle(
  changer: ContainerChanger,
  change: LeftChange,
  name: string,
  answer: Answer,
): Promise<void> {
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
