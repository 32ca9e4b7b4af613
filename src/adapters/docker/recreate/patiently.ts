import { setTimeout as delay } from 'node:timers/promises';
import { httpStatus } from '../connectionError.ts';

/** Milliseconds between two tries: an engine that was restarted answers again within some seconds. */
const pause = 1_000;
const tries = 15;
const triesAfterFault = 5;

/**
 * Does something that may be done again, as long as the engine does not answer, and some more times
 * when it answers with an error: a container that just ends and starts again is between two states,
 * of which the engine says that something was not found (404) or that it failed (500).
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const limit = httpStatus(error) === undefined ? tries : triesAfterFault;
      if (tried >= limit) throw error;
      await delay(pause);
    }
  }
}
