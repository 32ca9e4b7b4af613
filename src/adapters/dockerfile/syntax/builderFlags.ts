import type { Span } from '../../../core/parsed.ts';

export interface BuilderFlags {
  /** `--name=value`, quotes and escapes removed. */
  readonly flags: readonly string[];
  /** Where the other arguments begin. */
  readonly end: number;
}

/** BuildKit reads flags byte by byte and takes these for the blanks of Latin 1. */
const byteBlank = /[\t\n\v\f\r \u0085\u00a0]/;

/** The words at the beginning that start with `--`, up to a `--` alone (parser/split_command.go). */
export function readBuilderFlags(text: string, { start, end }: Span, escape: string): BuilderFlags {
  const flags: string[] = [];
  let at = skipAsciiBlanks(text, { start, end });
  while (text.startsWith('--', at) && at + 1 < end) {
    const word = readFlag(text, { start: at, end }, escape);
    at = word.end;
    if (word.text === '--') break;
    flags.push(word.text);
    at = skipAsciiBlanks(text, { start: at, end });
  }
  return { flags, end: at };
}

function readFlag(
  text: string,
  { start, end }: Span,
  escape: string,
): { readonly text: string; readonly end: number } {
  const characters: string[] = [];
  let quote = '';
  let at = start;
  for (; at < end; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && byteBlank.test(character)) break;
    if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
    else if (character !== escape) characters.push(character);
    else if (at + 1 < end) characters.push(text.charAt((at += 1)));
  }
  return { text: characters.join(''), end: at };
}

function skipAsciiBlanks(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && text.charCodeAt(at) < 0x80 && byteBlank.test(text.charAt(at))) at += 1;
  return at;
}
