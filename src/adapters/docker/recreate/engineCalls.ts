import type { Readable } from 'node:stream';
import type { DockerOptions } from 'dockerode';
import { Calls, type CallLimits } from '../calls.ts';
import { readVersion, type EngineVersion } from '../client.ts';
import { httpStatus } from '../connectionError.ts';
import type { ResolvedEndpoint } from '../endpoint.ts';
import { field, listOf, textOf, type JsonObject } from '../json.ts';
import { createModem } from '../modem.ts';
import type { SshProgram } from '../sshConnection.ts';

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
  listImages(label: string): Promise<readonly unknown[]>;
  inspectNetwork(network: string): Promise<unknown>;
  /** Gives the id. */
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
  changes(container: string): Promise<readonly unknown[]>;
  /** Gives the id of the image. */
  commit(container: string, request: CommitRequest): Promise<string>;
  /** Fails while anything uses it. */
  removeImage(image: string): Promise<void>;
  /** A tar archive of a file or folder. */
  archive(container: string, path: string): Promise<Readable>;
  close(): void;
}

export interface EngineCallOptions extends CallLimits {
  readonly ssh: SshProgram;
}

/** The methods of dockerode that are called; its types know neither `_query` nor `_body`. */
interface Dockerode {
  version(): Promise<unknown>;
  info(): Promise<unknown>;
  listContainers(options: { all: true }): Promise<unknown>;
  listImages(options: { filters: string }): Promise<unknown>;
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
interface Written {
  readonly _query: JsonObject;
  readonly _body: JsonObject;
}

interface DockerodeContainer {
  inspect(options?: { size: true }): Promise<unknown>;
  start(): Promise<unknown>;
  stop(options: { t?: number }): Promise<unknown>;
  pause(): Promise<unknown>;
  unpause(): Promise<unknown>;
  rename(options: Written): Promise<unknown>;
  update(body: JsonObject): Promise<unknown>;
  remove(options: { force: boolean }): Promise<unknown>;
  changes(): Promise<unknown>;
  commit(options: Written): Promise<unknown>;
  getArchive(options: { path: string }): Promise<Readable>;
}

/** Seconds: creating copies what an image has at the place of a volume; committing copies the layer. */
const longCall = 600;

/** A connection of its own, with the API version settled. `timeout` is for the calls that are quick. */
export async function connectCalls(
  target: ResolvedEndpoint,
  options: EngineCallOptions,
): Promise<EngineCalls> {
  const { Docker, DockerModem } = await import('../dockerode.ts');
  const modem = createModem(DockerModem, target, options.ssh, options.timeout);
  const docker = new Docker({ modem } as DockerOptions) as unknown as Dockerode;
  const limits = new TimedCalls(options);
  const close = (): void => {
    limits.end();
    modem.agent.destroy();
  };
  try {
    const version = readVersion(await limits.quick('GET /version', () => docker.version()));
    modem.version = `v${version.apiVersion}`;
    return { version, ...reading(docker, limits), ...writing(docker, limits), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** `Calls` with a time limit for each call. */
class TimedCalls {
  readonly #options: CallLimits;
  readonly #underWay = new Set<Calls>();

  constructor(options: CallLimits) {
    this.#options = options;
  }

  quick<T>(call: string, start: () => Promise<T>): Promise<T> {
    return this.within(this.#options.timeout, call, start);
  }

  async within<T>(timeout: number, call: string, start: () => Promise<T>): Promise<T> {
    const calls = new Calls({ timeout, log: this.#options.log });
    this.#underWay.add(calls);
    try {
      return await calls.make(call, new AbortController().signal, start);
    } finally {
      this.#underWay.delete(calls);
    }
  }

  end(): void {
    for (const calls of this.#underWay) calls.end();
  }
}

function reading(
  docker: Dockerode,
  calls: TimedCalls,
): Pick<
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
> {
  return {
    info: () => calls.quick('GET /info', () => docker.info()),
    list: async () =>
      listOf(
        await calls.quick('GET /containers/json?all=1', () => docker.listContainers({ all: true })),
      ),
    inspect: (id) =>
      found(calls.quick(`GET /containers/${id}/json`, () => docker.getContainer(id).inspect())),
    inspectSize: (id) =>
      found(
        calls.within(longCall, `GET /containers/${id}/json?size=1`, () =>
          docker.getContainer(id).inspect({ size: true }),
        ),
      ),
    inspectImage: (id) =>
      found(calls.quick(`GET /images/${id}/json`, () => docker.getImage(id).inspect())),
    listImages: async (label) => {
      const filters = JSON.stringify({ label: [label] });
      return listOf(await calls.quick('GET /images/json', () => docker.listImages({ filters })));
    },
    inspectNetwork: (id) =>
      found(calls.quick(`GET /networks/${id}`, () => docker.getNetwork(id).inspect())),
    changes: async (id) =>
      listOf(
        await calls.within(longCall, `GET /containers/${id}/changes`, () =>
          docker.getContainer(id).changes(),
        ),
      ),
    archive: (id, path) =>
      calls.quick(`GET /containers/${id}/archive`, () =>
        docker.getContainer(id).getArchive({ path }),
      ),
  };
}

function writing(
  docker: Dockerode,
  calls: TimedCalls,
): Omit<EngineCalls, keyof ReturnType<typeof reading> | 'version' | 'close'> {
  const container = (id: string): DockerodeContainer => docker.getContainer(id);
  const post = (path: string, start: () => Promise<unknown>): Promise<unknown> =>
    calls.quick(`POST /containers/${path}`, start);
  return {
    create: async (name, body) => {
      const request = { _query: { name }, _body: body };
      const call = `POST /containers/create?name=${name}`;
      return (await calls.within(longCall, call, () => docker.createContainer(request))).id;
    },
    connect: (network, id, endpoint) =>
      done(
        calls.quick(`POST /networks/${network}/connect`, () =>
          docker.getNetwork(network).connect({ Container: id, EndpointConfig: endpoint }),
        ),
      ),
    disconnect: (network, id) =>
      done(
        calls.quick(`POST /networks/${network}/disconnect`, () =>
          docker.getNetwork(network).disconnect({ Container: id }),
        ),
      ),
    start: (id) => done(post(`${id}/start`, () => container(id).start())),
    stop: (id, patience, seconds) =>
      done(
        calls.within(patience, `POST /containers/${id}/stop`, () =>
          container(id).stop(seconds === undefined ? {} : { t: seconds }),
        ),
      ),
    pause: (id) => done(post(`${id}/pause`, () => container(id).pause())),
    unpause: (id) => done(post(`${id}/unpause`, () => container(id).unpause())),
    rename: (id, name) =>
      done(post(`${id}/rename`, () => container(id).rename({ _query: { name }, _body: {} }))),
    update: (id, body) => done(post(`${id}/update`, () => container(id).update({ ...body }))),
    remove: async (id, force) => {
      await found(calls.quick(`DELETE /containers/${id}`, () => container(id).remove({ force })));
    },
    commit: async (id, { changes, pause }) => {
      const query = { container: id, pause, changes: changes.join('\n') };
      const answer = await calls.within(longCall, `POST /commit?container=${id}`, () =>
        container(id).commit({ _query: query, _body: {} }),
      );
      return textOf(field(answer, 'Id')) ?? '';
    },
    removeImage: async (id) => {
      await found(calls.quick(`DELETE /images/${id}`, () => docker.getImage(id).remove()));
    },
  };
}

/** `undefined` instead of an answer that there is no such thing. */
async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (httpStatus(error) === 404) return undefined;
    throw error;
  }
}

/** dockerode takes "it is so already" (304) for an error. */
async function done(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (httpStatus(error) !== 304) throw error;
  }
}
