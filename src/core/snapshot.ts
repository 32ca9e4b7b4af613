import type { ConnectionFailure, EngineReading } from './engine.ts';
import type { SourceState } from './source.ts';

export type EngineState = SourceState<EngineReading, ConnectionFailure>;

/** Everything that is known, at one moment. Immutable plain JSON; views derive all they show from it. */
export interface Snapshot {
  /** Grows with every change. */
  readonly revision: number;
  readonly engine: EngineState;
}

export const emptySnapshot: Snapshot = { revision: 0, engine: { status: 'idle' } };

/** The last reading of the engine, whether or not it still stands. */
export function engineReading(snapshot: Snapshot): EngineReading | undefined {
  return snapshot.engine.status === 'idle' ? undefined : snapshot.engine.value;
}
