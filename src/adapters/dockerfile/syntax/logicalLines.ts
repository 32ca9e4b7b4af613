import type { Span } from '../../../core/parsed.ts';
import { skipBlanks } from '../goBlanks.ts';
import { lastNotAfter } from '../textRanges.ts';

/** Lines joined by continuations, and where their characters stand in the file. */
export interface LogicalLine {
  readonly text: string;
  /** BuildKit's number of the first line: 1-based, ended by LF only. */
  readonly number: number;
  /** The last line of the file that belongs to it. */
  readonly lastLine: Span;
  readonly hasEmptyContinuation: boolean;
  /** Where each joined piece begins in `text`, ascending, and in the file. */
  readonly pieceStarts: readonly number[];
  readonly pieceOffsets: readonly number[];
}

/** The part of the file from the first to the last character of a part of the logical line. */
export function sourceOf(line: LogicalLine, { start, end }: Span): Span {
  const first = offsetOf(line, start);
  return { start: first, end: end > start ? offsetOf(line, end - 1) + 1 : first };
}

function offsetOf({ pieceStarts, pieceOffsets }: LogicalLine, at: number): number {
  const piece = lastNotAfter(pieceStarts, at);
  return (pieceOffsets[piece] ?? 0) + at - (pieceStarts[piece] ?? 0);
}

/** The lines of a file as BuildKit's parser takes them from its scanner. */
export class LineReader {
  readonly text: string;
  #next: number;
  #count = 0;

  constructor(text: string) {
    this.text = text;
    this.#next = text.startsWith('\uFEFF') ? 1 : 0;
  }

  /** How many lines were read: BuildKit's number of the last one. */
  get number(): number {
    return this.#count;
  }

  /** The next line without its CRs and LF. */
  read(): Span | undefined {
    if (this.#next >= this.text.length) return undefined;
    const start = this.#next;
    const lineFeed = this.text.indexOf('\n', start);
    let end = lineFeed === -1 ? this.text.length : lineFeed;
    this.#next = lineFeed === -1 ? end : lineFeed + 1;
    while (end > start && this.text[end - 1] === '\r') end -= 1;
    this.#count += 1;
    return { start, end };
  }

  /**
   * The line and those that continue it: each ends with one escape character, blanks after it
   * allowed. Comments and empty lines in between are left out.
   */
  join(first: Span, escape: string): LogicalLine {
    const number = this.number;
    const pieces: Span[] = [];
    let hasEmptyContinuation = false;
    let lastLine = first;
    let line: Span | undefined = first;
    while (line !== undefined) {
      lastLine = line;
      const content = this.#contentOf(line, number, escape);
      if (content === 'empty') hasEmptyContinuation = true;
      if (typeof content !== 'string') {
        pieces.push(content);
        if (content.end === line.end) break;
      }
      line = this.read();
    }
    return {
      text: pieces.map(({ start, end }) => this.text.slice(start, end)).join(''),
      number,
      lastLine,
      hasEmptyContinuation,
      pieceStarts: startsOf(pieces),
      pieceOffsets: pieces.map(({ start }) => start),
    };
  }

  #contentOf(line: Span, firstNumber: number, escape: string): Span | 'comment' | 'empty' {
    if (this.number > firstNumber) {
      const content = skipBlanks(this.text, line);
      if (content === line.end) return 'empty';
      if (this.text[content] === '#') return 'comment';
    }
    return { start: line.start, end: continuationOf(this.text, line, escape) ?? line.end };
  }
}

/** Where the escape character stands that continues the line. */
function continuationOf(text: string, { start, end }: Span, escape: string): number | undefined {
  let at = end - 1;
  while (at > start && (text[at] === ' ' || text[at] === '\t')) at -= 1;
  const continues = text[at] === escape && at >= start && (at === start || text[at - 1] !== escape);
  return continues ? at : undefined;
}

/** Where each piece begins when they are joined. */
function startsOf(pieces: readonly Span[]): readonly number[] {
  const starts: number[] = [];
  let length = 0;
  for (const { start, end } of pieces) {
    starts.push(length);
    length += end - start;
  }
  return starts;
}
