import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import { exposeEditing } from '../adapters/dockerfile/edits.ts';
import { readExposes } from '../adapters/dockerfile/exposes.ts';
import { setPrismSource } from '../adapters/vagrant/vagrantfile.ts';
import { loadVagrantTools } from '../adapters/vagrant/vagrantTools.ts';
import { isVagrantGuest } from '../core/chain.ts';
import type { DisposableList } from '../core/disposables.ts';
import type { Store } from '../core/store.ts';
import { registerComposeFeatures } from '../features/composeFeatures.ts';
import { registerExposeFeatures } from '../features/exposeFeatures.ts';
import { fileOffers } from '../features/fileOffers.ts';
import type { PortUse } from '../features/portUse.ts';
import { VagrantFeatures } from '../features/vagrantFeatures.ts';
import { onDidChangeSettings, settings } from '../platform/settings.ts';

/** What the editor shows and offers in Dockerfiles, Compose files and Vagrantfiles. */
export function fileParts(
  owned: DisposableList,
  { extensionUri }: vscode.ExtensionContext,
  store: Store,
  demand: () => void,
  ports: PortUse,
  log: vscode.LogOutputChannel,
): VagrantFeatures {
  const common = {
    store,
    demand,
    offers: fileOffers,
    isEnabled: settings.isEnabled,
    checksOff: settings.checksOff,
    onDidChangeSettings: (listener: () => void) =>
      onDidChangeSettings(['diagnostics', 'editor'], listener),
  };
  const freePort = ports.free.bind(ports);
  owned.add(registerExposeFeatures({ ...common, readExposes, editing: exposeEditing }));
  owned.add(
    registerComposeFeatures({
      ...common,
      load: async () => {
        const [{ readComposeDocument }, editing] = await Promise.all([
          import('../adapters/compose/document.ts'),
          import('../adapters/compose/edits.ts'),
        ]);
        return { read: readComposeDocument, editing };
      },
      exposure: settings.exposure,
      defaultAddress: () => ports.address,
      freePort,
    }),
  );
  const wasm = vscode.Uri.joinPath(extensionUri, 'dist', 'prism.wasm');
  setPrismSource(async () => vscode.workspace.fs.readFile(wasm));
  return owned.add(
    new VagrantFeatures({
      ...common,
      load: loadVagrantTools,
      reportError: (error) => {
        log.error(error instanceof Error ? error : String(error));
      },
      place: windowPlace,
      rangeStyle: settings.rangeStyle,
      freePort,
    }),
  );
}

/** On which machine this program runs, as far as that can be told. */
export function windowPlace(): { readonly remote: boolean; readonly vagrantGuest: boolean } {
  const remote = vscode.env.remoteName !== undefined;
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.path);
  const { username } = userInfo();
  return { remote, vagrantGuest: isVagrantGuest({ remote, user: username, folders }) };
}
