/**
 * What a source last gave, and how it stands. A view always knows why it is empty: `value` is
 * missing only before the first success.
 */
export type SourceState<Value, Failure> =
  | { readonly status: 'idle' }
  /** The first answer is awaited, or another one after the connection was lost. `since` in ms of the clock. */
  | { readonly status: 'loading'; readonly since: number; readonly value?: Value }
  /** `complete` is false while details of a first pass are still coming in. */
  | {
      readonly status: 'ready';
      readonly value: Value;
      readonly at: number;
      readonly complete: boolean;
    }
  /** `value` and `at`: the last success. `retryAt`: when it is tried again by itself. */
  | {
      readonly status: 'failed';
      readonly failure: Failure;
      readonly value?: Value;
      readonly at?: number;
      readonly retryAt?: number;
    };

/** Hears what a source's stream says. */
export interface StreamListener<Change> {
  changed(change: Change): void;
  /** The stream is over; nothing follows. */
  ended(error: unknown): void;
}

/**
 * A place that mappings are read from. Only the monitor calls one. Its methods throw what the
 * outside world throws; `explain` turns that into the failure that a view shows.
 */
export interface Source<Value, Change, Failure> {
  /** Resolves once every later change will be heard. Ends when the signal aborts. */
  watch(listener: StreamListener<Change>, signal: AbortSignal): Promise<void>;
  /**
   * The whole truth. `partial` may be called with what is known so far.
   *
   * @param previous what this source gave before, so that what cannot have changed is not asked again.
   */
  read(
    previous: Value | undefined,
    partial: (value: Value) => void,
    signal: AbortSignal,
  ): Promise<Value>;
  /** The value after a batch of changes, in order. Returns the same object when nothing changed. */
  update(value: Value, changes: readonly Change[], signal: AbortSignal): Promise<Value>;
  /** Whether the change can wait for others to come: it says nothing new by itself most of the time. */
  canWait(change: Change): boolean;
  explain(error: unknown): Failure;
}

/** Time, so that what waits can be tested without waiting. */
export interface Clock {
  /** Milliseconds that only ever grow, also when the machine's time is set back. For waiting. */
  now(): number;
  /** Milliseconds since the epoch. For people. */
  date(): number;
  /** Calls back once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void;
}
