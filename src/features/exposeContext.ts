import path from 'node:path';
import type * as vscode from 'vscode';
import type { Container } from '../core/container.ts';
import type { Disposable } from '../core/disposables.ts';
import type { ExposeCheck } from '../core/exposeAlerts.ts';
import type { ExposeEditing } from '../core/exposeEditing.ts';
import type { ExposeReading } from '../core/exposeReading.ts';
import { containersOf } from '../core/exposeReport.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import type { ExposeReadings } from './exposeReadings.ts';

/** The settings that switch a part off, without `portMappings.`. */
export type ExposeSetting = 'diagnostics.enabled' | 'editor.codeLens' | 'editor.inlayHints';

/**
 * Commands that others provide; undefined where one does not apply. Their arguments are plain JSON: a
 * hover has them in a link.
 */
export interface ExposeOffers {
  /** @param portKey `80/tcp`, or `8000-8010/udp` for a range. */
  publish(uri: vscode.Uri, portKey: string): vscode.Command | undefined;
  /** Stages that only this host reaches a mapping. */
  restrictToHost(mappingId: string): vscode.Command;
  /** Puts a `docker run` line on the clipboard. */
  copyRunLine(line: string): vscode.Command | undefined;
  turnOffCheck(uri: vscode.Uri, check: ExposeCheck): vscode.Command | undefined;
}

/** What the features of EXPOSE are made with. */
export interface ExposeContext {
  readonly store: Store;
  /** Makes the engine be read, if nobody looked before. */
  readonly demand: () => void;
  readonly readExposes: (text: string) => ExposeReading;
  readonly editing: ExposeEditing;
  readonly offers: ExposeOffers;
  readonly isEnabled: (setting: ExposeSetting, uri: vscode.Uri) => boolean;
  /** The codes of the checks that are off. */
  readonly checksOff: (uri: vscode.Uri) => readonly string[];
  /** Hears when any of these settings changes. */
  readonly onDidChangeSettings: (listener: () => void) => Disposable;
}

/** What each of the features gets: the context, and the readings that they share. */
export interface ExposeParts extends ExposeContext {
  readonly readings: ExposeReadings;
}

export const dockerfiles: vscode.DocumentSelector = { language: 'dockerfile' };

export function folderOf(document: vscode.TextDocument): string {
  return path.posix.dirname(document.uri.path);
}

/** The containers that are likely of the file's image; undefined where no engine was read yet. */
export function containersOfFile(
  { store, readings }: Pick<ExposeParts, 'store' | 'readings'>,
  document: vscode.TextDocument,
): readonly Container[] | undefined {
  const reading = engineReading(store.snapshot);
  if (reading === undefined) return undefined;
  return containersOf(readings.of(document), folderOf(document), reading.containers);
}
