import type { Clock } from '../../../src/core/source.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  date(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many callbacks are still to come. */
  get waiting(): number {
    return this.#timers.size;
  }

  /**
   * Goes on by `ms` milliseconds, from one timer to the next. Whatever can happen without time
   * going on has happened before each step and at the end.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await promisesSettled();
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#now = next.at;
      this.#timers.delete(next);
      next.callback();
      await promisesSettled();
    }
    this.#now = end;
  }

  /** Lets everything happen that can without time going on. */
  async settle(): Promise<void> {
    await this.advance(0);
  }

  /** The first of the timers that are due by then; of two at one moment, the one that was set first. */
  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** Node runs every microtask, and those they make, before it turns to what was set immediate. */
function promisesSettled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
