import { finished, type Readable } from 'node:stream';
import type { Disposable } from '../../core/disposables.ts';
import type { ConnectionFailure, Endpoint, EngineReading } from '../../core/engine.ts';
import type { Source, StreamListener } from '../../core/source.ts';
import { applyChanges } from './applyChanges.ts';
import { connectionLost, ConnectionError } from './connectionError.ts';
import { connectEngine } from './client.ts';
import { diagnose, formatStep } from './diagnose.ts';
import { listContexts, type ContextChoice } from './endpoint.ts';
import { EngineAccess, type EngineOptions } from './engineAccess.ts';
import { eventFilters, readEvent, type EngineChange } from './engineChange.ts';
import { EngineConnection } from './engineConnection.ts';
import { Inspector } from './inspector.ts';
import { isKnown, isUp, readListed, refreshed } from './readContainer.ts';
import { merge, renewed } from './renewed.ts';

export function createDockerSource(options: EngineOptions): DockerSource {
  return new DockerSource(options);
}

/**
 * A batch that leaves more than this share of the containers to be asked for is answered by one list
 * instead: on dockerd, so many inspects, eight at a time, cost as much as the list of all.
 */
const listShare = 0.4;

/**
 * The containers of one Docker engine.
 *
 * A first pass costs one list, an inspect for each container and for each image; the rows of the
 * list are given at once. What an inspect tells is fixed for the life of a container except for what
 * the list tells too, so later passes ask only for containers that were never inspected. An event
 * costs one inspect at most, and none where it says everything itself.
 */
export class DockerSource
  implements Source<EngineReading, EngineChange, ConnectionFailure>, Disposable
{
  readonly #access: EngineAccess;
  readonly #inspector = new Inspector();
  readonly #disposal = new AbortController();
  #connection: EngineConnection | undefined;

  constructor(options: EngineOptions) {
    this.#access = new EngineAccess(options);
  }

  /** Which engine is meant now and why, or why none can be made out. Asks no engine. */
  locate(): Endpoint | ConnectionFailure {
    return this.#access.locate();
  }

  async watch(listener: StreamListener<EngineChange>, signal: AbortSignal): Promise<void> {
    this.#disconnect();
    const { client } = await this.#connect(signal);
    const events = await client.openEvents(eventFilters, signal);
    readLines(events, (line) => {
      const change = readEvent(line);
      if (change !== undefined) listener.changed(change);
    });
    finished(events, (error) => {
      // Without its events the connection is of no use, and calls under way would get no answer.
      client.close();
      if (signal.aborted || this.#disposal.signal.aborted) return;
      listener.ended(error instanceof ConnectionError ? error : connectionLost());
    });
  }

  async read(
    previous: EngineReading | undefined,
    partial: (reading: EngineReading) => void,
    signal: AbortSignal,
  ): Promise<EngineReading> {
    const connection = this.#connection ?? (await this.#connect(signal));
    try {
      return await this.#pass(connection, previous, partial, signal);
    } catch (error) {
      if (this.#connection === connection) this.#disconnect();
      throw error;
    }
  }

  async update(
    reading: EngineReading,
    changes: readonly EngineChange[],
    signal: AbortSignal,
  ): Promise<EngineReading> {
    const connection = this.#connection ?? (await this.#connect(signal));
    const { containers, stale } = applyChanges(reading.containers, changes, (id) =>
      this.#inspector.restarts(id),
    );
    const known = containers.filter(({ id }) => stale.has(id)).length;
    if (known > 1 && known > listShare * containers.length) {
      return this.#pass(connection, { ...reading, containers }, () => undefined, signal);
    }
    const inspected = await this.#inspector.inspectAll(connection.client, [...stale], signal);
    return renewed(reading, { ...reading, containers: merge(containers, inspected) });
  }

  /** A container that starts or ends joins and leaves its networks too. */
  canWait(change: EngineChange): boolean {
    return change.kind === 'networks';
  }

  explain(error: unknown): ConnectionFailure {
    return this.#access.explain(error);
  }

  /** The Docker contexts that can be chosen. */
  contexts(): readonly ContextChoice[] {
    return listContexts(this.#access.machine);
  }

  /** Tries the way to the engine step by step, on a connection of its own: a line for each step. */
  async diagnose(): Promise<readonly string[]> {
    const steps = await diagnose({
      resolution: this.#access.resolve(),
      machine: this.#access.machine,
      inDevContainer: this.#access.inDevContainer,
      client: this.#access.clientOptions(),
      signal: this.#disposal.signal,
    });
    return steps.map(formatStep);
  }

  dispose(): void {
    this.#disposal.abort();
    this.#disconnect();
  }

  async #pass(
    connection: EngineConnection,
    previous: EngineReading | undefined,
    partial: (reading: EngineReading) => void,
    signal: AbortSignal,
  ): Promise<EngineReading> {
    const known = new Map(previous?.containers.map((container) => [container.id, container]));
    const entries = await connection.client.listContainers(signal);
    const listed = entries.map(readListed).filter((container) => container !== undefined);
    // Of a range of ports, Podman lists the first only.
    const podman = connection.engine.product === 'podman';
    const unknown = listed.filter(
      (each) => !isKnown(known.get(each.id), each) || (podman && isUp(each)),
    );
    const rows = listed.map((each) => {
      const before = known.get(each.id);
      return before?.knowledge === 'inspected' ? refreshed(before, each) : each;
    });
    this.#inspector.keepOnly(rows);
    if (unknown.length > 0 || previous === undefined) {
      const engine = connection.isDescribed ? undefined : previous?.engine;
      partial({ engine: engine ?? connection.engine, containers: rows });
    }
    const ids = unknown.map(({ id }) => id);
    const [engine, inspected] = await Promise.all([
      connection.describe(signal),
      this.#inspector.inspectAll(connection.client, ids, signal),
    ]);
    return renewed(previous, { engine, containers: merge(rows, inspected) });
  }

  async #connect(signal: AbortSignal): Promise<EngineConnection> {
    const target = this.#access.target();
    const life = AbortSignal.any([signal, this.#disposal.signal]);
    const client = await connectEngine(target, this.#access.clientOptions(), life);
    if (life.aborted) client.close();
    life.throwIfAborted();
    this.#connection = new EngineConnection(client, target, this.#access.machine);
    return this.#connection;
  }

  #disconnect(): void {
    this.#connection?.client.close();
    this.#connection = undefined;
  }
}

function readLines(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
}
