import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { composeChecks } from '../core/composeAlerts.ts';
import { entryAt, type ComposeDocument, type ComposeEntry } from '../core/composeDocument.ts';
import {
  composeOffers,
  copiesWish,
  wishOf,
  type ComposeOffer,
  type EntryWish,
} from '../core/composeOffers.ts';
import { declaredPorts } from '../core/composePublishing.ts';
import { declaredFiles } from '../core/snapshot.ts';
import type { FileEdit } from '../core/textEdit.ts';
import type { ComposeParts } from './composeContext.ts';
import { answering, commandAction, editAction, isOfCheck } from './fileActions.ts';
import { diagnosticSource } from './fileDiagnostics.ts';

const { QuickFix, RefactorRewrite } = vscode.CodeActionKind;

/** An offer with what came of trying it. */
interface TriedOffer extends Omit<ComposeOffer, 'edit'> {
  readonly edit: FileEdit;
}

interface EntryOffers {
  readonly reading: ComposeDocument;
  readonly start: number;
  /** Of the snapshot. */
  readonly revision: number;
  readonly offers: Promise<readonly TriedOffer[]>;
}

/** What can be done with an entry of `ports` or `expose`. */
export class ComposeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [QuickFix, RefactorRewrite],
  };

  readonly #parts: ComposeParts;
  /** The light bulb asks again whenever the cursor moves, and each edit is tried on the whole file. */
  #last: EntryOffers | undefined;

  constructor(parts: ComposeParts) {
    this.#parts = parts;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const reading = await this.#parts.readings.of(document);
    const own = context.diagnostics.filter(({ source }) => source === diagnosticSource);
    const entry = entryAt(reading, document.offsetAt(range.start));
    if (entry === undefined) return this.#checksOff(document, own);
    if (cancellation.isCancellationRequested) return [];
    this.#parts.demand();
    const offers = await this.#offers(reading, entry);
    // The edits are of the text that was read.
    if (document.getText() !== reading.text) return [];
    return [
      ...offers.map((offer) => actionOf(document, offer, own)),
      ...this.#checksOff(document, own),
    ];
  }

  #offers(reading: ComposeDocument, entry: ComposeEntry): Promise<readonly TriedOffer[]> {
    const { revision } = this.#parts.store.snapshot;
    const { start } = entry;
    const last = this.#last;
    if (last?.reading === reading && last.start === start && last.revision === revision) {
      return last.offers;
    }
    const offers = this.#tried(reading, entry);
    this.#last = { reading, start, revision, offers };
    return offers;
  }

  async #tried(reading: ComposeDocument, entry: ComposeEntry): Promise<readonly TriedOffer[]> {
    const { readings, store, freePort } = this.#parts;
    const defaultAddress = this.#parts.defaultAddress();
    const taken = declaredPorts([reading.file, ...declaredFiles(store.snapshot)]);
    const find = (wish: EntryWish | undefined): ReturnType<typeof freePort> =>
      wish === undefined ? Promise.resolve(undefined) : freePort(wish, taken);
    const free = await find(wishOf(entry, defaultAddress));
    const freeForCopies = await find(copiesWish(entry, reading));
    const facts = { free, freeForCopies, defaultAddress };
    const editing = await readings.editing();
    const tried: TriedOffer[] = [];
    for (const offer of composeOffers(reading.text, entry, editing, facts)) {
      // In a file of thousands of lines all of them together would hold up what is typed.
      await setImmediate();
      tried.push({ ...offer, edit: offer.edit() });
    }
    return tried;
  }

  #checksOff({ uri }: vscode.TextDocument, own: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
    return composeChecks.flatMap((check) => {
      const diagnostics = own.filter((diagnostic) => isOfCheck(diagnostic, check));
      if (diagnostics.length === 0) return [];
      const command = this.#parts.offers.turnOffCheck(uri, check);
      const action = commandAction(`Turn off this check (${check})`, QuickFix, command);
      action.diagnostics = diagnostics;
      return [action];
    });
  }
}

function actionOf(
  document: vscode.TextDocument,
  { title, edit, answers }: TriedOffer,
  own: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const answered = own.filter((each) => answers.some((check) => isOfCheck(each, check)));
  const kind = answered.length > 0 ? QuickFix : RefactorRewrite;
  return answering(editAction(document, title, kind, edit), answered);
}
