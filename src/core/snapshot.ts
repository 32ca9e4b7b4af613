import type { DeclaredFile } from './declaration.ts';
import type { ConnectionFailure, EngineReading } from './engine.ts';
import type { Listener } from './listener.ts';
import type { SourceState } from './source.ts';

export type EngineState = SourceState<EngineReading, ConnectionFailure>;

/** Why the files of the workspace could not be looked for; what is wrong with one file is said of it. */
export interface FilesFailure {
  readonly detail: string;
}

export type FilesState = SourceState<readonly DeclaredFile[], FilesFailure>;

/** Everything that is known, at one moment. Immutable plain JSON; views derive all they show from it. */
export interface Snapshot {
  /** Grows with every change. */
  readonly revision: number;
  readonly engine: EngineState;
  /** The files of the workspace that declare ports. */
  readonly files: FilesState;
  /** Programs that listen on this machine, as last asked. */
  readonly listeners: readonly Listener[];
}

export const emptySnapshot: Snapshot = {
  revision: 0,
  engine: { status: 'idle' },
  files: { status: 'idle' },
  listeners: [],
};

/** The last reading of the engine, whether or not it still stands. */
export function engineReading(snapshot: Snapshot): EngineReading | undefined {
  return snapshot.engine.status === 'idle' ? undefined : snapshot.engine.value;
}

/** The files as last read; none before that. */
export function declaredFiles({ files }: Snapshot): readonly DeclaredFile[] {
  return files.status === 'idle' ? noFiles : (files.value ?? noFiles);
}

const noFiles: readonly DeclaredFile[] = [];
