import type * as vscode from 'vscode';
import type { WindowPlace } from '../core/chain.ts';
import type { Container } from '../core/container.ts';
import type { Disposable } from '../core/disposables.ts';
import type { RangeStyle } from '../core/forwardLine.ts';
import type { Listener } from '../core/listener.ts';
import type { TakenPort } from '../core/portOwners.ts';
import type { PortRange } from '../core/portRange.ts';
import { engineReading } from '../core/snapshot.ts';
import type { Store } from '../core/store.ts';
import type { VagrantCheck } from '../core/vagrantAlerts.ts';
import type { VagrantTools } from '../core/vagrantEditing.ts';
import type { OuterMachine } from '../core/vagrantReport.ts';
import type { FreePortWish } from './portUse.ts';
import type { VagrantReadings } from './vagrantReadings.ts';

/** The settings that switch a part off, without `portMappings.`. */
export type VagrantSetting = 'diagnostics.enabled' | 'editor.codeLens' | 'editor.inlayHints';

/** Commands that others register; their arguments are plain JSON. */
export interface VagrantOffers {
  /**
   * Asks for ports and adds their forwards to the file.
   *
   * @param machine undefined for every machine.
   */
  addForwards(uri: vscode.Uri, machine: string | undefined): vscode.Command;
  turnOffCheck(uri: vscode.Uri, check: VagrantCheck): vscode.Command;
}

/** What the features of Vagrantfiles are made with. */
export interface VagrantContext {
  readonly store: Store;
  /** Makes the engine be read, if nobody looked before. */
  readonly demand: () => void;
  /** Called when a Vagrantfile is first looked at: a parser of Ruby is heavy. */
  readonly load: () => Promise<VagrantTools>;
  /** Hears why the parser could not be loaded. */
  readonly reportError: (error: unknown) => void;
  readonly offers: VagrantOffers;
  readonly place: () => WindowPlace;
  readonly rangeStyle: (file: vscode.Uri) => RangeStyle;
  /** Consecutive host ports of this machine that nobody has, and that are not in `alsoTaken`. */
  readonly freePort: (
    wish: FreePortWish,
    alsoTaken: readonly TakenPort[],
  ) => Promise<PortRange | undefined>;
  readonly isEnabled: (setting: VagrantSetting, file: vscode.Uri) => boolean;
  /** The codes of the checks that are off. */
  readonly checksOff: (file: vscode.Uri) => readonly string[];
  /** Hears when any of these settings changes. */
  readonly onDidChangeSettings: (listener: () => void) => Disposable;
}

/** What each of the features gets: the context, and the readings that they share. */
export interface VagrantParts extends VagrantContext {
  readonly readings: VagrantReadings;
}

export const vagrantfiles: vscode.DocumentSelector = {
  language: 'ruby',
  pattern: '**/[Vv]agrantfile*',
};

type StoreParts = Pick<VagrantParts, 'store' | 'place'>;

/** How the machine that Vagrant runs on is called from here. */
export function outerMachine({ place }: StoreParts): OuterMachine {
  return place().vagrantGuest ? 'your machine' : 'this machine';
}

/** Of the machine that Vagrant runs on; none when that is not this one. */
export function vagrantListeners({ store, place }: StoreParts): readonly Listener[] {
  return place().vagrantGuest ? [] : store.snapshot.listeners;
}

/** All that the engine runs; none where no engine was read yet. */
export function knownContainers({ store }: Pick<VagrantParts, 'store'>): readonly Container[] {
  return engineReading(store.snapshot)?.containers ?? [];
}
