import type { Readable } from 'node:stream';
import { httpStatus } from '../connectionError.ts';
import type { JsonObject } from '../json.ts';

/** The methods of dockerode that are called; its types know neither `_query` nor `_body`. */
export interface Dockerode {
  version(): Promise<unknown>;
  info(): Promise<unknown>;
  listContainers(options: { all: true }): Promise<unknown>;
  listImages(options: { filters?: string }): Promise<unknown>;
  createContainer(options: Written): Promise<{ id: string }>;
  getContainer(id: string): DockerodeContainer;
  getImage(id: string): { inspect(): Promise<unknown>; remove(): Promise<unknown> };
  getNetwork(id: string): {
    inspect(): Promise<unknown>;
    connect(body: JsonObject): Promise<unknown>;
    disconnect(body: JsonObject): Promise<unknown>;
  };
}

/** dockerode puts the whole body into the query too, unless it is told which is which. */
export interface Written {
  readonly _query: JsonObject;
  readonly _body: JsonObject;
}

export interface DockerodeContainer {
  inspect(options?: { size: true }): Promise<unknown>;
  start(): Promise<unknown>;
  stop(options: { t?: number }): Promise<unknown>;
  pause(): Promise<unknown>;
  unpause(): Promise<unknown>;
  rename(options: Written): Promise<unknown>;
  update(body: JsonObject): Promise<unknown>;
  remove(options: { force?: true; v?: true }): Promise<unknown>;
  changes(): Promise<unknown>;
  commit(options: Written): Promise<unknown>;
  getArchive(options: { path: string }): Promise<Readable>;
}

/** `undefined` instead of an answer that there is no such thing. */
export async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (httpStatus(error) === 404) return undefined;
    throw error;
  }
}

/** dockerode takes "it is so already" (304) for an error. */
export async function done(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (httpStatus(error) !== 304) throw error;
  }
}
