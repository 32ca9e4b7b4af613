import { counted } from './describe.ts';
import type { Plan, PlanStep } from './plan.ts';
import type { RecreateResult } from './recreate.ts';
import type { RunResult } from './runContainer.ts';

/** How far a step is, once its plan is applied. */
export type StepState = 'planned' | 'applying' | 'done' | 'failed' | 'skipped';

export interface StepProgress {
  readonly state: StepState;
  /** While it is applied what is done; afterwards what became of it. */
  readonly message: string;
}

/** `Plan: 3 changes, 2 steps`. */
export function planTitle({ steps }: Plan): string {
  const changes = steps.reduce((sum, { changeIds }) => sum + changeIds.length, 0);
  return `Plan: ${counted(changes, 'change', 'changes')}, ${counted(steps.length, 'step', 'steps')}`;
}

/** The verb and the count of what is done: `Recreate 2 Containers`, `Run 1 Container`. */
export function applyVerb(steps: readonly PlanStep[]): string {
  const recreated = steps.filter(({ action }) => action.kind === 'recreate').length;
  const run = steps.filter(({ action }) => action.kind === 'run').length;
  const files = steps.flatMap(({ action }) => (action.kind === 'edit' ? action.files : [])).length;
  const services = steps.flatMap(({ action }) =>
    action.kind === 'compose' ? action.services : [],
  ).length;
  const reloads = steps.filter(({ action }) => action.kind === 'reload').length;
  const recreate =
    recreated > 0 ? [`Recreate ${counted(recreated, 'Container', 'Containers')}`] : [];
  const make = run > 0 ? [`Run ${counted(run, 'Container', 'Containers')}`] : [];
  const edit = files > 0 ? [`Edit ${counted(files, 'File', 'Files')}`] : [];
  const up = services > 0 ? [`Bring Up ${counted(services, 'Service', 'Services')}`] : [];
  const reload = reloads > 0 ? ['Run vagrant reload'] : [];
  return joined([...edit, ...up, ...reload, ...recreate, ...make]);
}

/** `a, b and c`. */
function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** What the confirmation asks, and what it tells: names, downtime, what is lost, the way back. */
export function confirmation(steps: readonly PlanStep[]): {
  readonly message: string;
  readonly detail: string;
  readonly verb: string;
} {
  const verb = applyVerb(steps);
  const detail = steps.map(stepDetail).join('\n\n');
  return { message: `${verb}?`, detail, verb };
}

/** The edit of a file loses nothing and stops nothing: there is no more to say of it. */
function stepDetail({ title, changes, facts, action }: PlanStep): string {
  const words = {
    place: '',
    keeps: '',
    warning: '',
    loses: 'Loses: ',
    downtime: 'Down: ',
    undo: 'Undo: ',
  };
  const told = facts
    .filter(({ kind }) => kind !== 'keeps' && kind !== 'place')
    .map(({ kind, text }) => `${words[kind]}${text}`);
  const detail = action.kind === 'edit' ? [] : told;
  return [`${title}: ${changes.join('; ')}`, ...detail].join('\n');
}

/** What became of a recreate, in a sentence with the next step where there is one. */
export function recreateOutcome(name: string, result: RecreateResult): StepProgress {
  switch (result.kind) {
    case 'done':
      return { state: 'done', message: doneWords(result) };
    case 'refused':
      return {
        state: 'failed',
        message: `${name} was not changed. ${result.reason} ${result.remedy}`,
      };
    case 'rolledBack':
      return {
        state: 'failed',
        message: `${name} was not changed: ${result.message} The original is back as it was.`,
      };
    case 'needsHelp':
      return {
        state: 'failed',
        message: `${name} needs you: ${result.message} Left: ${result.names.join(', ')}. Run: ${result.commands.join(' ; ')}`,
      };
  }
}

function doneWords(result: Extract<RecreateResult, { kind: 'done' }>): string {
  const kept =
    result.keptOriginal === undefined
      ? []
      : [`The original is kept, stopped, as ${result.keptOriginal.name}.`];
  return [...kept, ...result.notes].join(' ');
}

export function runOutcome(image: string, result: RunResult): StepProgress {
  return result.kind === 'done'
    ? { state: 'done', message: `${result.name} is running.` }
    : { state: 'failed', message: `No container of ${image} was made: ${result.message}` };
}

/** `2 of 3 done. cache-1 was not changed: …`. */
export function reportWords(
  steps: readonly { readonly title: string; readonly progress: StepProgress }[],
  cancelled: boolean,
): string {
  const done = steps.filter(({ progress }) => progress.state === 'done');
  const failed = steps.filter(({ progress }) => progress.state === 'failed');
  const skipped = steps.filter(({ progress }) => progress.state === 'skipped');
  const count = `${done.length} of ${steps.length}`;
  const parts = [cancelled ? `Stopped after ${count}.` : `${count} done.`];
  if (cancelled && done.length > 0) parts.push(`Done: ${names(done)}.`);
  if (skipped.length > 0) parts.push(`Not changed: ${names(skipped)}.`);
  parts.push(...failed.map(({ progress }) => progress.message));
  return parts.join(' ');
}

function names(steps: readonly { readonly title: string }[]): string {
  return steps.map(({ title }) => title).join(', ');
}
