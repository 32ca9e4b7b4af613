import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { failureWords } from '../core/describeEngine.ts';
import { DisposableList } from '../core/disposables.ts';
import { changesByContainer, planOf, type Plan, type PlanStep } from '../core/plan.ts';
import type { VagrantPlace } from '../core/planVagrant.ts';
import { confirmation, type StepProgress } from '../core/planView.ts';
import { wantedPorts } from '../core/wantedPorts.ts';
import { settings } from '../platform/settings.ts';
import type { PagePlan } from '../protocol.ts';
import { applySteps, type AppliedStep, type FileChanger } from './applySteps.ts';
import { pagePlan, type ShownPlan } from './pagePlan.ts';
import type { FileEdits } from './fileEdits.ts';
import type { PortUse } from './portUse.ts';
import type { Staging } from './staging.ts';

export interface PlanningContext {
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly changer: ContainerChanger;
  readonly files: FileChanger;
  readonly edits: FileEdits;
  readonly vagrant: () => Promise<VagrantPlace>;
  readonly log: vscode.LogOutputChannel;
  /** Hears what was applied, however it ended. */
  readonly applied: (steps: readonly AppliedStep[], report: string) => void;
}

/** Makes a plan of changes; called again before it is applied, to see whether it still stands. */
export type PlanMaker = () => Promise<Plan>;

const untrusted = 'This workspace is not trusted: changes can be planned, and not applied.';

/**
 * The plan under review, and its application. Nothing outside the editor changes but through here,
 * and nothing here but for a plan that was shown and that the user confirmed.
 */
export class Planning implements vscode.Disposable {
  readonly #context: PlanningContext;
  readonly #disposables = new DisposableList();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<void>());
  #shown: ShownPlan | undefined;
  #maker: PlanMaker | undefined;
  #cancelled = false;

  readonly onDidChange = this.#changed.event;

  constructor(context: PlanningContext) {
    this.#context = context;
    // What became of the last plan is no news any more.
    this.#disposables.add(
      context.staging.onDidChange(() => {
        if (this.#shown?.phase === 'done') this.#set(undefined);
      }),
    );
    this.#disposables.add(
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#changed.fire();
      }),
    );
  }

  /** What the panel shows. */
  get page(): PagePlan | undefined {
    return this.#shown && pagePlan(this.#shown, vscode.workspace.isTrusted ? undefined : untrusted);
  }

  get isUnderReview(): boolean {
    return this.#shown?.phase === 'review';
  }

  get busy(): boolean {
    return this.#shown?.phase === 'applying';
  }

  /** `Applying 2/5`. */
  get progressText(): string {
    const shown = this.#shown;
    if (shown?.phase !== 'applying') return '';
    const all = [...shown.progress.values()];
    const ended = all.filter(({ state }) => state !== 'planned' && state !== 'applying').length;
    return `Applying ${Math.min(ended + 1, all.length)}/${all.length}`;
  }

  /** The plan that is shown, if one is. */
  get plan(): Plan | undefined {
    return this.#shown?.plan;
  }

  /** Plans what is staged. */
  async review(): Promise<void> {
    await this.show(() => this.#planStaged());
  }

  /** Shows a plan. Rejects when the engine cannot be asked. */
  async show(maker: PlanMaker, title?: string): Promise<void> {
    const before = this.#shown;
    if (this.busy) return;
    const plan = await this.#ask(maker);
    if (this.#shown !== before) return;
    this.#maker = maker;
    this.#set({
      id: randomUUID(),
      plan,
      phase: 'review',
      progress: new Map(),
      ...(title === undefined ? {} : { title }),
    });
  }

  close(): void {
    if (!this.busy) this.#set(undefined);
  }

  /** Stops before the next container. */
  cancel(planId: string): void {
    if (this.#shown?.id === planId) this.#cancelled = true;
  }

  /** Applies the steps of the shown plan that are named, or those that it selects. */
  async apply(planId = this.#shown?.id, stepIds?: readonly string[]): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || shown.id !== planId || shown.phase !== 'review') {
      this.#context.log.warn('A plan was to be applied that is not the one under review; ignored.');
      return;
    }
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(untrusted);
      return;
    }
    const steps = chosenSteps(shown.plan, stepIds);
    if (steps.length === 0) return;
    if (!(await this.#stillStands(steps))) return;
    if (!(await confirmed(steps)) || this.#shown !== shown) return;
    await this.#perform(shown, steps);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  async #planStaged(): Promise<Plan> {
    const { staging, ports, changer } = this.#context;
    const { changes } = staging;
    const { containers, files } = ports;
    const requests = changesByContainer({ containers, changes }).map(
      (each) => wantedPorts(each.container, each.changes).request,
    );
    const [facts, listeners, edits, vagrant] = await Promise.all([
      requests.length === 0 ? new Map() : changer.facts(requests),
      ports.listeners(),
      this.#context.edits.of({ containers, changes, files }),
      this.#context.vagrant(),
    ]);
    const keepOriginal = settings.keepOriginal();
    return planOf({ containers, changes, files, facts, listeners, keepOriginal, edits, vagrant });
  }

  /** Looks again just before, since what was reviewed is what was promised. */
  async #stillStands(steps: readonly PlanStep[]): Promise<boolean> {
    const maker = this.#maker;
    const title = this.#shown?.title;
    if (maker === undefined) return false;
    const now = await this.#ask(maker);
    const promised = steps.every((step) => {
      const same = now.steps.find(({ id }) => id === step.id);
      return same !== undefined && promise(same) === promise(step);
    });
    if (promised) return true;
    this.#set({
      id: randomUUID(),
      plan: now,
      phase: 'review',
      progress: new Map(),
      ...(title === undefined ? {} : { title }),
    });
    void vscode.window.showWarningMessage(
      'Nothing was changed: something changed since the plan was made. Review it again.',
    );
    return false;
  }

  async #perform(shown: ShownPlan, steps: readonly PlanStep[]): Promise<void> {
    const { changer, files, staging, log, applied } = this.#context;
    this.#cancelled = false;
    const progress = new Map<string, StepProgress>(
      steps.map(({ id }) => [id, { state: 'planned', message: '' }]),
    );
    const tell = (phase: PagePlan['phase'], report?: string): void => {
      this.#set({
        ...shown,
        phase,
        progress: new Map(progress),
        ...(report === undefined ? {} : { report }),
      });
    };
    tell('applying');
    const done = await applySteps({ changer, files }, steps, {
      options: {
        verifySeconds: 3,
        keepOriginal: settings.keepOriginal(),
        ...(settings.stopTimeout() === undefined
          ? {}
          : { stopSeconds: settings.stopTimeout() ?? 0 }),
      },
      cancelled: () => this.#cancelled,
      progress: (stepId, state) => {
        progress.set(stepId, state);
        log.info(
          `${shown.plan.steps.find(({ id }) => id === stepId)?.title ?? ''}: ${state.message}`,
        );
        tell('applying');
      },
    });
    staging.unstage(
      done.steps.flatMap(({ step, progress: { state } }) =>
        state === 'done' ? step.changeIds : [],
      ),
    );
    tell('done', done.report);
    applied(done.steps, done.report);
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = this.#context.changer.explain(error);
      this.#context.log.error(failure.detail);
      throw new Error(failureWords(failure).text, { cause: error });
    }
  }

  #set(shown: ShownPlan | undefined): void {
    this.#shown = shown;
    this.#changed.fire();
  }
}

function chosenSteps({ steps }: Plan, ids: readonly string[] | undefined): readonly PlanStep[] {
  return steps.filter(
    ({ id, refusal, selected }) =>
      refusal === undefined && (ids === undefined ? selected : ids.includes(id)),
  );
}

/** What of a step must not change between its review and its application. */
function promise({ action, refusal, facts }: PlanStep): string {
  const told = facts.filter(({ kind }) => kind === 'loses' || kind === 'warning');
  return JSON.stringify([action, refusal, told.map(({ text }) => text)]);
}

/** By a dialog of the editor, which no page can press. */
async function confirmed(steps: readonly PlanStep[]): Promise<boolean> {
  const { message, detail, verb } = confirmation(steps);
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, verb);
  return answer === verb;
}
