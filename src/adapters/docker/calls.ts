import type { Readable } from 'node:stream';
import { connectionLost, engineTimeout } from './connectionError.ts';

/** A finished call, for the log. `call`: method and path. */
export interface EngineCall {
  readonly call: string;
  readonly milliseconds: number;
  readonly error?: string;
}

/** A line of the log. */
export function formatCall({ call, milliseconds, error }: EngineCall): string {
  const time = `${milliseconds.toFixed(1)} ms`;
  return error === undefined ? `${call}: ${time}` : `${call}: failed after ${time}: ${error}`;
}

export interface CallLimits {
  /** For each call, in seconds. */
  readonly timeout: number;
  readonly log: (call: EngineCall) => void;
}

/**
 * The calls under way to one engine. Each ends with its answer, or as soon as its signal aborts, its
 * time is up, or all are ended. dockerode alone would wait for ever when a connection breaks in the
 * middle of an answer. An abort signal for dockerode itself would double what a call costs here; the
 * sockets of calls that were given up end with their own time limit or with their agent.
 */
export class Calls {
  readonly #limits: CallLimits;
  readonly #underWay = new Set<(error: Error) => void>();
  #ended = false;

  constructor(limits: CallLimits) {
    this.#limits = limits;
  }

  async make<T>(call: string, signal: AbortSignal, start: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const log = (error?: string): void => {
      const milliseconds = performance.now() - began;
      this.#limits.log({ call, milliseconds, ...(error === undefined ? {} : { error }) });
    };
    try {
      const answer = await this.#limited(call, signal, start);
      log();
      return answer;
    } catch (error) {
      log(String(error));
      throw error;
    }
  }

  /** As `make`, for an answer without an end: it goes on until the signal aborts or all are ended. */
  async open(call: string, signal: AbortSignal, start: () => Promise<Readable>): Promise<Readable> {
    const stream = await this.make(call, signal, start);
    const stop = (): void => {
      stream.destroy();
    };
    signal.addEventListener('abort', stop);
    this.#underWay.add(stop);
    stream.once('close', () => {
      signal.removeEventListener('abort', stop);
      this.#underWay.delete(stop);
    });
    if (signal.aborted || this.#ended) stop();
    return stream;
  }

  end(): void {
    this.#ended = true;
    for (const stop of [...this.#underWay]) stop(connectionLost());
  }

  #limited<T>(call: string, signal: AbortSignal, start: () => Promise<T>): Promise<T> {
    const { timeout } = this.#limits;
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.#ended) throw connectionLost();
      const settle = (outcome: () => void): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        this.#underWay.delete(stop);
        outcome();
      };
      const stop = (error: Error): void => {
        settle(() => {
          reject(error);
        });
      };
      const abort = (): void => {
        stop(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        stop(engineTimeout(call, timeout));
      }, timeout * 1_000);
      signal.addEventListener('abort', abort);
      this.#underWay.add(stop);
      start().then((answer) => {
        settle(() => {
          resolve(answer);
        });
      }, stop);
    });
  }
}
