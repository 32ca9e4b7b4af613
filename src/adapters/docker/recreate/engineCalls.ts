import type { Readable } from 'node:stream';
import type { EngineVersion } from '../client.ts';
import type { JsonObject } from '../json.ts';

export interface CommitRequest {
  /** Dockerfile instructions: `LABEL a=b`. */
  readonly changes: readonly string[];
  /** Whether the container stands still meanwhile. */
  readonly pause: boolean;
}

/**
 * The calls that change containers, and those that look at them, with the engine's JSON. They reject
 * as those of `EngineClient` do. A call that rejects without a `statusCode` may have been obeyed.
 */
export interface EngineCalls {
  readonly version: EngineVersion;
  info(): Promise<unknown>;
  list(): Promise<readonly unknown[]>;
  /** `undefined` when there is none of that id or name. */
  inspect(container: string): Promise<unknown>;
  /** As `inspect`, with the size of the writable layer, which takes the engine some time. */
  inspectSize(container: string): Promise<unknown>;
  inspectImage(image: string): Promise<unknown>;
  /** All, or those with a label: `NAME` or `NAME=VALUE`. */
  listImages(label?: string): Promise<readonly unknown[]>;
  inspectNetwork(network: string): Promise<unknown>;
  /** Gives the id. Without a name, the engine makes one up. */
  create(name: string, body: JsonObject): Promise<string>;
  connect(network: string, container: string, endpoint: JsonObject): Promise<void>;
  disconnect(network: string, container: string): Promise<void>;
  /** Also when it is running already. */
  start(container: string): Promise<void>;
  /** Also when it is stopped already. `seconds`: until it is killed; else the container's own. */
  stop(container: string, patience: number, seconds?: number): Promise<void>;
  pause(container: string): Promise<void>;
  unpause(container: string): Promise<void>;
  rename(container: string, name: string): Promise<void>;
  update(container: string, body: JsonObject): Promise<void>;
  /** Never its volumes. Also when it is gone already. `force`: also when it is running. */
  remove(container: string, force: boolean): Promise<void>;
  /** Removes one that never ran, with the anonymous volumes that were made for it. */
  discard(container: string): Promise<void>;
  changes(container: string): Promise<readonly unknown[]>;
  /** Gives the id of the image. */
  commit(container: string, request: CommitRequest): Promise<string>;
  /** Fails while anything uses it. */
  removeImage(image: string): Promise<void>;
  /** A tar archive of a file or folder. */
  archive(container: string, path: string): Promise<Readable>;
  close(): void;
}

/** Those that change nothing. */
export type ReadingCalls = Pick<
  EngineCalls,
  | 'info'
  | 'list'
  | 'inspect'
  | 'inspectSize'
  | 'inspectImage'
  | 'listImages'
  | 'inspectNetwork'
  | 'changes'
  | 'archive'
>;

/** Those that change something. */
export type ChangingCalls = Omit<EngineCalls, keyof ReadingCalls | 'version' | 'close'>;
