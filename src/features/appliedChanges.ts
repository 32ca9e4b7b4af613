import * as vscode from 'vscode';
import type { ContainerChanger, LeftChange } from '../core/containerChanger.ts';
import { counted } from '../core/describe.ts';
import { DisposableList } from '../core/disposables.ts';
import type { RecreateRequest } from '../core/recreate.ts';
import { undoPlanOf } from '../core/undoPlan.ts';
import { settings } from '../platform/settings.ts';
import type { AppliedStep } from './applySteps.ts';
import type { Planning, PlanMaker } from './planning.ts';
import type { PortUse } from './portUse.ts';

export interface AppliedChangesContext {
  readonly memory: vscode.Memento;
  readonly changer: ContainerChanger;
  readonly ports: PortUse;
  readonly log: vscode.LogOutputChannel;
}

/** What the last Apply changed and what earlier ones left, with the ways back. */
export class AppliedChanges implements vscode.Disposable {
  readonly #context: AppliedChangesContext;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  #kept: readonly LeftChange[] = [];

  readonly onDidChange = this.#changed.event;

  constructor(context: AppliedChangesContext) {
    this.#context = context;
  }

  get canUndo(): boolean {
    return this.#last.length > 0;
  }

  /** Whether stopped originals of earlier changes are there. */
  get hasKeptOriginals(): boolean {
    return this.#kept.length > 0;
  }

  /** Remembers what was recreated, in the place of what was remembered before. */
  remember(steps: readonly AppliedStep[]): void {
    const done = steps.flatMap(({ step, progress, containerId }) =>
      step.action.kind === 'recreate' && progress.state === 'done' && containerId !== undefined
        ? [containerId]
        : [],
    );
    if (done.length > 0) void this.#context.memory.update(memoryKey, done);
    this.#changed.fire();
  }

  /** Shows the plan that takes the last Apply back, and asks to apply it. */
  async undo(planning: Planning, show: () => void): Promise<void> {
    const ids = this.#last;
    if (ids.length === 0) return;
    await planning.show(this.#undoPlan(ids), 'Undo Last Apply');
    if (planning.page?.steps.length === 0) {
      planning.close();
      await this.#context.memory.update(memoryKey, undefined);
      this.#changed.fire();
      void vscode.window.showInformationMessage(
        'There is nothing to undo: the containers of the last Apply are gone, or nothing tells the ports that they had.',
      );
      return;
    }
    show();
    await planning.apply();
  }

  /** Removes the stopped originals once the user has confirmed it. */
  async cleanUp(): Promise<void> {
    await this.look();
    const count = this.#kept.length;
    if (count === 0) {
      void vscode.window.showInformationMessage('No originals are kept.');
      return;
    }
    const names = this.#kept.map(({ original, swap }) => original?.name ?? swap.name);
    const verb = `Remove ${counted(count, 'Kept Original', 'Kept Originals')}`;
    const detail = `${names.join('\n')}\n\nTheir logs go with them. Volumes stay, and so do the containers that took their places.`;
    const answer = await vscode.window.showWarningMessage(
      `${verb}?`,
      { modal: true, detail },
      verb,
    );
    if (answer !== verb || !vscode.workspace.isTrusted) return;
    const { removed, left } = await this.#context.changer.removeKeptOriginals(
      this.#kept.map(({ swap }) => swap.change),
    );
    await this.look();
    const told = `Removed ${counted(removed.length, 'kept original', 'kept originals')}.`;
    if (left.length === 0) void vscode.window.showInformationMessage(told);
    else void vscode.window.showWarningMessage(`${told} ${left.join(' ')}`);
  }

  /** Looks for what earlier changes left on the engine. */
  async look(): Promise<readonly LeftChange[]> {
    const found = await this.#context.changer.found();
    this.#kept = found.filter(({ verdict }) => verdict === 'backupKept');
    this.#changed.fire();
    return found.filter(({ verdict }) => verdict !== 'backupKept');
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  get #last(): readonly string[] {
    const stored: unknown = this.#context.memory.get(memoryKey);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  }

  #undoPlan(ids: readonly string[]): PlanMaker {
    const { changer, ports } = this.#context;
    return async () => {
      const requests: RecreateRequest[] = [];
      for (const id of ids) {
        const request = await changer.undoRequest(id);
        if (request !== undefined) requests.push(request);
      }
      return undoPlanOf({
        containers: ports.containers,
        requests,
        facts: requests.length === 0 ? new Map() : await changer.facts(requests),
        keepOriginal: settings.keepOriginal(),
      });
    };
  }
}

const memoryKey = 'lastApply';
