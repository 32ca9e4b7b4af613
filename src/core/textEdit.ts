import type { Span } from './parsed.ts';

/** Puts `text` in the place of the span, which is in UTF-16 units of the text before all edits. */
export interface TextEdit extends Span {
  readonly text: string;
}

/**
 * What would change a file as wanted, or why that cannot be done surely. `reason` is shown beside the
 * action that is then offered disabled: a sentence that names the thing that stands in the way.
 */
export type FileEdit =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly reason: string };

/** The text after the edits, which must not overlap; their order does not matter. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let end = 0;
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    result += text.slice(end, edit.start) + edit.text;
    end = edit.end;
  }
  return result + text.slice(end);
}
