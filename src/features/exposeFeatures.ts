import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { ExposeActions } from './exposeActions.ts';
import { ExposeCompletion } from './exposeCompletion.ts';
import { dockerfiles, type ExposeContext } from './exposeContext.ts';
import { registerExposeDiagnostics } from './exposeDiagnostics.ts';
import { ExposedPortHover } from './exposeHover.ts';
import { ExposeInlay } from './exposeInlay.ts';
import { ExposeLens } from './exposeLens.ts';
import { ExposeReadings } from './exposeReadings.ts';

/** What the editor shows and offers on EXPOSE, all from one reading of each version of a file. */
export function registerExposeFeatures(context: ExposeContext): Disposable {
  const parts = { ...context, readings: new ExposeReadings(context.readExposes) };
  const owned = new DisposableList();
  const { languages } = vscode;
  owned.add(registerExposeDiagnostics(parts));
  owned.add(languages.registerHoverProvider(dockerfiles, new ExposedPortHover(parts)));
  owned.add(
    languages.registerCodeActionsProvider(
      dockerfiles,
      new ExposeActions(parts),
      ExposeActions.metadata,
    ),
  );
  owned.add(languages.registerCodeLensProvider(dockerfiles, owned.add(new ExposeLens(parts))));
  owned.add(languages.registerInlayHintsProvider(dockerfiles, owned.add(new ExposeInlay(parts))));
  owned.add(
    languages.registerCompletionItemProvider(dockerfiles, new ExposeCompletion(parts), ' '),
  );
  return owned;
}
