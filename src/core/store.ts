import type { Disposable } from './disposables.ts';
import { emptySnapshot, type Snapshot } from './snapshot.ts';

type SnapshotListener = (snapshot: Snapshot, previous: Snapshot) => void;

/** Holds the one snapshot and tells who listens when it is replaced. */
export class Store {
  readonly #reportError: (error: unknown) => void;
  #snapshot: Snapshot = emptySnapshot;
  readonly #listeners = new Set<SnapshotListener>();

  /** @param reportError hears what a listener threw: one broken view must not keep the others from the news. */
  constructor(reportError: (error: unknown) => void) {
    this.#reportError = reportError;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Replaces a part of the snapshot. Nobody is told when nothing changed. */
  set(part: Partial<Omit<Snapshot, 'revision'>>): void {
    const previous = this.#snapshot;
    const next = { ...previous, ...part, revision: previous.revision + 1 };
    if (isSame(next, previous)) return;
    this.#snapshot = next;
    for (const listener of [...this.#listeners]) {
      // One that an earlier listener let go of must not hear any more.
      if (this.#listeners.has(listener)) this.#tell(listener, next, previous);
    }
  }

  #tell(listener: SnapshotListener, next: Snapshot, previous: Snapshot): void {
    try {
      listener(next, previous);
    } catch (error) {
      this.#reportError(error);
    }
  }

  onDidChange(listener: SnapshotListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }
}

function isSame(next: Snapshot, previous: Snapshot): boolean {
  return (
    next.engine === previous.engine &&
    next.files === previous.files &&
    next.listeners === previous.listeners
  );
}
