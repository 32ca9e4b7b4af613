import type { RecreateRequest } from '../../../core/recreate.ts';
import { field, objectOf, textOf, textsOf } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import type { Journal } from './journal.ts';
import { idOf, labels, labelsOf } from './names.ts';
import { engineMessage } from './portProbe.ts';
import { portsOf } from './recover.ts';
import { scan, type FoundContainer } from './scan.ts';
import { isInherited, isRunning, readSwap } from './swap.ts';

/**
 * The request that takes the last change of a container back. Undoing is one more recreate from the
 * container as it is now, so that what it wrote since stays. `undefined`: nothing tells the ports
 * that it had.
 */
export async function undoRequest(
  calls: EngineCalls,
  journal: Journal,
  containerId: string,
): Promise<RecreateRequest | undefined> {
  const now = await calls.inspect(containerId);
  const swap = readSwap(labelsOf(now));
  if (swap === undefined || (await isInherited(calls, now))) return undefined;
  const record = (await journal.records()).find(({ change }) => change === swap.change);
  const before = (await calls.inspect(swap.originalId)) ?? record?.original;
  if (before === undefined) return undefined;
  const request = portsOf(before, idOf(now));
  const unexposed = Object.keys(objectOf(field(now, 'Config', 'ExposedPorts'))).filter(
    (key) => !request.exposed.includes(key),
  );
  return { ...request, unexposed };
}

export interface Cleanup {
  readonly removed: readonly FoundContainer[];
  /** In words: what was left, and why. */
  readonly left: readonly string[];
}

/**
 * Removes the stopped originals of changes that are done, never their volumes, and the images of
 * saved files that nothing uses any more. `changes`: only of those; all without it.
 */
export async function removeKeptOriginals(
  calls: EngineCalls,
  journal: Journal,
  changes?: readonly string[],
): Promise<Cleanup> {
  const removed: FoundContainer[] = [];
  const left: string[] = [];
  for (const { verdict, swap, original, replacement } of await scan(calls, journal)) {
    if (verdict !== 'backupKept' || original === undefined || replacement === undefined) continue;
    if (changes !== undefined && !changes.includes(swap.change)) continue;
    const now = await calls.inspect(original.id);
    if (isRunning(now)) {
      left.push(`${original.name} is running.`);
      continue;
    }
    try {
      await calls.remove(original.id, false);
      await journal.forget(swap.change);
      removed.push(original);
    } catch (error) {
      left.push(`${original.name}: ${engineMessage(error)}`);
    }
  }
  await removeUnusedSnapshots(calls, journal);
  return { removed, left };
}

/**
 * The engine itself refuses where a container or another image needs one. One of an unfinished change
 * may be all there is of a container; one that has a tag is the user's.
 */
async function removeUnusedSnapshots(calls: EngineCalls, journal: Journal): Promise<void> {
  const unfinished = (await journal.records())
    .filter(({ state }) => state === 'begun')
    .map(({ change }) => change);
  for (const image of await calls.listImages(labels.snapshot)) {
    const change = textOf(field(image, 'Labels', labels.snapshot));
    const tags = textsOf(field(image, 'RepoTags')).filter((tag) => !tag.startsWith('<none>'));
    if (change === undefined || unfinished.includes(change) || tags.length > 0) continue;
    await calls.removeImage(idOf(image)).catch(() => undefined);
  }
}
