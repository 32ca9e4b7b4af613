import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import type { VagrantTools } from '../core/vagrantEditing.ts';
import { isSameForwarding, type VagrantReading } from '../core/vagrantReading.ts';

interface DocumentReading {
  /** As it was when the file was first looked at, and Vagrant could load it. */
  readonly first: VagrantReading;
  readonly version: number;
  readonly last: VagrantReading;
}

/** A document's text, and what was read from it. */
export interface ReadVagrantfile {
  readonly text: string;
  readonly tools: VagrantTools;
  readonly reading: VagrantReading;
}

/** Reads each version of a Vagrantfile once, for all that shows something of it. */
export class VagrantReadings implements Disposable {
  readonly #load: () => Promise<VagrantTools>;
  #tools: Promise<VagrantTools> | undefined;
  readonly #reportError: (error: unknown) => void;
  readonly #kept = new Map<vscode.TextDocument, DocumentReading>();
  readonly #owned = new DisposableList();

  constructor(load: () => Promise<VagrantTools>, reportError: (error: unknown) => void) {
    this.#load = load;
    this.#reportError = reportError;
    this.#owned.add(
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.#kept.delete(document);
      }),
    );
  }

  dispose(): void {
    this.#kept.clear();
    this.#owned.dispose();
  }

  /** Undefined when the document was closed meanwhile, or the parser cannot be loaded. */
  async of(document: vscode.TextDocument): Promise<ReadVagrantfile | undefined> {
    const tools = await this.#loadTools();
    if (tools === undefined || document.isClosed) return undefined;
    const text = document.getText();
    return { text, tools, reading: this.#read(tools, document, text) };
  }

  /** Whether the file forwards other ports than when it was first looked at. */
  hasChanged(document: vscode.TextDocument): boolean {
    const kept = this.#kept.get(document);
    return kept !== undefined && !isSameForwarding(kept.first, kept.last);
  }

  async #loadTools(): Promise<VagrantTools | undefined> {
    this.#tools ??= this.#load();
    try {
      return await this.#tools;
    } catch (error) {
      this.#tools = undefined;
      this.#reportError(error);
      return undefined;
    }
  }

  #read(tools: VagrantTools, document: vscode.TextDocument, text: string): VagrantReading {
    const { version } = document;
    const kept = this.#kept.get(document);
    if (kept?.version === version) return kept.last;
    const last = tools.read(text);
    const wasRead = kept !== undefined && kept.first.machines.length > 0;
    this.#kept.set(document, { first: wasRead ? kept.first : last, version, last });
    return last;
  }
}
