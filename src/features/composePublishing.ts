import * as vscode from 'vscode';
import {
  declaredPorts,
  exposedAt,
  publishedRule,
  publishHindrance,
  publishPlaces,
  publishTitle,
  publishWish,
  type PublishPlace,
} from '../core/composePublishing.ts';
import type { ComposeEditing, ProjectEdit } from '../core/composeEditing.ts';
import type { Declaration } from '../core/declaration.ts';
import type { PublishRule } from '../core/portSpec.ts';
import { declaredFiles } from '../core/snapshot.ts';
import { spanRange } from '../platform/editorRanges.ts';
import { fileText } from '../platform/fileText.ts';
import type { ComposeParts } from './composeContext.ts';
import { editOfFile } from './fileActions.ts';

const { RefactorRewrite } = vscode.CodeActionKind;

/** A menu names this many services that a Dockerfile is built for. */
const mostPlaces = 10;

/** What was offered last: the light bulb asks again whenever the cursor moves. */
interface Offered {
  readonly document: vscode.TextDocument;
  readonly version: number;
  /** Of the snapshot. */
  readonly revision: number;
  /** The ids of what is declared at the cursor. */
  readonly declared: string;
  readonly actions: Promise<vscode.CodeAction[]>;
}

/** Publishes a port of EXPOSE in the Compose files that have a service built from the Dockerfile. */
export class ComposePublishing implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [RefactorRewrite],
  };

  readonly #parts: ComposeParts;
  #last: Offered | undefined;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): Promise<vscode.CodeAction[]> | [] {
    const { snapshot } = this.#parts.store;
    const files = declaredFiles(snapshot);
    const places = publishPlaces(files, document.uri.path).slice(0, mostPlaces);
    // The files of a project are read from the disk.
    if (places.length === 0 || document.uri.scheme !== 'file') return [];
    const offset = document.offsetAt(range.start);
    const exposed = exposedAt(files, document.uri.toString(), offset, (at) =>
      document.getText(spanRange(document, at)),
    );
    const { version } = document;
    const { revision } = snapshot;
    const declared = exposed.map(({ id }) => id).join(' ');
    const last = this.#last;
    const isSame = last?.document === document && last.version === version;
    if (isSame && last.revision === revision && last.declared === declared) return last.actions;
    const actions = this.#actions(places, exposed);
    this.#last = { document, version, revision, declared, actions };
    return actions;
  }

  async #actions(
    places: readonly PublishPlace[],
    exposed: readonly Declaration[],
  ): Promise<vscode.CodeAction[]> {
    const actions: vscode.CodeAction[] = [];
    for (const place of places) {
      for (const declaration of exposed) actions.push(await this.#action(place, declaration));
    }
    return actions;
  }

  async #action(place: PublishPlace, declaration: Declaration): Promise<vscode.CodeAction> {
    const hindrance = publishHindrance(place, declaration);
    if (hindrance !== undefined) return disabled(place, declaration.rule, hindrance);
    const rule = await this.#rule(declaration.rule);
    const edit = editedProject(place, rule, await this.#parts.readings.editing());
    if (!edit.ok) return disabled(place, rule, edit.reason);
    const uri = uriOf(place, edit.path);
    const name = vscode.workspace.asRelativePath(uri);
    const title = publishTitle(name, place.built.service, rule);
    const action = new vscode.CodeAction(title, RefactorRewrite);
    action.edit = editOfFile(uri, fileText(edit.path) ?? '', edit.edits);
    return action;
  }

  async #rule(exposed: PublishRule): Promise<PublishRule> {
    const { store, freePort } = this.#parts;
    const hostIp = this.#parts.defaultAddress();
    const taken = declaredPorts(declaredFiles(store.snapshot));
    return publishedRule(exposed, hostIp, await freePort(publishWish(exposed, hostIp), taken));
  }
}

function editedProject(
  { project, built }: PublishPlace,
  rule: PublishRule,
  editing: ComposeEditing,
): ProjectEdit {
  const files = project.paths.map((path) => ({ path, text: fileText(path) }));
  const missing = files.find(({ text }) => text === undefined);
  if (missing !== undefined) return { ok: false, reason: `${missing.path} cannot be read.` };
  const texts = files.map(({ path, text = '' }) => ({ path, text }));
  return editing.addPortToProject({ files: texts, readFile: fileText }, built.service, rule);
}

function disabled(
  { project, built }: PublishPlace,
  rule: PublishRule,
  reason: string,
): vscode.CodeAction {
  const title = publishTitle(project.name, built.service, rule);
  const action = new vscode.CodeAction(title, RefactorRewrite);
  action.disabled = { reason };
  return action;
}

function uriOf({ project }: PublishPlace, path: string): vscode.Uri {
  return vscode.Uri.parse(project.uri, true).with({ path });
}
