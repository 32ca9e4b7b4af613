/**
 * How Go's standard library prints text, where docker's messages and values show it.
 */

/** `strings.ToLower`: one character at a time, without JavaScript's context rules. */
export function goLowerCase(text: string): string {
  return Array.from(text, (character) => {
    const [lower = character] = character.toLowerCase();
    return lower;
  }).join('');
}

/** fmt's `%q` for a string: `"8080:80"`. */
export function goQuote(text: string): string {
  return `"${Array.from(text, (character) => goEscape(character, '"')).join('')}"`;
}

/** fmt's `%q` for one character: `'p'`. */
export function goQuoteCharacter(character: string): string {
  return `'${goEscape(character, "'")}'`;
}

/**
 * `regexp.Expand` for an expression without groups: `$0` is the match, `$$` a dollar, and every other
 * name stands for nothing.
 */
export function goTemplate(template: string, match: string): string {
  const reference = /\$(?:(\$)|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;
  return template.replace(reference, (_, dollar?: string, name?: string, inBraces?: string) => {
    if (dollar !== undefined) return dollar;
    return (name ?? inBraces) === '0' ? match : '';
  });
}

const named = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
]);

function goEscape(character: string, quote: string): string {
  if (character === quote) return `\\${quote}`;
  const escaped = named.get(character);
  if (escaped !== undefined) return escaped;
  if (/^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x1_0000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
