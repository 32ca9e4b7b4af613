import { skipBlanks } from '../goBlanks.ts';

/** `\` unless a directive says otherwise. */
const defaultEscape = '\\';

const names = new Set(['syntax', 'escape', 'check']);

/**
 * The comments at the top of a Dockerfile that are no comments: `# name=value`, each name once, up to
 * the first line that is anything else (BuildKit parser/directives.go).
 */
export class ParserDirectives {
  #escapeCharacter = defaultEscape;
  readonly #seen = new Set<string>();
  #checkValue: string | undefined;
  #ended = false;
  #hasIndented = false;

  get escape(): string {
    return this.#escapeCharacter;
  }

  /** The value of `# check=`, which another reader looks for: one that takes no indented line. */
  get check(): string | undefined {
    return this.#checkValue;
  }

  /** Takes the next comment, which begins with `#`. A message if BuildKit refuses it. */
  read(
    comment: string,
    isIndented: boolean,
  ): 'comment' | 'directive' | { readonly message: string } {
    const directive = this.#ended ? undefined : directiveOf(comment.slice(1));
    if (directive === undefined || !names.has(directive.name)) {
      this.end();
      return 'comment';
    }
    const { name, value } = directive;
    this.#hasIndented ||= isIndented;
    if (this.#seen.has(name)) return { message: `only one ${name} parser directive can be used` };
    this.#seen.add(name);
    if (name === 'check' && !this.#hasIndented) this.#checkValue = value;
    if (name !== 'escape') return 'directive';
    if (value !== '`' && value !== '\\') {
      return { message: `invalid escape token '${value}' does not match \` or \\` };
    }
    this.#escapeCharacter = value;
    return 'directive';
  }

  /** Directives stand before everything else. */
  end(): void {
    this.#ended = true;
  }
}

/** `name=value` with blanks around each; the name in lower case. */
export function directiveOf(
  text: string,
): { readonly name: string; readonly value: string } | undefined {
  const start = skipBlanks(text, { start: 0, end: text.length });
  const match = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=/.exec(text.slice(start));
  if (match === null) return undefined;
  const [{ length }, name = ''] = match;
  const written = text.slice(start + length);
  const value = withoutAsciiBlanks(written) || written.slice(-1);
  return value === '' ? undefined : { name: name.toLowerCase(), value };
}

/** What `\s` is in Go's regular expressions: no vertical tab, nothing beyond ASCII. */
const asciiBlanks = '\t\n\f\r ';

function withoutAsciiBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && asciiBlanks.includes(text.charAt(start))) start += 1;
  while (end > start && asciiBlanks.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
