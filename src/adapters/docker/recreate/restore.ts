import { setTimeout as delay } from 'node:timers/promises';
import { httpStatus } from '../connectionError.ts';
import type { EngineCalls } from './engineCalls.ts';
import { idOf, labels, nameOf, newName, oldName } from './names.ts';
import { stopContainer } from './stopContainer.ts';
import {
  findContainers,
  isAutoRemoved,
  isPaused,
  isRunning,
  restartPolicy,
  runs,
  stateOf,
  type Swap,
} from './swap.ts';

/**
 * - `restored`: the original is what it was; nothing of the change is left.
 * - `replaced`: the original is gone, so the new container was put in its place.
 * - `gone`: neither is there.
 */
export type Restoration = 'restored' | 'replaced' | 'gone';

/**
 * Gives the original its place back, from whatever state both are in. It can be interrupted
 * anywhere and done again: the new container, which carries the labels, goes last.
 */
export async function restoreOriginal(calls: EngineCalls, swap: Swap): Promise<Restoration> {
  const { original, replacements, probes } = await findContainers(calls, swap);
  for (const probe of probes) await calls.remove(idOf(probe), true);
  const [replacement] = replacements;
  if (original === undefined) {
    if (replacement === undefined) return 'gone';
    await takePlace(calls, swap, replacement);
    return 'replaced';
  }
  for (const each of replacements) await putAside(calls, swap, each);
  await giveBack(calls, swap, original);
  for (const each of replacements) await calls.remove(idOf(each), true);
  await removeSnapshots(calls, swap.change);
  return 'restored';
}

/** Takes the original's place as it is: only for when the original is gone. */
export async function takePlace(
  calls: EngineCalls,
  swap: Swap,
  replacement: unknown,
): Promise<void> {
  const id = idOf(replacement);
  if (nameOf(replacement) !== swap.name && (await calls.inspect(swap.name)) === undefined) {
    await calls.rename(id, swap.name);
  }
  if (runs(swap.was) && !isRunning(replacement)) await startPatiently(calls, id);
  if (swap.was === 'paused' && !isPaused(replacement)) await calls.pause(id);
}

/** Removes what was made, when the original was not touched. */
export async function removeReplacements(calls: EngineCalls, swap: Swap): Promise<void> {
  const { replacements, probes } = await findContainers(calls, swap);
  for (const each of [...probes, ...replacements]) await calls.remove(idOf(each), true);
  await removeSnapshots(calls, swap.change);
}

/** Images that saved the layer of that change; those in use stay. */
export async function removeSnapshots(calls: EngineCalls, change: string): Promise<void> {
  for (const image of await calls.listImages(`${labels.snapshot}=${change}`)) {
    await calls.removeImage(idOf(image)).catch((error: unknown) => {
      if (httpStatus(error) !== 409) throw error;
    });
  }
}

/**
 * Starts a container, again when that fails: an address or a port may be held a moment longer by
 * what was stopped just before.
 */
export async function startPatiently(calls: EngineCalls, id: string): Promise<void> {
  for (let left = 5; ; left -= 1) {
    try {
      await calls.start(id);
      return;
    } catch (error) {
      if (left === 0 || httpStatus(error) === 404) throw error;
      await delay(500);
    }
  }
}

/**
 * The name first, which says that the change is not finished; then it must not come back by itself.
 * But one that waits for its next start cannot be renamed: the engine misses its network.
 */
async function putAside(calls: EngineCalls, swap: Swap, replacement: unknown): Promise<void> {
  const aside = async (): Promise<void> => {
    if (nameOf(replacement) === swap.name)
      await calls.rename(idOf(replacement), newName(swap.name));
  };
  const waits = stateOf(replacement) === 'restarting';
  if (!waits) await aside();
  await keepStopped(calls, replacement);
  if (waits) await aside();
}

async function keepStopped(calls: EngineCalls, replacement: unknown): Promise<void> {
  const id = idOf(replacement);
  if (!isRunning(replacement)) return;
  if (!isAutoRemoved(replacement) && restartPolicy(replacement) !== 'no') {
    await calls.update(id, { RestartPolicy: { Name: 'no' } });
  }
  if (isPaused(replacement)) await calls.unpause(id);
  await stopContainer(calls, replacement, id);
}

async function giveBack(calls: EngineCalls, swap: Swap, original: unknown): Promise<void> {
  const id = idOf(original);
  if (nameOf(original) === oldName(swap.name, swap.change)) await calls.rename(id, swap.name);
  const policy = swap.restart['Name'];
  if (restartPolicy(original) === 'no' && typeof policy === 'string' && !isAutoRemoved(original)) {
    await calls.update(id, { RestartPolicy: swap.restart });
  }
  if (!runs(swap.was)) return;
  if (!isRunning(original)) await startPatiently(calls, id);
  if (swap.was === 'paused' && !isPaused(original)) await calls.pause(id);
}
