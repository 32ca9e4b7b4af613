import type { ConnectionFailure } from './engine.ts';
import type { RecreateOptions, RecreateRequest, RecreateResult, Refusal } from './recreate.ts';
import type { RecreateFacts } from './recreateFacts.ts';
import type { RecreateStep } from './recreateSteps.ts';
import type { ImageChoice, RunRequest, RunResult } from './runContainer.ts';

/** What an earlier change left on the engine. */
export interface LeftChange {
  /**
   * - `unfinished`: it was interrupted; the original can be restored, or the change done again.
   * - `backupKept`: it is done, and the stopped original is kept.
   * - `orphan`: it was interrupted and the original is gone; the new container can take its place.
   * - `removed`: it was interrupted and neither is there, but what was written down makes it again.
   */
  readonly verdict: 'unfinished' | 'backupKept' | 'orphan' | 'removed';
  readonly swap: { readonly change: string; readonly name: string };
  readonly original?: { readonly name: string };
  /** Seconds since it began; another window may be at it while that is little. */
  readonly age: number;
}

export type LeftChangeResult =
  | { readonly kind: 'restored' | 'replaced' | 'gone' }
  | Extract<RecreateResult, { readonly kind: 'needsHelp' | 'refused' }>;

/**
 * Changes the containers of an engine. What may go wrong with a container is a value; a call rejects
 * only when the engine cannot be asked, with what `explain` takes.
 */
export interface ContainerChanger {
  /** What decides about each container, by its id, or why it cannot be changed. Changes nothing. */
  facts(
    requests: readonly RecreateRequest[],
  ): Promise<ReadonlyMap<string, RecreateFacts | Refusal>>;
  recreate(
    request: RecreateRequest,
    options: RecreateOptions,
    progress: (step: RecreateStep) => void,
  ): Promise<RecreateResult>;
  run(request: RunRequest): Promise<RunResult>;
  listImages(): Promise<readonly ImageChoice[]>;
  /** `80/tcp`; undefined when the engine has no such image. */
  imageExposes(reference: string): Promise<readonly string[] | undefined>;
  found(): Promise<readonly LeftChange[]>;
  restore(change: LeftChange): Promise<LeftChangeResult>;
  finish(
    change: LeftChange,
    options: RecreateOptions,
    progress: (step: RecreateStep) => void,
  ): Promise<RecreateResult>;
  /** The request that takes the last change of a container back, if anything tells its ports. */
  undoRequest(containerId: string): Promise<RecreateRequest | undefined>;
  /** `changes`: only of those; all without it. `left`: in words, what was not removed and why. */
  removeKeptOriginals(changes?: readonly string[]): Promise<{
    readonly removed: readonly { readonly name: string }[];
    readonly left: readonly string[];
  }>;
  explain(error: unknown): ConnectionFailure;
}
