import { Calls, type CallLimits } from '../calls.ts';
import { connectionLost } from '../connectionError.ts';

/** Seconds: creating copies what an image has at the place of a volume; committing copies the layer. */
export const longCall = 600;

/** `Calls` with a time limit for each call. */
export class TimedCalls {
  readonly #options: CallLimits;
  readonly #underWay = new Set<Calls>();
  #ended = false;

  constructor(options: CallLimits) {
    this.#options = options;
  }

  quick<T>(call: string, start: () => Promise<T>): Promise<T> {
    return this.within(this.#options.timeout, call, start);
  }

  async within<T>(timeout: number, call: string, start: () => Promise<T>): Promise<T> {
    if (this.#ended) throw connectionLost();
    const calls = new Calls({ timeout, log: this.#options.log });
    this.#underWay.add(calls);
    try {
      return await calls.make(call, new AbortController().signal, start);
    } finally {
      this.#underWay.delete(calls);
    }
  }

  end(): void {
    this.#ended = true;
    for (const calls of this.#underWay) calls.end();
  }
}
