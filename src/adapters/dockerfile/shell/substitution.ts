import { shellPattern, withoutPrefix, withoutSuffix, withReplacement } from './shellPattern.ts';

/** `${name OPERATOR word}`, its word expanded. */
export interface Substitution {
  readonly name: string;
  /** As written: with a second character for the longest match or for all matches. */
  readonly operator: '-' | ':-' | '+' | ':+' | '?' | ':?' | '#' | '##' | '%' | '%%' | '/' | '//';
  readonly word: string;
  /** Of `/` and `//`. */
  readonly replacement: string;
}

export type Substituted =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** What the substitution stands for where the variable has that value; undefined when it is not set. */
export function substitute(
  { name, operator, word, replacement }: Substitution,
  value: string | undefined,
): Substituted {
  const absent = value === undefined || (operator.startsWith(':') && value === '');
  switch (operator) {
    case '-':
    case ':-':
      return { ok: true, text: absent ? word : value };
    case '+':
    case ':+':
      return { ok: true, text: absent ? '' : word };
    case '?':
    case ':?':
      return absent ? required(name, word, value) : { ok: true, text: value };
    case '#':
    case '##':
    case '%':
    case '%%':
      return withoutEnd(value ?? '', operator, word);
    case '/':
    case '//': {
      const pattern = shellPattern(word);
      if (!pattern.ok) return pattern;
      const all = operator === '//';
      return { ok: true, text: withReplacement(value ?? '', pattern.parts, replacement, all) };
    }
  }
}

function required(name: string, word: string, value: string | undefined): Substituted {
  const state = value === undefined ? 'unset' : 'empty';
  return { ok: false, message: `${name}: ${word || `is not allowed to be ${state}`}` };
}

function withoutEnd(
  value: string,
  operator: '#' | '##' | '%' | '%%',
  written: string,
): Substituted {
  const fromStart = operator.startsWith('#');
  const longest = operator.length === 2;
  const pattern = shellPattern(written, fromStart ? 'start' : 'end');
  if (!pattern.ok) return pattern;
  const without = fromStart ? withoutPrefix : withoutSuffix;
  return { ok: true, text: without(value, pattern.parts, longest) };
}
