import type { Clock } from './source.ts';

/** Lets one loop wait for "something happened" or for a moment, whichever is first. */
export class Bell {
  readonly #clock: Clock;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes who waits; when nobody does, the next wait returns at once. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Resolves when rung, or at the clock's `moment`; never by itself when `moment` is infinite. */
  async wait(moment: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const cancel = Number.isFinite(moment)
          ? this.#clock.after(Math.max(0, moment - this.#clock.now()), resolve)
          : undefined;
        this.#wake = () => {
          cancel?.();
          resolve();
        };
      });
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}
