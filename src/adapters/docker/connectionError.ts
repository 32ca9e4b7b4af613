import type { ConnectionProblem } from '../../core/engine.ts';

/** A problem that this folder itself found; its message is for the log and for details. */
export class ConnectionError extends Error {
  readonly problem: ConnectionProblem;
  /** `timeout`: how long was waited. */
  readonly seconds: number | undefined;

  constructor(problem: ConnectionProblem, message: string, seconds?: number) {
    super(message);
    this.name = 'ConnectionError';
    this.problem = problem;
    this.seconds = seconds;
  }
}

/** The engine did not answer a call in time. */
export function engineTimeout(call: string, seconds: number): ConnectionError {
  return new ConnectionError('timeout', `No answer to ${call} in ${seconds} s.`, seconds);
}

export function isTimeout(error: unknown): boolean {
  return error instanceof ConnectionError && error.problem === 'timeout';
}

/** The connection that a call needs is gone: told as the system tells it of a socket. */
export function connectionLost(): Error {
  const message = 'The connection to the engine was closed.';
  return Object.assign(new Error(message), { code: 'ECONNRESET' });
}

/** The status of an answer that was an error, as dockerode reports it. */
export function httpStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
