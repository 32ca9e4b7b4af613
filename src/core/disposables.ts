/** Anything that holds something until it is let go. VS Code's own disposables are of this shape. */
export interface Disposable {
  dispose(): unknown;
}

/** Owns what is added to it; what arrives after disposal is disposed at once. */
export class DisposableList implements Disposable {
  readonly #items = new Set<Disposable>();
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.add(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    const items = [...this.#items].reverse();
    this.#items.clear();
    for (const item of items) item.dispose();
  }
}
