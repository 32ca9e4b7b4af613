import type { Container } from '../../core/container.ts';
import type { EngineClient } from './client.ts';
import { httpStatus, isTimeout } from './connectionError.ts';
import { field, objectOf, textOf } from './json.ts';
import { inParallel } from './parallel.ts';
import { readInspected } from './readContainer.ts';
import { readImagePorts, type ImagePorts } from './readPorts.ts';

/** What asking for a container gave: it may be gone, or the engine may fail on it alone. */
export type Inspection = Container | 'gone' | 'unreadable';

export interface Inspected {
  readonly id: string;
  readonly inspection: Inspection;
}

/** dockerd answers 8 to 32 inspects at once in about the same time; more only burden it. */
const parallelInspects = 8;

/** Asks for single containers, and remembers what answers said that a container itself has no place for. */
export class Inspector {
  /** What an image exposes never changes: its id is a digest of its configuration. */
  readonly #images = new Map<string, Promise<ImagePorts | undefined>>();
  readonly #restarting = new Set<string>();

  /**
   * In the order of the ids: one request for each container, and one for each image that was never
   * seen before.
   */
  async inspectAll(
    client: EngineClient,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Inspected[]> {
    return inParallel(ids, parallelInspects, async (id) => ({
      id,
      inspection: await this.#inspect(client, id, signal),
    }));
  }

  /** Whether the engine may start the container again by itself when it ends. */
  restarts(id: string): boolean {
    return this.#restarting.has(id);
  }

  /** Forgets the containers that are no more. */
  keepOnly(containers: readonly Container[]): void {
    const ids = new Set(containers.map(({ id }) => id));
    for (const id of this.#restarting) if (!ids.has(id)) this.#restarting.delete(id);
  }

  async #inspect(client: EngineClient, id: string, signal: AbortSignal): Promise<Inspection> {
    try {
      const inspected = await client.inspectContainer(id, signal);
      const policy = textOf(field(inspected, 'HostConfig', 'RestartPolicy', 'Name')) ?? 'no';
      if (policy === 'no') this.#restarting.delete(id);
      else this.#restarting.add(id);
      const imagePorts = await this.#imagePorts(client, inspected, signal);
      return readInspected(inspected, imagePorts) ?? 'unreadable';
    } catch (error) {
      const status = httpStatus(error);
      if (status !== undefined) return status === 404 ? 'gone' : 'unreadable';
      if (!isTimeout(error)) throw error;
      // A container can hang and the engine not: its list and its ping need no container's lock.
      await client.ping(signal);
      return 'unreadable';
    }
  }

  /** Asked for only where it decides something: who exposed a port. */
  async #imagePorts(
    client: EngineClient,
    inspected: unknown,
    signal: AbortSignal,
  ): Promise<ImagePorts | undefined> {
    const image = textOf(field(inspected, 'Image'));
    const exposed = Object.keys(objectOf(field(inspected, 'Config', 'ExposedPorts')));
    if (image === undefined || exposed.length === 0) return undefined;
    const known = this.#images.get(image);
    if (known !== undefined) return known;
    const reading = readImage(client, image, signal);
    this.#images.set(image, reading);
    reading.catch(() => this.#images.delete(image));
    return reading;
  }
}

/** `undefined` for an image that was removed from under its containers. */
async function readImage(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<ImagePorts | undefined> {
  try {
    return readImagePorts(await client.inspectImage(id, signal));
  } catch (error) {
    if (httpStatus(error) === undefined) throw error;
    return undefined;
  }
}
