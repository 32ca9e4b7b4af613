import { finished, type Readable } from 'node:stream';
import type { Disposable } from '../../core/disposables.ts';
import type { ConnectionFailure, Endpoint, EngineReading } from '../../core/engine.ts';
import type { Source, StreamListener } from '../../core/source.ts';
import { applyChanges } from './applyChanges.ts';
import { formatCall } from './calls.ts';
import { connectionLost, ConnectionError } from './connectionError.ts';
import { connectEngine, type ClientOptions } from './client.ts';
import { diagnose, formatStep } from './diagnose.ts';
import {
  listContexts,
  resolveEndpoint,
  type ContextChoice,
  type EndpointResolution,
  type EndpointSettings,
  type ResolvedEndpoint,
} from './endpoint.ts';
import { eventFilters, readEvent, type EngineChange } from './engineChange.ts';
import { EngineConnection } from './engineConnection.ts';
import { EndpointUnusable, explainFailure } from './failure.ts';
import { Inspector } from './inspector.ts';
import { thisMachine, type Machine } from './machine.ts';
import { isKnown, isUp, readListed, refreshed } from './readContainer.ts';
import { merge, renewed } from './renewed.ts';
import type { SshProgram } from './sshConnection.ts';

export interface DockerSourceOptions {
  /** Asked at each connection, so that a changed setting counts from the next one on. */
  readonly settings: () => EndpointSettings;
  /** How long a call may take; asked at each connection. */
  readonly timeoutSeconds: () => number;
  /** Whether VS Code runs inside a dev container, which may have been given no socket. */
  readonly inDevContainer?: boolean;
  /** Whether `ssh` may be run; asked at each connection. In a workspace that is not trusted it may not. */
  readonly mayRunPrograms?: () => boolean;
  /** Hears a line for every call, once it has ended. */
  readonly log?: (line: string) => void;
  readonly machine?: Machine;
  readonly ssh?: SshProgram;
}

export function createDockerSource(options: DockerSourceOptions): DockerSource {
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
  readonly #options: DockerSourceOptions;
  readonly #machine: Machine;
  readonly #ssh: SshProgram;
  readonly #inspector = new Inspector();
  readonly #disposal = new AbortController();
  #target: ResolvedEndpoint | undefined;
  #connection: EngineConnection | undefined;

  constructor(options: DockerSourceOptions) {
    this.#options = options;
    this.#machine = options.machine ?? thisMachine();
    this.#ssh = options.ssh ?? { file: 'ssh', args: [] };
  }

  /** Which engine is meant now and why, or why none can be made out. Asks no engine. */
  locate(): Endpoint | ConnectionFailure {
    const resolution = resolveEndpoint(this.#options.settings(), this.#machine);
    return resolution.ok ? resolution.resolved.endpoint : resolution.failure;
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
    return explainFailure(error, {
      machine: this.#machine,
      target: this.#target,
      inDevContainer: this.#options.inDevContainer ?? false,
    });
  }

  /** The Docker contexts that can be chosen. */
  contexts(): readonly ContextChoice[] {
    return listContexts(this.#machine);
  }

  /** Tries the way to the engine step by step, on a connection of its own: a line for each step. */
  async diagnose(): Promise<readonly string[]> {
    const steps = await diagnose({
      resolution: this.#resolve(),
      machine: this.#machine,
      inDevContainer: this.#options.inDevContainer ?? false,
      client: this.#clientOptions(),
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

  #resolve(): EndpointResolution {
    const resolution = resolveEndpoint(this.#options.settings(), this.#machine);
    const mayRun = this.#options.mayRunPrograms?.() ?? true;
    if (!resolution.ok || mayRun || resolution.resolved.address.kind !== 'ssh') return resolution;
    const { endpoint } = resolution.resolved;
    const detail = `${endpoint.url} needs the program ssh, which is not run in a workspace that is not trusted. Trust the workspace, or select another connection.`;
    return { ok: false, failure: { problem: 'badEndpoint', endpoint, detail } };
  }

  async #connect(signal: AbortSignal): Promise<EngineConnection> {
    const resolution = this.#resolve();
    this.#target = resolution.ok ? resolution.resolved : undefined;
    if (!resolution.ok) throw new EndpointUnusable(resolution.failure);
    const life = AbortSignal.any([signal, this.#disposal.signal]);
    const client = await connectEngine(resolution.resolved, this.#clientOptions(), life);
    if (life.aborted) client.close();
    life.throwIfAborted();
    this.#connection = new EngineConnection(client, resolution.resolved, this.#machine);
    return this.#connection;
  }

  #disconnect(): void {
    this.#connection?.client.close();
    this.#connection = undefined;
  }

  #clientOptions(): ClientOptions {
    return {
      ssh: this.#ssh,
      timeout: this.#options.timeoutSeconds(),
      log: (call) => this.#options.log?.(formatCall(call)),
    };
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
