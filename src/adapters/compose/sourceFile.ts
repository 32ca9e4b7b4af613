import type { Span } from '../../core/parsed.ts';

/** One text and the name it is known by, with where its lines start. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** Zero-based; the column counts UTF-16 units, as an editor does. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function sourceFile(name: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    lineStarts.push(at + 1);
  }
  return { name, text, lineStarts };
}

export function positionAt({ lineStarts }: SourceFile, offset: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low, column: offset - (lineStarts[low] ?? 0) };
}

/** The part of the span on its first line, without the line end. */
export function firstLineOf(file: SourceFile, { start, end }: Span): Span & { line: number } {
  const { line, column } = positionAt(file, start);
  const rest = file.text.slice(start, Math.max(start, end));
  const length = /^[^\r\n]*/.exec(rest)?.[0].length ?? 0;
  return { line, start: column, end: column + length };
}
