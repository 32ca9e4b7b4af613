import * as vscode from 'vscode';
import { DisposableList, type Disposable } from '../core/disposables.ts';
import { ComposeActions } from './composeActions.ts';
import { ComposeCompletion } from './composeCompletion.ts';
import { composeFiles, type ComposeContext } from './composeContext.ts';
import { registerComposeDiagnostics } from './composeDiagnostics.ts';
import { ComposePortHover } from './composeHover.ts';
import { ComposeInlay } from './composeInlay.ts';
import { ComposeLens } from './composeLens.ts';
import { ComposePublishing } from './composePublishing.ts';
import { ComposeReadings } from './composeReadings.ts';
import { dockerfiles } from './exposeContext.ts';

/** What the editor shows and offers on the ports of Compose files, all from one reading of each version. */
export function registerComposeFeatures(context: ComposeContext): Disposable {
  const readings = new ComposeReadings(context.load);
  const parts = { ...context, readings };
  const owned = new DisposableList();
  const { languages, workspace } = vscode;
  owned.add(
    workspace.onDidCloseTextDocument((document) => {
      readings.forget(document);
    }),
  );
  owned.add(registerComposeDiagnostics(parts));
  owned.add(languages.registerHoverProvider(composeFiles, new ComposePortHover(parts)));
  owned.add(
    languages.registerCodeActionsProvider(
      composeFiles,
      new ComposeActions(parts),
      ComposeActions.metadata,
    ),
  );
  owned.add(
    languages.registerCodeActionsProvider(
      dockerfiles,
      new ComposePublishing(parts),
      ComposePublishing.metadata,
    ),
  );
  owned.add(languages.registerCodeLensProvider(composeFiles, owned.add(new ComposeLens(parts))));
  owned.add(languages.registerInlayHintsProvider(composeFiles, owned.add(new ComposeInlay(parts))));
  owned.add(
    languages.registerCompletionItemProvider(
      composeFiles,
      new ComposeCompletion(parts),
      ...ComposeCompletion.triggers,
    ),
  );
  return owned;
}
