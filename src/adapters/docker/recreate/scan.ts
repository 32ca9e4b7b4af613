import { field, objectOf, textOf } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import type { Journal, JournalRecord } from './journal.ts';
import { idOf, labelsOf, nameOf, newName, parseOldName } from './names.ts';
import {
  engineIdOf,
  findReplacements,
  isRunning,
  readSwap,
  runs,
  stateOf,
  swapOfRecord,
  wasStarted,
  type Swap,
} from './swap.ts';

/**
 * - `unfinished`: it was interrupted; the original can be restored, or the change done again.
 * - `backupKept`: it is done, and the stopped original is kept.
 * - `orphan`: it was interrupted and the original is gone; the new container can take its place.
 * - `removed`: it was interrupted and neither is there, but what was written down makes it again.
 */
export type ChangeVerdict = 'unfinished' | 'backupKept' | 'orphan' | 'removed';

export interface FoundContainer {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

/** A change of ports that left something behind. */
export interface FoundChange {
  readonly verdict: ChangeVerdict;
  /** Of the engine that it was found on, as `engineIdOf` tells it. */
  readonly engineId: string;
  readonly swap: Swap;
  readonly original?: FoundContainer;
  readonly replacement?: FoundContainer;
  /** Seconds since it began; another window may be at it while that is little. */
  readonly age: number;
  readonly record?: JournalRecord;
}

/** One that was looked at without asking which engine it is on. */
type Found = Omit<FoundChange, 'engineId'>;

/** Looks for what earlier changes left on the engine. Only looks. */
export async function scan(calls: EngineCalls, journal: Journal): Promise<readonly FoundChange[]> {
  const listed = await calls.list();
  const engineId = await engineIdOf(calls);
  const records = (await journal.records()).filter((record) => record.engineId === engineId);
  const replacements = await findReplacements(calls, listed);
  const byLabels = await Promise.all(
    replacements.map((each) => ofReplacement(calls, each, replacements, records)),
  );
  const known = new Set(replacements.map((each) => readSwap(labelsOf(each))?.change));
  const byJournal = await Promise.all(
    records.filter(({ change }) => !known.has(change)).map((each) => ofRecord(calls, each, listed)),
  );
  return [...byLabels, ...byJournal].flatMap((each) =>
    each === undefined ? [] : [{ ...each, engineId }],
  );
}

async function ofReplacement(
  calls: EngineCalls,
  replacement: unknown,
  all: readonly unknown[],
  records: readonly JournalRecord[],
): Promise<Found | undefined> {
  const swap = readSwap(labelsOf(replacement));
  if (swap === undefined) return undefined;
  const original = await calls.inspect(swap.originalId);
  const record = records.find(({ change }) => change === swap.change);
  const verdict = verdictOf(swap, original, replacement, all, record);
  if (verdict === undefined) return undefined;
  return {
    verdict,
    swap,
    ...(original === undefined ? {} : { original: found(original) }),
    replacement: found(replacement),
    age: ageOf(textOf(field(replacement, 'Created'))),
    ...(record === undefined ? {} : { record }),
  };
}

function verdictOf(
  swap: Swap,
  original: unknown,
  replacement: unknown,
  all: readonly unknown[],
  record: JournalRecord | undefined,
): ChangeVerdict | undefined {
  // It was replaced itself since, so its own change had been done.
  const replaced = all.some((each) => readSwap(labelsOf(each))?.originalId === idOf(replacement));
  const settled = replaced || isSettled(swap, replacement, record);
  if (original === undefined) return settled ? undefined : 'orphan';
  return settled ? 'backupKept' : 'unfinished';
}

/** Its temporary name says that it has not taken the place; a fresh one, that it was never started. */
function isSettled(swap: Swap, replacement: unknown, record: JournalRecord | undefined): boolean {
  if (nameOf(replacement).startsWith(newName(swap.name))) return false;
  if (!runs(swap.was)) return true;
  if (!wasStarted(replacement)) return false;
  return isRunning(replacement) || record?.state !== 'begun';
}

/** A record of whose containers none carries the labels: `--rm`, or someone removed the new one. */
async function ofRecord(
  calls: EngineCalls,
  record: JournalRecord,
  listed: readonly unknown[],
): Promise<Found | undefined> {
  const swap = swapOfRecord(record);
  const original = await calls.inspect(swap.originalId);
  const isNameFree = !listed.some((each) => namesOf(each).includes(swap.name));
  const verdict = verdictOfRecord(record, original, isNameFree);
  if (verdict === undefined) return undefined;
  return {
    verdict,
    swap,
    ...(original === undefined ? {} : { original: found(original) }),
    age: ageOf(record.begunAt),
    record,
  };
}

function verdictOfRecord(
  record: JournalRecord,
  original: unknown,
  isNameFree: boolean,
): ChangeVerdict | undefined {
  if (original === undefined) {
    const wanted = record.autoRemove && record.state === 'begun' && isNameFree;
    return wanted ? 'removed' : undefined;
  }
  const aside = parseOldName(nameOf(original))?.change === record.change;
  if (aside) return isNameFree ? 'unfinished' : 'backupKept';
  const stopped = record.state === 'begun' && runs(stateOf(record.original));
  return stopped && !isRunning(original) ? 'unfinished' : undefined;
}

function found(inspected: unknown): FoundContainer {
  return { id: idOf(inspected), name: nameOf(inspected), state: stateOf(inspected) };
}

function namesOf(listed: unknown): readonly string[] {
  const names = objectOf(listed)['Names'];
  return Array.isArray(names) ? names.map((name) => String(name).replace(/^\//, '')) : [];
}

function ageOf(time: string | undefined): number {
  return Math.max(0, (Date.now() - Date.parse(time ?? '')) / 1_000);
}
