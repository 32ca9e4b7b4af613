import type { Bell } from './bell.ts';
import type { Clock, StreamListener } from './source.ts';

/** How long a change that can wait is kept for others to come, in ms. */
const PATIENCE = 100;

/**
 * The first gap between two batches while changes keep coming, in ms. It doubles up to the last, so
 * that a hundred containers going down become a few updates; the gap is a bound, not a debounce:
 * changes that never stop coming cannot postpone a batch beyond it.
 */
const FIRST_GAP = 50;
const LAST_GAP = 400;

/** Collects what a stream says into batches, and decides when a batch is due. */
export class ChangeQueue<Change> implements StreamListener<Change> {
  readonly #bell: Bell;
  readonly #clock: Clock;
  readonly #canWait: (change: Change) => boolean;
  #changes: Change[] = [];
  #wanted = Infinity;
  #notBefore = 0;
  #gap = FIRST_GAP;
  #end: { readonly error: unknown } | undefined;

  constructor(bell: Bell, clock: Clock, canWait: (change: Change) => boolean) {
    this.#bell = bell;
    this.#clock = clock;
    this.#canWait = canWait;
  }

  changed(change: Change): void {
    this.#changes.push(change);
    const wanted = this.#clock.now() + (this.#canWait(change) ? PATIENCE : 0);
    if (wanted >= this.#wanted) return;
    this.#wanted = wanted;
    this.#bell.ring();
  }

  ended(error: unknown): void {
    this.#end ??= { error };
    this.#bell.ring();
  }

  /** The moment from which `take` is to be called; infinite when there is nothing to do. */
  get due(): number {
    return Math.max(this.#wanted, this.#notBefore);
  }

  /** The batch, and the start of the gap before the next. */
  take(): readonly Change[] {
    const now = this.#clock.now();
    const hadToWait = this.#wanted < this.#notBefore;
    this.#gap = hadToWait ? Math.min(this.#gap * 2, LAST_GAP) : FIRST_GAP;
    this.#notBefore = now + this.#gap;
    this.#wanted = Infinity;
    const batch = this.#changes;
    this.#changes = [];
    return batch;
  }

  /** @throws what the stream ended with, once it ended. */
  throwIfEnded(): void {
    if (this.#end !== undefined) throw this.#end.error;
  }
}
