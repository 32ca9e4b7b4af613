import { accepted, rejected, type Parsed, type Span } from './parsed.ts';
import { shellDialectOf, type ShellDialect } from './shellDialect.ts';

/** One word as the shell would pass it on, and where it stands in the pasted text. */
export interface ShellWord extends Span {
  readonly text: string;
  /** For each UTF-16 unit of `text` its offset in the pasted text. */
  readonly offsets: readonly number[];
}

/**
 * The commands of a pasted text, word by word: quotes and escapes removed, continued lines joined;
 * prompts, comments and redirections left out. Nothing is run or expanded: `$PORT` and `$(pwd)` stay
 * as they are.
 *
 *     commands = words, separated by a line break or one of ; | & ( )
 *     word     = { character | escape character | "'" … "'" | '"' … '"' | expansion }
 */
export function readCommandLine(text: string): Parsed<ShellWord[][]> {
  const cursor: Cursor = { text, dialect: shellDialectOf(text), at: 0 };
  const commands: ShellWord[][] = [];
  let command: ShellWord[] = [];
  let discardNext = false;
  skip(cursor, prompt);
  while (cursor.at < text.length) {
    if (skip(cursor, blanks) || skipContinuation(cursor)) continue;
    if (cursor.dialect.comments && skip(cursor, comment)) continue;
    if (skip(cursor, redirection)) {
      discardNext = true;
    } else if (isSeparator(cursor)) {
      if (skip(cursor, lineBreak)) skip(cursor, prompt);
      else cursor.at += 1;
      if (command.length > 0) commands.push(command);
      command = [];
      discardNext = false;
    } else {
      const word = readWord(cursor);
      if (!word.ok) return word;
      if (!discardNext && !isRedirected(cursor, word.value)) command.push(word.value);
      discardNext = false;
    }
  }
  if (command.length > 0) commands.push(command);
  return accepted(commands);
}

interface Cursor {
  readonly text: string;
  readonly dialect: ShellDialect;
  at: number;
}

/** `$ `, `user@host:~# `, `PS C:\> `: at the start of a line, before a container tool. */
const prompt =
  /[ \t]*(?:PS [^\r\n>]*|[^\s'"$#%>]*)[$#%>][ \t]*(?=(?:sudo|doas|docker|podman)(?:\.exe)?[ \t])/y;
const lineBreak = /\r?\n/y;
const continuedPrompt = /[ \t]*>{1,2}[ \t]+/y;
const blanks = /[ \t]+/y;
const comment = /#[^\r\n]*/y;
const redirection = /&?[<>]+[&|]?/y;

function skip(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at;
  const matched = pattern.exec(cursor.text);
  if (matched === null) return false;
  cursor.at = pattern.lastIndex;
  return true;
}

/** An escaped line break, and the prompt that a shell shows on the line after it. */
function skipContinuation(cursor: Cursor): boolean {
  if (cursor.text[cursor.at] !== cursor.dialect.escape) return false;
  cursor.at += 1;
  if (skip(cursor, lineBreak)) {
    skip(cursor, continuedPrompt);
    return true;
  }
  cursor.at -= 1;
  return false;
}

function isSeparator({ text, dialect, at }: Cursor): boolean {
  return dialect.separators.includes(text.charAt(at));
}

/** The number in `2>file` is no argument. */
function isRedirected({ text, at }: Cursor, word: ShellWord): boolean {
  return /^[<>]$/.test(text.charAt(at)) && /^\d+$/.test(text.slice(word.start, word.end));
}

function readWord(cursor: Cursor): Parsed<ShellWord> {
  const start = cursor.at;
  const offsets: number[] = [];
  while (cursor.at < cursor.text.length && !endsWord(cursor)) {
    if (skipContinuation(cursor)) continue;
    const fault = readPart(cursor, offsets);
    if (fault !== undefined) return fault;
  }
  const text = offsets.map((offset) => cursor.text.charAt(offset)).join('');
  return accepted({ text, offsets, start, end: cursor.at });
}

function endsWord(cursor: Cursor): boolean {
  return /[ \t<>]/.test(cursor.text.charAt(cursor.at)) || isSeparator(cursor);
}

type PartFault = Extract<Parsed<never>, { ok: false }>;

/** Appends the offsets of what the next part of a word stands for. */
function readPart(cursor: Cursor, offsets: number[]): PartFault | undefined {
  const { dialect, at } = cursor;
  const character = cursor.text.charAt(at);
  if (character === '"') return readDoubleQuotes(cursor, offsets);
  if (character === "'" && dialect.singleQuotes) return readSingleQuotes(cursor, offsets);
  if (dialect.substitution !== undefined && skip(cursor, dialect.substitution)) {
    return readSubstitution(cursor, at, offsets);
  }
  if (character === dialect.escape && at + 1 < cursor.text.length) cursor.at += 1;
  append(offsets, cursor.at, cursor.at + 1);
  cursor.at += 1;
  return undefined;
}

function readSingleQuotes(cursor: Cursor, offsets: number[]): PartFault | undefined {
  const open = cursor.at;
  const close = cursor.text.indexOf("'", open + 1);
  if (close === -1) return neverClosed(cursor, open, "'");
  append(offsets, open + 1, close);
  cursor.at = close + 1;
  return undefined;
}

function readDoubleQuotes(cursor: Cursor, offsets: number[]): PartFault | undefined {
  const { text, dialect } = cursor;
  const open = cursor.at;
  cursor.at += 1;
  while (cursor.at < text.length) {
    const { at } = cursor;
    if (text[at] === '"') {
      cursor.at += 1;
      return undefined;
    }
    if (skipContinuation(cursor)) continue;
    if (dialect.substitution !== undefined && skip(cursor, dialect.substitution)) {
      const fault = readSubstitution(cursor, at, offsets);
      if (fault !== undefined) return fault;
      continue;
    }
    const escapes =
      text[at] === dialect.quotedEscape && dialect.quotedEscapable.test(text.charAt(at + 1));
    cursor.at += escapes ? 2 : 1;
    append(offsets, cursor.at - 1, cursor.at);
  }
  return neverClosed(cursor, open, '"');
}

/** Up to the closing bracket or backquote, as it stands. */
function readSubstitution(cursor: Cursor, start: number, offsets: number[]): PartFault | undefined {
  const { text } = cursor;
  const opener = text.slice(start, cursor.at);
  const open = opener.slice(-1);
  const close = { '(': ')', '{': '}' }[open] ?? open;
  let depth = 1;
  while (depth > 0) {
    if (cursor.at >= text.length) return neverClosed(cursor, start, opener);
    const character = text.charAt(cursor.at);
    if (character === close) depth -= 1;
    else if (character === open) depth += 1;
    else if (character === '\\') cursor.at += 1;
    else if (character === "'" || character === '"') {
      const end = text.indexOf(character, cursor.at + 1);
      if (end === -1) return neverClosed(cursor, cursor.at, character);
      cursor.at = end;
    }
    cursor.at += 1;
  }
  append(offsets, start, Math.min(cursor.at, text.length));
  return undefined;
}

function append(offsets: number[], start: number, end: number): void {
  for (let offset = start; offset < end; offset += 1) offsets.push(offset);
}

function neverClosed({ text }: Cursor, start: number, opener: string): PartFault {
  return rejected(`${opener} is never closed.`, { start, end: text.length });
}
