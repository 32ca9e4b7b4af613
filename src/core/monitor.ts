import { Bell } from './bell.ts';
import { ChangeQueue } from './changeQueue.ts';
import type { Disposable } from './disposables.ts';
import type { Clock, Source, SourceState } from './source.ts';

/** How a source is kept up to date. `manual` reads only when asked to. */
export type Cadence =
  | { readonly kind: 'events' }
  | { readonly kind: 'interval'; readonly seconds: number }
  | { readonly kind: 'manual' };

/** The wait before a broken connection is tried again, in ms; doubled at each failure up to the last. */
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

/** One life of the monitor, from a start to the next stop. */
interface Run {
  readonly abort: AbortController;
  readonly bell: Bell;
  refreshWanted: boolean;
}

/**
 * Runs one source: connects, reads, then applies what its stream says; reconnects with back-off for
 * as long as it lives. Asks nothing before `demand` or `refresh` is called for the first time.
 *
 * One call to the source is in flight at any time; what changes meanwhile is applied next.
 */
export class Monitor<Value, Change, Failure> implements Disposable {
  readonly #source: Source<Value, Change, Failure>;
  readonly #report: (state: SourceState<Value, Failure>) => void;
  readonly #clock: Clock;
  #cadence: Cadence;
  #run: Run | undefined;
  #disposed = false;
  #last: { readonly value: Value; readonly at: number } | undefined;

  constructor(
    source: Source<Value, Change, Failure>,
    report: (state: SourceState<Value, Failure>) => void,
    clock: Clock,
    cadence: Cadence,
  ) {
    this.#source = source;
    this.#report = report;
    this.#clock = clock;
    this.#cadence = cadence;
  }

  /** Someone looks: starts, unless it runs already. */
  demand(): void {
    if (this.#run === undefined) this.#start();
  }

  /** Reads everything again at once, or connects again at once. */
  refresh(): void {
    if (this.#run === undefined) {
      this.#start();
    } else {
      this.#run.refreshWanted = true;
      this.#run.bell.ring();
    }
  }

  /** Starts over and forgets what was read: the source now stands for another place. */
  restart(): void {
    if (this.#run === undefined) return;
    this.#last = undefined;
    this.#stop();
    this.#start();
  }

  /** Another way to stay up to date; what was read stays. */
  setCadence(cadence: Cadence): void {
    this.#cadence = cadence;
    if (this.#run === undefined) return;
    this.#stop();
    this.#start();
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop();
  }

  #start(): void {
    if (this.#disposed) return;
    const run = {
      abort: new AbortController(),
      bell: new Bell(this.#clock),
      refreshWanted: false,
    };
    this.#run = run;
    this.#reportLoading();
    void this.#stayConnected(run);
  }

  #stop(): void {
    const run = this.#run;
    this.#run = undefined;
    run?.abort.abort();
    run?.bell.ring();
  }

  async #stayConnected(run: Run): Promise<void> {
    let retry = FIRST_RETRY;
    while (!run.abort.signal.aborted) {
      const connection = new AbortController();
      const signal = AbortSignal.any([run.abort.signal, connection.signal]);
      const began = this.#clock.now();
      try {
        run.refreshWanted = false;
        await this.#serve(run, signal);
      } catch (error) {
        if (signal.aborted) return;
        connection.abort();
        // One that breaks as soon as it stands is no better than one that never does.
        if (this.#clock.now() - began > LAST_RETRY) retry = FIRST_RETRY;
        await this.#backOff(run, error, retry);
        retry = Math.min(retry * 2, LAST_RETRY);
      }
    }
  }

  /** Only a refresh cuts the wait short: what is left of the connection may still ring the bell. */
  async #backOff(run: Run, error: unknown, wait: number): Promise<void> {
    const retryAt = this.#cadence.kind === 'manual' ? Infinity : this.#clock.now() + wait;
    this.#report({
      status: 'failed',
      failure: this.#source.explain(error),
      ...this.#last,
      ...(Number.isFinite(retryAt) ? { retryAt: this.#clock.date() + wait } : {}),
    });
    while (!run.abort.signal.aborted && this.#clock.now() < retryAt) {
      if (run.refreshWanted) {
        this.#reportLoading();
        return;
      }
      await run.bell.wait(retryAt);
    }
  }

  /** One connection, from its first call until it breaks, which throws, or is stopped. */
  async #serve(run: Run, signal: AbortSignal): Promise<void> {
    const queue = new ChangeQueue<Change>(run.bell, this.#clock, (change) =>
      this.#source.canWait(change),
    );
    if (this.#cadence.kind === 'events') await this.#source.watch(queue, signal);
    await this.#read(signal);
    let nextRead = this.#nextRead();
    while (!signal.aborted) {
      queue.throwIfEnded();
      const now = this.#clock.now();
      if (run.refreshWanted || nextRead <= now) {
        run.refreshWanted = false;
        await this.#read(signal);
        nextRead = this.#nextRead();
      } else if (queue.due <= now) {
        await this.#update(queue.take(), signal);
      } else {
        await run.bell.wait(Math.min(queue.due, nextRead));
      }
    }
  }

  #nextRead(): number {
    return this.#cadence.kind === 'interval'
      ? this.#clock.now() + this.#cadence.seconds * 1_000
      : Infinity;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const value = await this.#source.read(
      this.#last?.value,
      (partial) => {
        this.#reportReady(partial, false, signal);
      },
      signal,
    );
    this.#reportReady(value, true, signal);
  }

  async #update(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    if (this.#last === undefined) return;
    const previous = this.#last.value;
    const value = await this.#source.update(previous, changes, signal);
    if (value !== previous) this.#reportReady(value, true, signal);
  }

  #reportLoading(): void {
    this.#report({
      status: 'loading',
      since: this.#clock.date(),
      ...(this.#last === undefined ? {} : { value: this.#last.value }),
    });
  }

  #reportReady(value: Value, complete: boolean, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#last = { value, at: this.#clock.date() };
    this.#report({ status: 'ready', value, at: this.#last.at, complete });
  }
}
