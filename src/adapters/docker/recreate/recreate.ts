import { randomBytes } from 'node:crypto';
import type {
  RecreateOptions,
  RecreateRequest,
  RecreateResult,
  Refusal,
} from '../../../core/recreate.ts';
import { bindingsFault } from '../../../core/recreateBindings.ts';
import { refused, refusalOf } from '../../../core/recreateRefusal.ts';
import { recreateSteps, type RecreateStep } from '../../../core/recreateSteps.ts';
import { recreateLosses } from '../../../core/recreateWarnings.ts';
import { AutoRemovedReplacement, restoreAutoRemoved } from './autoRemoved.ts';
import type { EngineCalls } from './engineCalls.ts';
import { gather, type Gathered, type IsOwn } from './gather.ts';
import { needsHelp } from './help.ts';
import type { Journal, JournalRecord } from './journal.ts';
import { oldName } from './names.ts';
import { engineMessage } from './portProbe.ts';
import { Refused, Replacement } from './replacement.ts';
import { removeReplacements, restoreOriginal, type Restoration } from './restore.ts';
import { patiently } from './patiently.ts';
import { engineIdOf, isRunning, swapOf } from './swap.ts';

/** What a recreate works with. */
export interface RecreateContext {
  readonly calls: EngineCalls;
  readonly journal: Journal;
  readonly isOwn: IsOwn;
  /** Told before each step; the step waits for it, and fails when it rejects. */
  readonly progress: (step: RecreateStep) => void | Promise<void>;
}

/** A container that may be recreated, or why it may not. Nothing is changed. */
export async function preflight(
  { calls, isOwn }: Pick<RecreateContext, 'calls' | 'isOwn'>,
  request: RecreateRequest,
  options: Pick<RecreateOptions, 'allowAutoRemove'>,
): Promise<Gathered | Refusal> {
  const fault = bindingsFault(request.bindings, request.exposed);
  if (fault !== undefined) return refused(fault, 'Correct the port, and review the change again.');
  const gathered = await gather(calls, request, isOwn);
  if (gathered === undefined) {
    return refused('The container is gone.', 'Refresh, and choose another container.');
  }
  return refusalOf(gathered.facts, options.allowAutoRemove) ?? gathered;
}

/**
 * Gives an existing container other ports: makes a new one with the same configuration, volumes,
 * networks and changed files beside it, and lets it take the original's place. When anything fails,
 * the original is started again. Rejects only when the engine cannot be asked before the first change.
 */
export async function recreateContainer(
  context: RecreateContext,
  request: RecreateRequest,
  options: RecreateOptions,
): Promise<RecreateResult> {
  const gathered = await preflight(context, request, options);
  if ('kind' in gathered) return gathered;
  const swap = swapOf(randomBytes(4).toString('hex'), gathered.original);
  const Kind = gathered.facts.autoRemove ? AutoRemovedReplacement : Replacement;
  const work = new Kind(context.calls, swap, gathered, request, options);
  const record = await newRecord(context.calls, work, gathered, request);
  let current: RecreateStep = 'journal';
  try {
    for (const { step } of stepsOf(gathered)) {
      current = step;
      await context.progress(step);
      await perform(step, work, context.journal, record);
    }
  } catch (error) {
    return goBack(context, work, record, current, error);
  }
  return finish(context, work, gathered, record, options);
}

function stepsOf({ facts, original }: Gathered): ReturnType<typeof recreateSteps> {
  return recreateSteps({ autoRemove: facts.autoRemove, running: isRunning(original) });
}

async function newRecord(
  calls: EngineCalls,
  { swap, original }: Replacement,
  { facts }: Gathered,
  request: RecreateRequest,
): Promise<JournalRecord> {
  return {
    change: swap.change,
    engineId: await engineIdOf(calls),
    name: swap.name,
    originalId: swap.originalId,
    begunAt: new Date().toISOString(),
    state: 'begun',
    autoRemove: facts.autoRemove,
    request,
    original,
  };
}

async function perform(
  step: RecreateStep,
  work: Replacement,
  journal: Journal,
  record: JournalRecord,
): Promise<void> {
  switch (step) {
    case 'journal':
      return journal.write(record);
    case 'finish':
      return journal.write({ ...record, state: 'done' });
    default:
      return work[step]();
  }
}

/** After this all is well; what fails now is told, and changes nothing. */
async function finish(
  { calls }: RecreateContext,
  work: Replacement,
  { facts }: Gathered,
  { change }: JournalRecord,
  options: RecreateOptions,
): Promise<RecreateResult> {
  const { originalId, name } = work.swap;
  const keep = options.keepOriginal && facts.compose === undefined;
  const notes: string[] = [];
  let kept = !facts.autoRemove;
  if (!keep && kept) {
    await calls.remove(originalId, false).then(
      () => (kept = false),
      (error: unknown) => notes.push(`The original was not removed: ${engineMessage(error)}`),
    );
  }
  return {
    kind: 'done',
    newId: work.id,
    ...(kept ? { keptOriginal: { id: originalId, name: oldName(name, change) } } : {}),
    lost: recreateLosses(facts),
    notes,
  };
}

/** Steps before which the original was not touched. */
const harmless: ReadonlySet<RecreateStep> = new Set(['journal', 'create', 'check', 'probe']);

async function goBack(
  { calls, journal }: RecreateContext,
  work: Replacement,
  record: JournalRecord,
  step: RecreateStep,
  error: unknown,
): Promise<RecreateResult> {
  const message = engineMessage(error);
  try {
    const restoration = await patiently(() => undo(calls, work, record, step, error));
    await journal.forget(record.change).catch(() => undefined);
    if (restoration === 'replaced') {
      const notes = [`The original was removed by someone else. ${message}`];
      return { kind: 'done', newId: work.id, lost: [], notes };
    }
    if (error instanceof Refused) return error.refusal;
    return { kind: 'rolledBack', step, message };
  } catch (second) {
    return needsHelp(
      calls,
      work.swap,
      step,
      `${message} Going back failed too: ${engineMessage(second)}`,
    );
  }
}

async function undo(
  calls: EngineCalls,
  { swap }: Replacement,
  { autoRemove, original }: JournalRecord,
  step: RecreateStep,
  error: unknown,
): Promise<Restoration> {
  if (error instanceof Refused && error.clean) return 'restored';
  // Whoever else touched the original before it was to be stopped is not overruled.
  const untouched = harmless.has(step) || (step === 'stop' && error instanceof Refused);
  if (autoRemove && !harmless.has(step)) return restoreAutoRemoved(calls, swap, original);
  if (!untouched) return restoreOriginal(calls, swap);
  await removeReplacements(calls, swap);
  return 'restored';
}
