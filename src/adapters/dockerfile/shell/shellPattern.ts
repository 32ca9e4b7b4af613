import { goTemplate } from '../../../core/goText.ts';

/**
 * The patterns of `${name#pattern}`, `##`, `%`, `%%`, `/` and `//` in BuildKit's shell lexer:
 *
 *     pattern = { "*" | "?" | "\*" | "\?" | "\\" | "\}" | "\/" | character }
 *
 * There are no bracket expressions. Matched part by part between the stars and not by a regular
 * expression: JavaScript's would take exponential time where Go's do not.
 */
export type ShellPattern =
  { readonly ok: true; readonly parts: readonly PatternPart[] } | PatternFault;

export interface PatternFault {
  readonly ok: false;
  readonly message: string;
}

/** What stands between two stars: characters to match, undefined for any one character. */
type PatternPart = readonly (string | undefined)[];

interface Match {
  readonly start: number;
  readonly end: number;
}

/** `from: 'end'` turns the pattern around, for a value that is turned around too. */
export function shellPattern(pattern: string, from: 'start' | 'end' = 'start'): ShellPattern {
  const units = pattern.match(/\\[^]|[^]/gu) ?? [];
  if (from === 'end') units.reverse();
  let part: (string | undefined)[] = [];
  const parts = [part];
  for (const unit of units) {
    if (unit === '*') {
      part = [];
      parts.push(part);
    } else if (unit === '?') {
      part.push(undefined);
    } else {
      const literal = unit.startsWith('\\') ? unit.slice(1) : unit;
      if (unit.startsWith('\\') && !'*?\\}/'.includes(literal || ' ')) {
        const message = `invalid pattern (${units.join('')}) in substitution: invalid escape '\\${literal || '\uFFFD'}'`;
        return { ok: false, message };
      }
      part.push(literal);
    }
  }
  return { ok: true, parts };
}

/** The value without the shortest, or longest, beginning that matches. */
export function withoutPrefix(
  value: string,
  parts: readonly PatternPart[],
  longest: boolean,
): string {
  const characters = Array.from(value);
  const match = matchAt(characters, parts, 0, longest);
  return match === undefined ? value : characters.slice(match.end).join('');
}

/** The value without the shortest, or longest, end that matches a pattern turned around. */
export function withoutSuffix(
  value: string,
  parts: readonly PatternPart[],
  longest: boolean,
): string {
  const characters = Array.from(value).reverse();
  const match = matchAt(characters, parts, 0, longest);
  return match === undefined ? value : characters.slice(match.end).reverse().join('');
}

/**
 * The value with the first, or each, longest match replaced. For each of them the replacement is a
 * template, as BuildKit leaves it to Go's regexp.ReplaceAllString.
 */
export function withReplacement(
  value: string,
  parts: readonly PatternPart[],
  replacement: string,
  all: boolean,
): string {
  const characters = Array.from(value);
  const pieces: string[] = [];
  let copied = 0;
  let at = 0;
  let match = firstMatch(characters, parts, at);
  while (match !== undefined) {
    pieces.push(characters.slice(copied, match.start).join(''));
    // As Go does: nothing for an empty match right after another match.
    if (match.end > copied || match.start === 0) {
      const matched = characters.slice(match.start, match.end).join('');
      pieces.push(all ? goTemplate(replacement, matched) : replacement);
    }
    copied = match.end;
    at = Math.max(at + 1, match.end);
    match = all && at <= characters.length ? firstMatch(characters, parts, at) : undefined;
  }
  return pieces.join('') + characters.slice(copied).join('');
}

/**
 * A longest match from the leftmost place on. Where the first part stands first leaves most room for
 * the others, so if they do not follow there they follow nowhere.
 */
function firstMatch(
  characters: readonly string[],
  parts: readonly PatternPart[],
  from: number,
): Match | undefined {
  const start = indexOfPart(characters, parts[0] ?? [], from);
  return start === -1 ? undefined : matchAt(characters, parts, start, true);
}

function matchAt(
  characters: readonly string[],
  parts: readonly PatternPart[],
  start: number,
  longest: boolean,
): Match | undefined {
  const [first = [], ...others] = parts;
  if (!standsAt(characters, first, start)) return undefined;
  let end = start + first.length;
  for (const [index, part] of others.entries()) {
    const last = longest && index === others.length - 1;
    const at = last ? lastIndexOfPart(characters, part, end) : indexOfPart(characters, part, end);
    if (at === -1) return undefined;
    end = at + part.length;
  }
  return { start, end };
}

function indexOfPart(characters: readonly string[], part: PatternPart, from: number): number {
  for (let at = from; at + part.length <= characters.length; at += 1) {
    if (standsAt(characters, part, at)) return at;
  }
  return -1;
}

function lastIndexOfPart(characters: readonly string[], part: PatternPart, from: number): number {
  for (let at = characters.length - part.length; at >= from; at -= 1) {
    if (standsAt(characters, part, at)) return at;
  }
  return -1;
}

function standsAt(characters: readonly string[], part: PatternPart, at: number): boolean {
  return (
    at + part.length <= characters.length &&
    part.every(
      (character, index) => character === undefined || character === characters[at + index],
    )
  );
}
