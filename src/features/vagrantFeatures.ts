import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { ForwardActions } from './vagrantActions.ts';
import { addForwards } from './vagrantAdding.ts';
import { ForwardCompletion } from './vagrantCompletion.ts';
import { vagrantfiles, type VagrantContext, type VagrantParts } from './vagrantContext.ts';
import { registerVagrantDiagnostics } from './vagrantDiagnostics.ts';
import { ForwardHover } from './vagrantHover.ts';
import { ForwardInlay } from './vagrantInlay.ts';
import { ForwardLens } from './vagrantLens.ts';
import { VagrantReadings } from './vagrantReadings.ts';

/** What the editor shows and offers on forwarded ports, all from one reading of each version of a file. */
export class VagrantFeatures implements Disposable {
  readonly #owned = new DisposableList();
  readonly #parts: VagrantParts;

  constructor(context: VagrantContext) {
    const owned = this.#owned;
    const readings = owned.add(new VagrantReadings(context.load, context.reportError));
    const parts = { ...context, readings };
    this.#parts = parts;
    const { languages } = vscode;
    owned.add(registerVagrantDiagnostics(parts));
    owned.add(languages.registerHoverProvider(vagrantfiles, new ForwardHover(parts)));
    owned.add(
      languages.registerCodeActionsProvider(
        vagrantfiles,
        new ForwardActions(parts),
        ForwardActions.metadata,
      ),
    );
    owned.add(languages.registerCodeLensProvider(vagrantfiles, owned.add(new ForwardLens(parts))));
    owned.add(
      languages.registerInlayHintsProvider(vagrantfiles, owned.add(new ForwardInlay(parts))),
    );
    owned.add(
      languages.registerCompletionItemProvider(vagrantfiles, new ForwardCompletion(parts), ' '),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /**
   * Asks for ports and adds their forwards.
   *
   * @param uri of the file; the one in the active editor when the command is given none.
   * @param machine of the file; every one unless it is a name.
   */
  async addForwards(uri: unknown, machine: unknown): Promise<void> {
    const document = await documentOf(uri);
    if (document === undefined || vscode.languages.match(vagrantfiles, document) === 0) {
      void vscode.window.showInformationMessage('Open a Vagrantfile to add forwards to.');
      return;
    }
    await addForwards(this.#parts, document, typeof machine === 'string' ? machine : undefined);
  }
}

async function documentOf(uri: unknown): Promise<vscode.TextDocument | undefined> {
  return typeof uri === 'string'
    ? vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))
    : vscode.window.activeTextEditor?.document;
}
