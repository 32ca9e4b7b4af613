import type { TextEdit } from '../../core/textEdit.ts';
import type { Statement, StatementList } from './layout.ts';

/** What is to be inserted: on lines of its own, or between others. */
export interface NewStatement {
  readonly lines: readonly string[];
  readonly inline: string;
  readonly indentation: string;
  /** A blank line is to be above it where that fits with what follows. */
  readonly isApart: boolean;
}

/** Inserts a statement behind another of the list. */
export function insertAfter(text: string, anchor: Statement, added: NewStatement): TextEdit {
  if (!/^[ \t]*;?[ \t]*(#.*)?$/.test(restOfLine(text, anchor.end))) {
    return insertion(anchor.end, `; ${added.inline}`);
  }
  return insertLines(text, anchor.lineEnd, added);
}

/** Inserts a statement as the first of a block. */
export function insertFirst(text: string, list: StatementList, added: NewStatement): TextEdit {
  const { start, statements } = list;
  if (/^[ \t]*(#.*)?$/.test(restOfLine(text, start))) {
    return insertLines(text, lineEndAt(text, start), { ...added, isApart: false });
  }
  if (statements.length > 0) return insertion(start, ` ${added.inline};`);
  return insertion(start, ` ${added.inline}${/^\s|^\}/.test(text.slice(start)) ? '' : ' '}`);
}

function insertLines(text: string, lineEnd: number, added: NewStatement): TextEdit {
  const eol = text[lineEnd - 1] === '\r' ? '\r\n' : '\n';
  const at = lineEnd - (eol.length - 1);
  const next = lineAt(text, lineEnd + 1);
  const hasGap = added.isApart && (isBlank(next) || isClosing(next));
  const lines = added.lines.map((line) => eol + added.indentation + withEnds(line, eol));
  return insertion(at, (hasGap ? eol : '') + lines.join(''));
}

function withEnds(line: string, eol: string): string {
  return line.replace(/\r?\n/g, eol);
}

/** Removes a statement with the lines that it has for itself; undefined when that is not clear. */
export function removeStatement(
  text: string,
  list: StatementList,
  index: number,
): TextEdit | undefined {
  const statement = list.statements[index];
  if (statement === undefined) return undefined;
  const { start, end, lineEnd } = statement;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirstOnLine = isBlank(text.slice(lineStart, start));
  if (isFirstOnLine && /^[ \t]*;?[ \t]*(#.*)?$/.test(restOfLine(text, end))) {
    return removeLines(text, lineStart, lineEnd);
  }
  if (lineEnd !== lineEndAt(text, end)) return undefined;
  const next = list.statements[index + 1];
  if (next !== undefined && next.start <= lineEnd) return removal(start, next.start);
  const previous = list.statements[index - 1];
  if (previous !== undefined && previous.end >= lineStart) return removal(previous.end, end);
  const before = text.slice(0, start).replace(/[ \t]+$/, '').length;
  const isAfterLineBreak = before === lineStart;
  return removal(isAfterLineBreak ? start : before, end);
}

function removeLines(text: string, lineStart: number, lineEnd: number): TextEdit {
  const next = lineAt(text, lineEnd + 1);
  const previousStart = text.lastIndexOf('\n', lineStart - 2) + 1;
  const isApart = lineStart > 0 && isBlank(text.slice(previousStart, lineStart));
  const start = isApart && (isBlank(next) || isClosing(next)) ? previousStart : lineStart;
  return removal(start, Math.min(lineEnd + 1, text.length));
}

/** White space at the start of the line, if nothing else stands before the offset. */
export function indentationAt(text: string, offset: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return isBlank(before) ? before : undefined;
}

/** White space at the start of the line, whatever follows. */
export function lineIndentation(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** Whether a blank line stands between two places. */
export function hasBlankLine(text: string, start: number, end: number): boolean {
  return /\n[ \t]*\r?\n/.test(text.slice(start, end));
}

export function isBeforeBlankLine(text: string, lineEnd: number): boolean {
  return isBlank(lineAt(text, lineEnd + 1));
}

/** Without its line break. */
export function restOfLine(text: string, offset: number): string {
  return text.slice(offset, lineEndAt(text, offset)).replace(/\r$/, '');
}

/** Before the line feed. */
function lineEndAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

function lineAt(text: string, start: number): string {
  return text.slice(start, lineEndAt(text, start));
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function isClosing(line: string): boolean {
  return /^\s*(end\b|\})/.test(line);
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function removal(start: number, end: number): TextEdit {
  return { start, end, text: '' };
}
