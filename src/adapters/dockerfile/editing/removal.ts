import type { Span } from '../../../core/parsed.ts';
import type { TextEdit } from '../../../core/textEdit.ts';
import type { ExposeLayout, WrittenExpose, WrittenWord } from './exposeLayout.ts';

export type Removal =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly reason: string };

/** Takes words out of one instruction, and the whole instruction where none is left. */
export function removalOf(
  { text }: ExposeLayout,
  expose: WrittenExpose,
  removed: ReadonlySet<WrittenWord>,
): Removal {
  if (expose.words.every((word) => removed.has(word))) return wholeRemoval(text, expose);
  const edits: TextEdit[] = [];
  let before: WrittenWord | undefined;
  let run: WrittenWord[] = [];
  for (const word of [...expose.words, undefined]) {
    if (word !== undefined && removed.has(word)) {
      run.push(word);
      continue;
    }
    if (run.length > 0) {
      const place = placeOfRun(text, run, before, word);
      if (place === undefined) {
        return { ok: false, reason: 'Comments stand between it and the other ports.' };
      }
      edits.push({ ...place, text: '' });
    }
    run = [];
    before = word;
  }
  return { ok: true, edits };
}

/** With the blanks and line ends on one side of it, where no comment is lost with them. */
function placeOfRun(
  text: string,
  run: readonly WrittenWord[],
  before: WrittenWord | undefined,
  after: WrittenWord | undefined,
): Span | undefined {
  const start = run[0]?.span.start ?? 0;
  const end = run.at(-1)?.span.end ?? start;
  const places = [
    ...(before === undefined ? [] : [{ start: before.span.end, end }]),
    ...(after === undefined ? [] : [{ start, end: after.span.start }]),
  ];
  return places.find((place) => !hasComment(text, place));
}

function wholeRemoval(text: string, expose: WrittenExpose): Removal {
  const { instruction, whole } = expose;
  const lineStart = text.lastIndexOf('\n', whole.start - 1) + 1;
  const { end } = instruction.line.lastLine;
  if (hasComment(text, { start: whole.start, end })) {
    return { ok: false, reason: 'Comments stand in this EXPOSE.' };
  }
  if (instruction.check !== undefined) {
    return { ok: false, reason: 'The # check= comment above belongs to this EXPOSE.' };
  }
  const [lineEnd = ''] = /^\r*\n/.exec(text.slice(end)) ?? [];
  if (lineEnd !== '') return removed({ start: lineStart, end: end + lineEnd.length });
  // The last line of a file that does not end one: the one before becomes it.
  const start = text.slice(0, lineStart).replace(/\r*\n$/, '').length;
  return removed({ start, end });
}

function removed(span: Span): Removal {
  return { ok: true, edits: [{ ...span, text: '' }] };
}

/** Between the lines of a continuation, which is the only place for one in an instruction. */
function hasComment(text: string, { start, end }: Span): boolean {
  return /\n[^\S\n]*#/.test(text.slice(start, end));
}
