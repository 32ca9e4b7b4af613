import type { Span } from '../../core/parsed.ts';

/**
 * A place in a text as VS Code counts: 0-based lines, ended by LF, CRLF or CR; columns in UTF-16 code
 * units; a byte order mark takes no column.
 */
export interface TextRange {
  readonly line: number;
  /** First column. */
  readonly start: number;
  /** The column after the last, on `endLine` if there is one. */
  readonly end: number;
  /** Only where the range ends on a later line than it starts. */
  readonly endLine?: number;
}

const byteOrderMark = '\uFEFF';

/** Turns offsets into ranges; each look-up is a binary search over the lines. */
export function textRangesOf(text: string): (span: Span) => TextRange {
  const lineStarts = lineStartsOf(text);
  return ({ start, end }) => {
    const first = lastNotAfter(lineStarts, start);
    const last = lastNotAfter(lineStarts, end);
    const range = {
      line: first,
      start: column(lineStarts, first, start),
      end: column(lineStarts, last, end),
    };
    return last === first ? range : { ...range, endLine: last };
  };
}

/** Turns ranges back into offsets. */
export function textSpansOf(text: string): (range: TextRange) => Span {
  const lineStarts = lineStartsOf(text);
  return ({ line, start, end, endLine = line }) => ({
    start: (lineStarts[line] ?? text.length) + start,
    end: (lineStarts[endLine] ?? text.length) + end,
  });
}

function lineStartsOf(text: string): readonly number[] {
  const lineStarts = [text.startsWith(byteOrderMark) ? 1 : 0];
  const lineEnd = /\r\n|\r|\n/g;
  while (lineEnd.test(text)) lineStarts.push(lineEnd.lastIndex);
  return lineStarts;
}

/** The index of the last of the ascending offsets that is not after the given one, or 0. */
export function lastNotAfter(offsets: readonly number[], offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function column(lineStarts: readonly number[], line: number, offset: number): number {
  return Math.max(0, offset - (lineStarts[line] ?? 0));
}
