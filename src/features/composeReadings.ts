import type * as vscode from 'vscode';
import type { ComposeDocument } from '../core/composeDocument.ts';
import type { ComposeEditing } from '../core/composeEditing.ts';

/** The part of the extension that knows YAML, loaded when a Compose file is first looked at. */
export interface ComposeReadingAndEditing {
  /** @param path with `/`. */
  readonly read: (text: string, path: string, uri: string) => ComposeDocument;
  readonly editing: ComposeEditing;
}

interface VersionReading {
  readonly version: number;
  readonly reading: ComposeDocument;
}

/** Reads each version of a Compose file once, for all that shows something of it. */
export class ComposeReadings {
  readonly #load: () => Promise<ComposeReadingAndEditing>;
  readonly #last = new Map<vscode.TextDocument, VersionReading>();
  #loading: Promise<ComposeReadingAndEditing> | undefined;

  constructor(load: () => Promise<ComposeReadingAndEditing>) {
    this.#load = load;
  }

  async of(document: vscode.TextDocument): Promise<ComposeDocument> {
    const { read } = await this.#loaded();
    const { version, uri } = document;
    const last = this.#last.get(document);
    if (last?.version === version) return last.reading;
    const reading = read(document.getText(), uri.path, uri.toString());
    if (!document.isClosed) this.#last.set(document, { version, reading });
    return reading;
  }

  async editing(): Promise<ComposeEditing> {
    return (await this.#loaded()).editing;
  }

  forget(document: vscode.TextDocument): void {
    this.#last.delete(document);
  }

  #loaded(): Promise<ComposeReadingAndEditing> {
    return (this.#loading ??= this.#load());
  }
}
