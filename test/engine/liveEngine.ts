import { createDockerSource, type DockerSource } from '../../src/adapters/docker/source.ts';
import type { SshProgram } from '../../src/adapters/docker/sshConnection.ts';
import type { Machine } from '../../src/adapters/docker/machine.ts';
import type { Container, ContainerPort } from '../../src/core/container.ts';
import type { ConnectionFailure, EngineReading } from '../../src/core/engine.ts';
import type { EngineState } from '../../src/core/snapshot.ts';
import { Monitor } from '../../src/core/monitor.ts';
import type { Clock } from '../../src/core/source.ts';
import { systemClock } from '../../src/platform/clock.ts';

export interface ConnectOptions {
  readonly host?: string;
  readonly context?: string;
  readonly timeout?: number;
  readonly machine?: Machine;
  readonly ssh?: SshProgram;
  readonly inDevContainer?: boolean;
}

/** A source as the extension makes it. */
export function sourceOf({
  host = '',
  context = '',
  timeout = 60,
  ...more
}: ConnectOptions): DockerSource {
  return createDockerSource({
    settings: () => ({ host, context }),
    timeoutSeconds: () => timeout,
    ...more,
  });
}

const { signal: never } = new AbortController();
const nobody = { changed: () => undefined, ended: () => undefined };

/** One pass; the connection is closed afterwards. */
export async function readOnce(options: ConnectOptions): Promise<EngineReading> {
  const source = sourceOf(options);
  try {
    return await source.read(undefined, () => undefined, never);
  } finally {
    source.dispose();
  }
}

/** Why the engine cannot be used. */
export async function failureOf(options: ConnectOptions): Promise<ConnectionFailure> {
  const source = sourceOf(options);
  try {
    await source.watch(nobody, never);
  } catch (error) {
    return source.explain(error);
  } finally {
    source.dispose();
  }
  throw new Error('The engine can be used.');
}

/** A source that is watched as the extension watches it, and what was told so far. */
export class LiveEngine {
  readonly states: EngineState[] = [];
  readonly #source: DockerSource;
  readonly #monitor: Monitor<EngineReading, never, ConnectionFailure>;
  readonly #waiting = new Set<() => void>();
  readonly #timers = new Set<object>();

  constructor(host: string) {
    this.#source = sourceOf({ host });
    this.#monitor = new Monitor(
      this.#source,
      (state) => {
        this.states.push(state);
        for (const look of this.#waiting) look();
      },
      this.#clock,
      { kind: 'events' },
    );
    this.#monitor.demand();
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  get containers(): readonly Container[] {
    const state = this.states.at(-1);
    return state === undefined || state.status === 'idle' ? [] : (state.value?.containers ?? []);
  }

  container(name: string): Container | undefined {
    return this.containers.find((each) => each.name === name);
  }

  /** Resolves as soon as the last state is of that kind; at once when it is. */
  async until(told: (state: EngineState) => boolean): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = (): void => {
        const state = this.states.at(-1);
        if (state === undefined || !told(state)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  async untilContainer(name: string, is: (container: Container) => boolean): Promise<Container> {
    let found: Container | undefined;
    await this.until(() => {
      const container = this.container(name);
      if (container !== undefined && is(container)) found = container;
      return found !== undefined;
    });
    if (found === undefined) throw new Error(`${name} was never told.`);
    return found;
  }

  dispose(): void {
    this.#monitor.dispose();
    this.#source.dispose();
  }

  readonly #clock: Clock = {
    ...systemClock,
    after: (ms, callback) => {
      const timer = {};
      this.#timers.add(timer);
      const cancel = systemClock.after(ms, () => {
        this.#timers.delete(timer);
        callback();
      });
      return () => {
        this.#timers.delete(timer);
        cancel();
      };
    },
  };
}

/**
 * A port in one line, with its IPv4 allocations: what the IPv6 ones are depends on the engine's
 * network. `80/tcp image: publish 127.0.0.1:8080 = 127.0.0.1:8080`.
 */
export function formatPort({ port, protocol, exposedBy, bindings }: ContainerPort): string {
  const parts = bindings.map(({ publishedBy, hostIp, hostPort, allocated }) => {
    const request =
      hostPort.kind === 'fixed'
        ? hostPort.port
        : hostPort.kind === 'range'
          ? `${hostPort.range.start}-${hostPort.range.end}`
          : hostPort.kind;
    const held = allocated
      .filter((each) => !each.hostIp.includes(':'))
      .map((each) => `${each.hostIp}:${each.hostPort}`);
    return `${publishedBy} ${hostIp}:${request} = ${held.join(' ') || 'none'}`;
  });
  return `${port}/${protocol} ${exposedBy}${parts.map((part) => `; ${part}`).join('')}`;
}

export function formatPorts(container: Container | undefined): readonly string[] {
  return container?.ports.map(formatPort) ?? [];
}
