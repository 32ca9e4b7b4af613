import type * as vscode from 'vscode';
import type { ExposeReading } from '../core/exposeReading.ts';

interface VersionReading {
  readonly version: number;
  readonly reading: ExposeReading;
}

/** Reads each version of a Dockerfile once, for all that shows something of it. */
export class ExposeReadings {
  readonly #read: (text: string) => ExposeReading;
  readonly #last = new WeakMap<vscode.TextDocument, VersionReading>();

  constructor(read: (text: string) => ExposeReading) {
    this.#read = read;
  }

  of(document: vscode.TextDocument): ExposeReading {
    const last = this.#last.get(document);
    if (last?.version === document.version) return last.reading;
    const { version } = document;
    const reading = this.#read(document.getText());
    this.#last.set(document, { version, reading });
    return reading;
  }
}
