import type { DeclaredFile } from '../core/declaration.ts';
import type { Disposable } from '../core/disposables.ts';
import type { Listener } from '../core/listener.ts';
import { declaredFiles } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';

/**
 * Keeps the snapshot's list of programs that listen on this machine. Only what files declare is held
 * against it, so it is read when they are, and not at all while they declare no host port.
 */
export class LocalListeners implements Disposable {
  readonly #store: Store;
  readonly #read: () => Promise<readonly Listener[]>;
  readonly #reportError: (error: unknown) => void;
  readonly #subscription: Disposable;
  #reading = false;
  #wanted = false;
  #disposed = false;

  constructor(
    store: Store,
    read: () => Promise<readonly Listener[]>,
    reportError: (error: unknown) => void,
  ) {
    this.#store = store;
    this.#read = read;
    this.#reportError = reportError;
    this.#subscription = store.onDidChange((now, before) => {
      if (now.files !== before.files) this.refresh();
    });
  }

  /** Asks the system again. */
  refresh(): void {
    this.#wanted = declaredFiles(this.#store.snapshot).some(declaresHostPorts);
    if (!this.#reading) void this.#readAll();
  }

  dispose(): void {
    this.#disposed = true;
    this.#subscription.dispose();
  }

  async #readAll(): Promise<void> {
    this.#reading = true;
    try {
      while (this.#wanted && !this.#disposed) {
        this.#wanted = false;
        this.#keep(await this.#read());
      }
    } catch (error) {
      this.#reportError(error);
    } finally {
      this.#reading = false;
    }
  }

  #keep(listeners: readonly Listener[]): void {
    const isNews = JSON.stringify(listeners) !== JSON.stringify(this.#store.snapshot.listeners);
    if (isNews && !this.#disposed) this.#store.set({ listeners });
  }
}

function declaresHostPorts({ declarations }: DeclaredFile): boolean {
  return declarations.some(({ rule }) => rule.hostPorts !== undefined);
}
