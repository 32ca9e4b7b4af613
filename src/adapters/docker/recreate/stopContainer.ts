import { setTimeout as delay } from 'node:timers/promises';
import { isTimeout } from '../connectionError.ts';
import { field } from '../json.ts';
import type { EngineCalls } from './engineCalls.ts';
import { isRunning } from './swap.ts';

/** Seconds that the engine gets beyond the container's own to answer a stop. */
const margin = 60;

/** Docker's time before it kills, where neither the container nor its image has one. */
const usualStopSeconds = 10;

/**
 * Stops a container in its own time. Resolves when it does not run any more; it may be gone then.
 * `seconds`: until it is killed, instead of its own.
 */
export async function stopContainer(
  calls: EngineCalls,
  inspected: unknown,
  id: string,
  seconds?: number,
): Promise<void> {
  const own = field(inspected, 'Config', 'StopTimeout');
  const limit = seconds ?? (typeof own === 'number' && own >= 0 ? own : usualStopSeconds);
  try {
    await calls.stop(id, limit + margin, seconds);
  } catch (error) {
    if (!isTimeout(error)) throw error;
    await untilStopped(calls, id, margin, error);
  }
}

/** The engine goes on stopping when nobody waits for its answer any more. */
async function untilStopped(
  calls: EngineCalls,
  id: string,
  seconds: number,
  late: unknown,
): Promise<void> {
  for (let left = seconds; left > 0; left -= 1) {
    if (!isRunning(await calls.inspect(id))) return;
    await delay(1_000);
  }
  throw late;
}
