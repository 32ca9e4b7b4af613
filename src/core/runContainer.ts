import type { PortBinding } from './portSpec.ts';

/** A container to make of an image and to start, as `docker run --detach` does. */
export interface RunRequest {
  /** A tag or an id of an image that the engine has. */
  readonly image: string;
  /** Without one, the engine makes one up. */
  readonly name?: string;
  readonly bindings: readonly PortBinding[];
  /** Keys of `Config.ExposedPorts`: `90/tcp`. What a binding names need not be repeated. */
  readonly exposed: readonly string[];
  /** `-P`. */
  readonly publishAll: boolean;
}

export type RunResult =
  | { readonly kind: 'done'; readonly id: string; readonly name: string }
  /** Nothing was left on the engine, unless the message says so. */
  | { readonly kind: 'failed'; readonly message: string };

/** An image that the engine has. */
export interface ImageChoice {
  readonly id: string;
  /** None for one that lost its tags to another. */
  readonly tags: readonly string[];
}
