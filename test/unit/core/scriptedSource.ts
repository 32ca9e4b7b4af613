import type { Source, StreamListener } from '../../../src/core/source.ts';

type Method = 'watch' | 'read' | 'update';

/** One call to the source, which a test may answer by itself. */
export interface Call {
  readonly method: Method;
  readonly at: number;
  /** Of an update. */
  readonly changes: readonly string[];
  /** Of a read: what the monitor says that it gave before. */
  readonly previous: readonly string[] | undefined;
  readonly partial: (value: readonly string[]) => void;
  readonly signal: AbortSignal;
  readonly answer: (value: readonly string[]) => void;
  readonly fail: (error: Error) => void;
}

/**
 * A source whose value is the list of the changes that it heard. Answers at once, unless a test
 * holds a method back or makes it fail.
 */
export class ScriptedSource implements Source<readonly string[], string, string> {
  readonly calls: Call[] = [];
  /** The stream of the last connection. */
  stream: StreamListener<string> | undefined;
  /** What a read gives. */
  value: readonly string[] = ['start'];
  /** Methods that the test answers by itself. */
  readonly held = new Set<Method>();
  /** Methods that fail at once. */
  readonly failing = new Set<Method>();
  mostInFlight = 0;
  #inFlight = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async watch(listener: StreamListener<string>, signal: AbortSignal): Promise<void> {
    this.stream = listener;
    await this.#call({ method: 'watch', signal });
  }

  read(
    previous: readonly string[] | undefined,
    partial: (value: readonly string[]) => void,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    return this.#call({ method: 'read', signal, previous, partial });
  }

  /** A change to `nothing` changes nothing. */
  async update(
    value: readonly string[],
    changes: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    await this.#call({ method: 'update', signal, changes });
    const news = changes.filter((change) => change !== 'nothing');
    return news.length === 0 ? value : [...value, ...news];
  }

  canWait(change: string): boolean {
    return change.startsWith('calm');
  }

  explain(error: unknown): string {
    return error instanceof Error ? error.message : 'not an error';
  }

  /** The last call that was made. */
  get last(): Call {
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error('The source was not called.');
    return call;
  }

  /** `watch read update update`: what was called, in order. */
  get methods(): string {
    return this.calls.map(({ method }) => method).join(' ');
  }

  /** When a method was called, in ms. */
  times(method: Method): readonly number[] {
    return this.calls.filter((call) => call.method === method).map(({ at }) => at);
  }

  #call(part: Pick<Call, 'method' | 'signal'> & Partial<Call>): Promise<readonly string[]> {
    this.#inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    const result = new Promise<readonly string[]>((answer, fail) => {
      this.calls.push({
        at: this.#now(),
        changes: [],
        previous: undefined,
        partial: () => undefined,
        answer,
        fail,
        ...part,
      });
      if (this.failing.has(part.method)) fail(new Error(`${part.method} failed`));
      else if (!this.held.has(part.method)) answer(this.value);
    });
    return result.finally(() => {
      this.#inFlight -= 1;
    });
  }
}
