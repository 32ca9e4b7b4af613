import { field, objectOf, parseJson, textOf, type JsonObject } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import type { JournalRecord } from './journal.ts';
import { idOf, labels, labelsOf, nameOf } from './names.ts';

/** One container taking the place of another: all that must be known to go back. */
export interface Swap {
  readonly change: string;
  /** The name that the original had. */
  readonly name: string;
  readonly originalId: string;
  /** The original's state. */
  readonly was: string;
  /** The original's restart policy. */
  readonly restart: JsonObject;
}

/** What a container in a given state is to be afterwards. */
export function runs(was: string): boolean {
  return was === 'running' || was === 'paused' || was === 'restarting';
}

export function swapOf(change: string, original: unknown): Swap {
  return {
    change,
    name: nameOf(original),
    originalId: idOf(original),
    was: stateOf(original),
    restart: objectOf(field(original, 'HostConfig', 'RestartPolicy')),
  };
}

export function swapOfRecord({ change, original }: JournalRecord): Swap {
  return swapOf(change, original);
}

/** As the engine takes names (moby, daemon/names): nothing that a shell would read otherwise. */
const containerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** Reads back what `swapLabels` wrote on the new container; nothing where someone else wrote it. */
export function readSwap(told: JsonObject): Swap | undefined {
  const change = textOf(told[labels.change]);
  const name = textOf(told[labels.name]);
  const originalId = textOf(told[labels.replaces]);
  if (change === undefined || name === undefined || originalId === undefined) return undefined;
  if (!/^[0-9a-f]{8}$/.test(change) || !containerName.test(name)) return undefined;
  return {
    change,
    name,
    originalId,
    was: textOf(told[labels.was]) ?? 'running',
    restart: objectOf(parseJson(textOf(told[labels.restart]) ?? '')),
  };
}

export function swapLabels(swap: Swap): Record<string, string> {
  return {
    [labels.change]: swap.change,
    [labels.name]: swap.name,
    [labels.replaces]: swap.originalId,
    [labels.was]: swap.was,
    [labels.restart]: JSON.stringify(swap.restart),
  };
}

/** The containers of a swap as they are now. */
export interface SwapContainers {
  readonly original: unknown;
  /** Two for the moment in which one with the saved layer takes the place of the first. */
  readonly replacements: readonly unknown[];
  readonly probes: readonly unknown[];
}

export async function findContainers(calls: EngineCalls, swap: Swap): Promise<SwapContainers> {
  const listed = await calls.list();
  return {
    original: await calls.inspect(swap.originalId),
    replacements: await findReplacements(calls, listed, swap.change),
    probes: await inspectAll(
      calls,
      listed.filter((each) => field(each, 'Labels', labels.probe) === swap.change),
    ),
  };
}

/**
 * The containers made by a change, or by any. Not those of an image that was committed from such a
 * container, which have its labels too.
 */
export async function findReplacements(
  calls: EngineCalls,
  listed: readonly unknown[],
  change?: string,
): Promise<readonly unknown[]> {
  const labelled = listed.filter((each) => {
    const told = textOf(field(each, 'Labels', labels.change));
    return told !== undefined && (change === undefined || told === change);
  });
  const inspected = await inspectAll(calls, labelled);
  const inherited = await Promise.all(inspected.map((each) => isInherited(calls, each)));
  return inspected.filter((_, at) => inherited[at] !== true);
}

/** Whether the labels of a change are only those of the image. */
export async function isInherited(calls: EngineCalls, inspected: unknown): Promise<boolean> {
  const image = await calls.inspectImage(textOf(field(inspected, 'Image')) ?? '');
  return textOf(labelsOf(image)[labels.change]) === labelsOf(inspected)[labels.change];
}

async function inspectAll(
  calls: EngineCalls,
  listed: readonly unknown[],
): Promise<readonly unknown[]> {
  const inspected = await Promise.all(listed.map((each) => calls.inspect(idOf(each))));
  return inspected.filter((each) => each !== undefined);
}

/**
 * Tells engines apart: `ID` of `GET /info`, and where the data is. Up to engine 23, all engines of one
 * machine may have the same `ID`: it is made from a key in /etc/docker.
 */
export async function engineIdOf(calls: EngineCalls): Promise<string> {
  const info = await calls.info();
  return [field(info, 'ID'), field(info, 'DockerRootDir')]
    .map((part) => textOf(part) ?? '')
    .join(' ');
}

export function stateOf(inspected: unknown): string {
  return textOf(field(inspected, 'State', 'Status')) ?? '';
}

export function isRunning(inspected: unknown): boolean {
  return field(inspected, 'State', 'Running') === true;
}

export function isPaused(inspected: unknown): boolean {
  return field(inspected, 'State', 'Paused') === true;
}

/** The engine writes the year 1 for never. */
export function wasStarted(inspected: unknown): boolean {
  return !(textOf(field(inspected, 'State', 'StartedAt')) ?? '0001').startsWith('0001');
}

export function restartPolicy(inspected: unknown): string {
  return textOf(field(inspected, 'HostConfig', 'RestartPolicy', 'Name')) ?? 'no';
}

export function isAutoRemoved(inspected: unknown): boolean {
  return field(inspected, 'HostConfig', 'AutoRemove') === true;
}

/** What `Config.Image` was before it had to be an id. */
export function imageReference(inspected: unknown): string {
  const now = textOf(field(inspected, 'Config', 'Image')) ?? '';
  const kept = textOf(labelsOf(inspected)[labels.image]);
  return now.startsWith('sha256:') ? (kept ?? now) : now;
}
