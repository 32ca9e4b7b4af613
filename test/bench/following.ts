import { setTimeout as wait } from 'node:timers/promises';
import { createDockerSource, type DockerSource } from '../../src/adapters/docker/source.ts';
import type { EngineChange } from '../../src/adapters/docker/engineChange.ts';
import type { Container } from '../../src/core/container.ts';
import type { ConnectionFailure, EngineReading } from '../../src/core/engine.ts';
import { Monitor } from '../../src/core/monitor.ts';
import { engineReading, type EngineState } from '../../src/core/snapshot.ts';
import type { Source } from '../../src/core/source.ts';
import { Store } from '../../src/core/store.ts';
import { systemClock } from '../../src/platform/clock.ts';

/**
 * Resolves once nothing is pending of what happened until now: longer than changes are held back, and
 * than the gap between two updates.
 */
export async function quietAgain(): Promise<void> {
  await wait(700);
}

/** A source as the extension makes it. */
export function sourceOf(dockerHost: string): DockerSource {
  return createDockerSource({
    settings: () => ({ host: dockerHost, context: '' }),
    timeoutSeconds: () => 60,
  });
}

/** What follows the engine in the extension, wired as src/extension.ts does: source, monitor, store. */
export class Following {
  readonly store = new Store((error) => {
    throw error;
  });
  /** While set, events are not heard, so that others can be measured. */
  silent = false;
  readonly #source: DockerSource;
  readonly #monitor: Monitor<EngineReading, EngineChange, ConnectionFailure>;

  constructor(dockerHost: string) {
    this.#source = sourceOf(dockerHost);
    this.#monitor = new Monitor(
      this.#audible(this.#source),
      (engine) => {
        this.store.set({ engine });
      },
      systemClock,
      { kind: 'events' },
    );
  }

  /** Connects, and resolves when the first pass over the engine is complete. */
  async start(): Promise<void> {
    this.#monitor.demand();
    await this.until((state) => state.status === 'ready' && state.complete);
  }

  /** By id or name. */
  container(idOrName: string): Container | undefined {
    return engineReading(this.store.snapshot)?.containers.find(
      ({ id, name }) => id === idOrName || name === idOrName,
    );
  }

  /**
   * Resolves as soon as the store's state is as wanted, to that moment on the clock of
   * `performance.now`. Rejects after ten seconds, and when the connection fails.
   */
  async until(wanted: (state: EngineState) => boolean): Promise<number> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        listener.dispose();
        settle();
      };
      const look = (): void => {
        const state = this.store.snapshot.engine;
        const now = performance.now();
        if (wanted(state)) {
          end(() => {
            resolve(now);
          });
        } else if (state.status === 'failed') {
          end(() => {
            reject(new Error(`The connection failed: ${state.failure.detail}`));
          });
        }
      };
      const timer = setTimeout(() => {
        end(() => {
          reject(new Error('The store did not come to know what the engine did.'));
        });
      }, 10_000);
      const listener = this.store.onDidChange(look);
      look();
    });
  }

  dispose(): void {
    this.#monitor.dispose();
    this.#source.dispose();
  }

  #audible(source: DockerSource): Source<EngineReading, EngineChange, ConnectionFailure> {
    return {
      watch: (listener, signal) =>
        source.watch(
          {
            changed: (change) => {
              if (!this.silent) listener.changed(change);
            },
            ended: (error) => {
              listener.ended(error);
            },
          },
          signal,
        ),
      read: (previous, partial, signal) => source.read(previous, partial, signal),
      update: (reading, changes, signal) => source.update(reading, changes, signal),
      canWait: (change) => source.canWait(change),
      explain: (error) => source.explain(error),
    };
  }
}
