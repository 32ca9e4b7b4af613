import type { PortBinding } from './portSpec.ts';
import type { RecreateStep } from './recreateSteps.ts';

/** The ports that one existing container is to have. */
export interface RecreateRequest {
  /** The full id. */
  readonly containerId: string;
  /** All bindings afterwards, in the order of their flags. */
  readonly bindings: readonly PortBinding[];
  /** Keys of `Config.ExposedPorts` to add: `90/tcp`. What a binding names need not be repeated. */
  readonly exposed: readonly string[];
  /** Keys to take away, where neither the image exposes nor a binding publishes them. */
  readonly unexposed?: readonly string[];
  /** `-P`. */
  readonly publishAll: boolean;
}

export interface RecreateOptions {
  /** How long the new container must run before it counts as well. */
  readonly verifySeconds: number;
  /** Sent to the engine; without it the container's own stop timeout counts. */
  readonly stopSeconds?: number;
  /** Whether the stopped original stays. That of a container made by Compose never does. */
  readonly keepOriginal: boolean;
  /** Whether a `--rm` container may be recreated: stopping removes its original. */
  readonly allowAutoRemove: boolean;
}

/** What was not changed, and why. `remedy`: the next step of the user. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: string;
  readonly remedy: string;
}

export type RecreateResult =
  | {
      readonly kind: 'done';
      readonly newId: string;
      /** The stopped original, if it is still there. */
      readonly keptOriginal?: { readonly id: string; readonly name: string };
      /** What a recreate cannot keep, in words. */
      readonly lost: readonly string[];
      /** What happened on the way that the user should know. */
      readonly notes: readonly string[];
    }
  | Refusal
  /** The original is what it was. `message`: why, in the engine's words where it has some. */
  | { readonly kind: 'rolledBack'; readonly step: RecreateStep; readonly message: string }
  /** Neither way could be finished. `commands`: what a person can run, in order. */
  | {
      readonly kind: 'needsHelp';
      readonly step: RecreateStep;
      readonly message: string;
      /** The containers that were left: the original's and the new one's. */
      readonly names: readonly string[];
      readonly commands: readonly string[];
    };
