import type * as vscode from 'vscode';
import type { ComposeCheck, ExposureLevel } from '../core/composeAlerts.ts';
import type { Disposable } from '../core/disposables.ts';
import type { TakenPort } from '../core/portOwners.ts';
import type { PortRange } from '../core/portRange.ts';
import type { Store } from '../core/store.ts';
import type { ComposeReadingAndEditing, ComposeReadings } from './composeReadings.ts';
import type { FreePortWish } from './portUse.ts';

/** The settings that switch a part off, without `portMappings.`. */
export type ComposeSetting = 'diagnostics.enabled' | 'editor.codeLens' | 'editor.inlayHints';

/** What the features of Compose files are made with. */
export interface ComposeContext {
  readonly store: Store;
  /** Makes the engine be read, if nobody looked before. */
  readonly demand: () => void;
  /** Called once, when a Compose file is first looked at. */
  readonly load: () => Promise<ComposeReadingAndEditing>;
  readonly offers: {
    turnOffCheck(uri: vscode.Uri, check: ComposeCheck): vscode.Command;
  };
  readonly isEnabled: (setting: ComposeSetting, uri: vscode.Uri) => boolean;
  /** The codes of the checks that are off. */
  readonly checksOff: (uri: vscode.Uri) => readonly string[];
  /** How a port that every interface publishes is told. */
  readonly exposure: (uri: vscode.Uri) => ExposureLevel;
  /** The host IP that a new mapping gets. */
  readonly defaultAddress: () => string;
  /** Consecutive host ports that nobody has, and that are not in `alsoTaken`. */
  readonly freePort: (
    wish: FreePortWish,
    alsoTaken: readonly TakenPort[],
  ) => Promise<PortRange | undefined>;
  /** Hears when any of these settings changes. */
  readonly onDidChangeSettings: (listener: () => void) => Disposable;
}

/** What each of the features gets: the context, and the readings that they share. */
export interface ComposeParts extends ComposeContext {
  readonly readings: ComposeReadings;
}

/** VS Code's own names for Compose files, and those of files that it takes for other YAML. */
export const composeFiles: readonly vscode.DocumentFilter[] = [
  { language: 'dockercompose' },
  { language: 'yaml', pattern: '**/{compose,docker-compose}*.{yml,yaml}' },
];
