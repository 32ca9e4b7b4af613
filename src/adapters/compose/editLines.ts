import type { Span } from '../../core/parsed.ts';

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Before the characters that end the line. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Where the line after the one at the offset begins; the end of the text after the last line. */
export function nextLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** What ends the line at the offset; on a last line without an end, what ends the line before. */
export function lineEnding(text: string, offset: number): string {
  const newline = text.indexOf('\n', offset);
  const before = newline === -1 ? text.lastIndexOf('\n') : newline;
  return before > 0 && text[before - 1] === '\r' ? '\r\n' : '\n';
}

/** Whether only blanks stand before the offset on its line. */
export function beginsLine(text: string, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}

/** Whether at most blanks and a comment follow on the line. */
export function endsLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text.slice(offset, lineEnd(text, offset)));
}

/**
 * The end of the last line that belongs to an element in block style: lines that are comments
 * further to the right than the element are part of it.
 */
export function lastLineEnd(text: string, { start, end }: Span): number {
  const column = columnOf(text, start);
  let last = lineEnd(text, end);
  for (;;) {
    const next = nextLine(text, last);
    const comment = /^( *)#.*/.exec(text.slice(next, lineEnd(text, next)));
    if (comment === null || (comment[1] ?? '').length <= column) return last;
    last = next + comment[0].length;
  }
}
