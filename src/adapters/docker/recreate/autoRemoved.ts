import { setTimeout as delay } from 'node:timers/promises';
import { field } from '../json.ts';
import { createBody } from './createBody.ts';
import type { EngineCalls } from './engineCalls.ts';
import { fillableVolumes } from './mounts.ts';
import { idOf } from './names.ts';
import { readBindings } from './ports.ts';
import { Replacement, snapshotOf } from './replacement.ts';
import { removeReplacements, restoreOriginal, startPatiently } from './restore.ts';
import { stopContainer } from './stopContainer.ts';
import { findContainers, imageReference, isRunning, runs, type Swap } from './swap.ts';

/** Half seconds that the engine gets to remove a stopped container. */
const tries = 120;

/** A `--rm` container: its stop removes it, so its changed files are saved while it runs. */
export class AutoRemovedReplacement extends Replacement {
  override async snapshot(): Promise<void> {
    await this.saveLayer(true);
  }

  override async stop(): Promise<void> {
    const { originalId } = this.swap;
    await stopContainer(this.calls, this.original, originalId, this.stopSeconds);
    await untilGone(this.calls, originalId);
  }
}

/**
 * Gives a `--rm` container its place back: the original itself while it lives, else one made again
 * from its inspect and the saved files. Can be interrupted anywhere and done again.
 */
export async function restoreAutoRemoved(
  calls: EngineCalls,
  swap: Swap,
  inspect: unknown,
): Promise<'restored'> {
  const { original } = await findContainers(calls, swap);
  if (original !== undefined && (isRunning(original) || !runs(swap.was))) {
    await restoreOriginal(calls, swap);
    return 'restored';
  }
  await untilGone(calls, swap.originalId);
  const saved = await snapshotOf(calls, swap.change);
  const { replacements } = await findContainers(calls, swap);
  for (const each of replacements) await calls.remove(idOf(each), true);
  const present = await calls.inspect(swap.name);
  const id = present === undefined ? await makeAgain(calls, swap, inspect, saved) : idOf(present);
  await startPatiently(calls, id);
  await removeReplacements(calls, swap);
  return 'restored';
}

async function makeAgain(
  calls: EngineCalls,
  swap: Swap,
  original: unknown,
  saved: string | undefined,
): Promise<string> {
  const imageId = saved ?? String(field(original, 'Image'));
  const reference = imageReference(original);
  const named = await calls.inspectImage(reference);
  const { body, connect, disconnect } = createBody({
    original,
    image: await calls.inspectImage(imageId),
    reference: idOf(named) === imageId ? reference : imageId,
    apiVersion: calls.version.apiVersion,
    ports: {
      bindings: readBindings(original),
      exposed: [],
      publishAll: field(original, 'HostConfig', 'PublishAllPorts') === true,
    },
    labels: {},
    emptyVolumes: new Set(fillableVolumes(original)),
  });
  const id = await calls.create(swap.name, body);
  for (const { network, endpoint } of connect) await calls.connect(network, id, endpoint);
  for (const network of disconnect) await calls.disconnect(network, id);
  return id;
}

async function untilGone(calls: EngineCalls, id: string): Promise<void> {
  for (let left = tries; (await calls.inspect(id)) !== undefined; left -= 1) {
    if (left === 0) throw new Error('The engine has not removed the stopped container.');
    await delay(500);
  }
}
