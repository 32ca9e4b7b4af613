import { parseDraft, type DraftTarget, type MappingDraft } from '../src/core/mappingDraft.ts';
import { isRecord, type PageForm } from '../src/protocol.ts';

/** The form as the extension opened it, and what the user has made of its draft. */
export interface StoredForm {
  readonly form: PageForm;
  readonly draft: MappingDraft;
}

/** @returns undefined for anything that is no form that the page stored. */
export function readStoredForm(stored: unknown): StoredForm | undefined {
  if (!isRecord(stored) || !isRecord(stored['form'])) return undefined;
  const draft = parseDraft(stored['draft']);
  const form = readForm(stored['form']);
  return draft === undefined || form === undefined ? undefined : { form, draft };
}

function readForm(stored: Readonly<Record<string, unknown>>): PageForm | undefined {
  const { title, kind, editing, targets, addressReason } = stored;
  const draft = parseDraft(stored['draft']);
  if (draft === undefined || typeof title !== 'string') return undefined;
  if (kind !== 'mapping' && kind !== 'run') return undefined;
  if (!Array.isArray(targets) || !targets.every(isTarget)) return undefined;
  const rowId = isRecord(editing) ? editing['rowId'] : undefined;
  return {
    title,
    kind,
    ...(typeof rowId === 'string' ? { editing: { rowId } } : {}),
    targets,
    draft,
    ...(typeof addressReason === 'string' ? { addressReason } : {}),
  };
}

function isTarget(stored: unknown): stored is DraftTarget {
  if (!isRecord(stored)) return false;
  const { id, label, detail, consequence, suggestions } = stored;
  const texts = [id, label, detail, consequence];
  return (
    texts.every((text) => typeof text === 'string') &&
    Array.isArray(suggestions) &&
    suggestions.every((port) => typeof port === 'string')
  );
}
