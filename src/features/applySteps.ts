import type { ComposeProject } from '../core/composeEdit.ts';
import type { ContainerChanger } from '../core/containerChanger.ts';
import type { PlanStep } from '../core/plan.ts';
import type { EditedFile } from '../core/plannedEdit.ts';
import { recreateOutcome, reportWords, runOutcome, type StepProgress } from '../core/planView.ts';
import type { RecreateOptions } from '../core/recreate.ts';
import { recreateSteps } from '../core/recreateSteps.ts';

/** A step, and what became of it. */
export interface AppliedStep {
  readonly step: PlanStep;
  readonly progress: StepProgress;
  /** Of the container that there is now. */
  readonly containerId?: string;
  /** What a person has to run, when neither way could be finished. */
  readonly commands?: readonly string[];
}

/** What is done to files. */
export interface FileChanger {
  edit(files: readonly EditedFile[]): Promise<StepProgress>;
  bringUp(project: ComposeProject, services: readonly string[]): Promise<StepProgress>;
  /** @param folder of the Vagrantfile. */
  reload(folder: string, machines: readonly string[]): Promise<StepProgress>;
}

/** Who does what. */
export interface Changers {
  readonly changer: ContainerChanger;
  readonly files: FileChanger;
}

interface ApplyOptions {
  readonly options: Omit<RecreateOptions, 'allowAutoRemove'>;
  /** Asked between two containers. */
  readonly cancelled: () => boolean;
  readonly progress: (stepId: string, progress: StepProgress) => void;
}

/**
 * Does one step after the other. A container is changed or not, whatever comes between; one that
 * fails does not keep the others from being done.
 */
export async function applySteps(
  changers: Changers,
  steps: readonly PlanStep[],
  options: ApplyOptions,
): Promise<{ readonly steps: readonly AppliedStep[]; readonly report: string }> {
  const applied: AppliedStep[] = [];
  const done = new Set<string>();
  let cancelled = false;
  for (const step of steps) {
    cancelled ||= options.cancelled();
    const isReady = step.needs === undefined || done.has(step.needs);
    const result = cancelled || !isReady ? skipped(step) : await apply(changers, step, options);
    if (result.progress.state === 'done') done.add(step.id);
    options.progress(step.id, result.progress);
    applied.push(result);
  }
  const told = applied.map(({ step, progress }) => ({ title: step.title, progress }));
  return { steps: applied, report: reportWords(told, cancelled) };
}

function skipped(step: PlanStep): AppliedStep {
  return { step, progress: { state: 'skipped', message: 'Not changed.' } };
}

async function apply(
  { changer, files }: Changers,
  step: PlanStep,
  { options, progress }: ApplyOptions,
): Promise<AppliedStep> {
  const { action, title } = step;
  try {
    switch (action.kind) {
      case 'none':
        return skipped(step);
      case 'edit':
        progress(step.id, { state: 'applying', message: 'Edit and save' });
        return { step, progress: await files.edit(action.files) };
      case 'compose':
        progress(step.id, { state: 'applying', message: 'Compose is at work; see its terminal' });
        return { step, progress: await files.bringUp(action.project, action.services) };
      case 'reload':
        progress(step.id, { state: 'applying', message: 'Vagrant is at work; see its terminal' });
        return { step, progress: await files.reload(action.folder, action.machines) };
      case 'run': {
        progress(step.id, { state: 'applying', message: 'Create and start the container' });
        const result = await changer.run(action.request);
        return {
          step,
          progress: runOutcome(action.request.image, result),
          ...(result.kind === 'done' ? { containerId: result.id } : {}),
        };
      }
      case 'recreate': {
        const all = recreateSteps({ autoRemove: action.autoRemove, running: action.stops });
        const result = await changer.recreate(
          action.request,
          // The plan told what it means for a container made with --rm, and was confirmed.
          { ...options, allowAutoRemove: true },
          (current) => {
            const place = all.findIndex((each) => each.step === current);
            const does = all[place]?.does ?? current;
            const message = `${does} (${place + 1} of ${all.length})`;
            progress(step.id, { state: 'applying', message });
          },
        );
        return {
          step,
          progress: recreateOutcome(title, result),
          ...(result.kind === 'done' ? { containerId: result.newId } : {}),
          ...(result.kind === 'needsHelp' ? { commands: result.commands } : {}),
        };
      }
    }
  } catch (error) {
    if (action.kind !== 'recreate' && action.kind !== 'run') {
      const message = error instanceof Error ? error.message : String(error);
      return { step, progress: { state: 'failed', message } };
    }
    const { detail } = changer.explain(error);
    return { step, progress: { state: 'failed', message: `${title} was not changed: ${detail}` } };
  }
}
