import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';

/** What a lens or an inlay hint shows depends on more than the text of its file. */
interface ProviderSources {
  readonly onDidChangeSettings: (listener: () => void) => Disposable;
  /** Missing where the text and the settings decide alone. */
  readonly store?: { readonly onDidChange: (listener: () => void) => Disposable };
}

/** Tells the editor to ask a provider again: the settings changed, or what is known of the engine. */
export class ProviderChanges implements Disposable {
  readonly #owned = new DisposableList();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<void>());
  readonly event = this.#changed.event;

  constructor({ onDidChangeSettings, store }: ProviderSources) {
    const changed = (): void => {
      this.#changed.fire();
    };
    this.#owned.add(onDidChangeSettings(changed));
    if (store !== undefined) this.#owned.add(store.onDidChange(changed));
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
