import { setTimeout as delay } from 'node:timers/promises';
import { httpStatus } from '../connectionError.ts';

/** Milliseconds between two tries: an engine that was restarted answers again within some seconds. */
const pause = 1_000;
const tries = 15;
const triesAfterFault = 5;

/**
 * Does something that may be done again, as long as the engine does not answer, and some more times
 * when it fails within (5xx): a container that just ends and starts again is between two states.
 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      const status = httpStatus(error);
      const limit = status === undefined ? tries : status >= 500 ? triesAfterFault : 1;
      if (tried >= limit) throw error;
      await delay(pause);
    }
  }
}
