import { setTimeout } from 'node:timers/promises';

/** In milliseconds: how long a test waits for what must come. Also a busy machine is done by then. */
export const patience = 90_000;

/** In milliseconds: when a person does again what had no effect. */
export const soon = 5_000;

/**
 * What a person does again when a window took no notice of it, or moved what was aimed at. Rejects as
 * the last try did.
 */
export async function persistently<Result>(act: () => Promise<Result>): Promise<Result> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await setTimeout(100);
  }
}
