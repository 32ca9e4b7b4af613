import type { Span } from '../../core/parsed.ts';

/** unicode.IsSpace of Go. Unlike JavaScript's `\s` it has U+0085 and lacks U+FEFF. */
const blankCharacters = '\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';

/** Go's white space, and everything else, as parts of a regular expression. */
export const goBlank = `[${blankCharacters}]`;
export const goNonBlank = `[^${blankCharacters}]`;

const blankCharacter = new RegExp(goBlank);

export function isGoBlank(character: string): boolean {
  const code = character.charCodeAt(0);
  // Most characters, and much faster than the expression.
  if (code > 0x20 && code < 0x80) return false;
  return code === 0x20 || blankCharacter.test(character);
}

/** `strings.TrimSpace` of the part of the text, as offsets into the text. */
export function trimmed(text: string, { start, end }: Span): Span {
  const first = skipBlanks(text, { start, end });
  let last = end;
  while (last > first && isGoBlank(text.charAt(last - 1))) last -= 1;
  return { start: first, end: last };
}

/** Where the blanks at the beginning of the part end. */
export function skipBlanks(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && isGoBlank(text.charAt(at))) at += 1;
  return at;
}

/** The pieces between runs of blanks that BuildKit's parser splits arguments at; these are ASCII only. */
export function splitAtBlanks(text: string, { start, end }: Span): readonly Span[] {
  const words: Span[] = [];
  const word = /[^\t\v\f\r ]+/g;
  word.lastIndex = start;
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    if (match.index >= end) break;
    words.push({ start: match.index, end: Math.min(end, match.index + match[0].length) });
  }
  return words;
}
