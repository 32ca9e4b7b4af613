import type { ExpandedText, Expansion, ShellOptions } from './expansion.ts';
import { nameOfVariable, plainText, plainWord } from './shellCharacters.ts';
import type { ShellEnvironment } from './shellEnvironment.ts';
import { ShellReading } from './shellReading.ts';
import type { Substitution } from './substitution.ts';
import type { TextCursor } from './textCursor.ts';
import { WordCollector } from './wordCollector.ts';

/**
 * One word as BuildKit's shell lexer expands it (frontend/dockerfile/shell), with its messages:
 *
 *     word         = { "'" text "'" | '"' { escaped | substitution | character } '"'
 *                    | escaped | substitution | character }
 *     substitution = "$" name | "${" name "}"
 *                  | "${" name [ ":" ] ( "-" | "+" | "?" ) word "}"
 *                  | "${" name ( "#" | "##" | "%" | "%%" ) pattern "}"
 *                  | "${" name ( "/" | "//" ) pattern "/" word "}"
 *     name         = letters, digits and "_", a digit not first | digits | one of "@*#?-$!"
 *
 * Offsets are into the word.
 */
export function expandWord(
  source: string,
  environment: ShellEnvironment,
  options: ShellOptions = {},
): Expansion {
  return plainWord.test(source)
    ? wholeWord(source)
    : new ShellReader(source, environment, options).expand();
}

function wholeWord(text: string): ExpandedText {
  const word = { text, start: 0, end: text.length, fromVariables: false };
  return { ok: true, text, words: [word], lost: [], unset: [] };
}

/** Deeper than a person writes, and far from the end of the call stack. */
const deepestNesting = 100;

/** What Go prints for the character that it did not find. */
const endOfText = '\uFFFD';

const longestOperators = { '#': '##', '%': '%%' } as const;

const missingBrace = "syntax error: missing '}'";

class ShellReader {
  readonly #reading: ShellReading;
  readonly #cursor: TextCursor;
  readonly #escape: string;
  readonly #options: ShellOptions;
  readonly #words = new WordCollector();
  #depth = 0;
  #rawEscapes = false;

  constructor(source: string, environment: ShellEnvironment, options: ShellOptions) {
    this.#reading = new ShellReading(source, environment, options);
    this.#cursor = this.#reading.cursor;
    this.#escape = environment.escape;
    this.#options = options;
  }

  expand(): Expansion {
    // Go's text/scanner skips a byte order mark at the beginning of any text.
    if (this.#cursor.peek() === '\uFEFF') this.#cursor.take();
    const text = this.#readUntil('', this.#options.rawEscapes ?? false, this.#words);
    return this.#reading.expansion(text, this.#words);
  }

  /** Up to the stop character, which is taken too; without one, to the end. */
  #readUntil(stop: string, rawEscapes: boolean, words?: WordCollector): string {
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    const parts: string[] = [];
    while (!this.#cursor.atEnd && this.#cursor.peek() !== stop) {
      parts.push(this.#readPart(stop, words));
    }
    this.#rawEscapes = outer;
    if (stop !== '' && this.#cursor.take() === '') {
      this.#reading.fail(`unexpected end of statement while looking for matching ${stop}`);
    }
    return parts.join('');
  }

  #readPart(stop: string, words: WordCollector | undefined): string {
    const start = this.#cursor.at;
    const references = this.#reading.references;
    const { text, splits } = this.#readPiece(stop);
    const place = { start, end: this.#cursor.at };
    const fromVariables = this.#reading.references > references;
    if (splits) words?.addSplit(text, place, fromVariables);
    else words?.addWhole(text, place, fromVariables);
    return text;
  }

  /** `splits`: whether blanks in the text end the word. */
  #readPiece(stop: string): { readonly text: string; readonly splits: boolean } {
    switch (this.#cursor.peek()) {
      case '$':
        return { text: this.#readDollar(), splits: true };
      case "'":
        return { text: this.#readSingleQuoted(), splits: false };
      case '"':
        return { text: this.#readDoubleQuoted(), splits: false };
      case '<':
        // `<< name` is one word, as is `<<name`: it may be a heredoc.
        return { text: this.#cursor.takeMatch(/<<[\t\r ]*|</y), splits: false };
      case this.#escape: {
        const escape = this.#cursor.take();
        const text = (this.#rawEscapes ? escape : '') + this.#cursor.take();
        return { text, splits: false };
      }
      default: {
        const plain = plainText(this.#escape, stop);
        return { text: this.#cursor.takeMatch(plain), splits: true };
      }
    }
  }

  #readSingleQuoted(): string {
    this.#cursor.take();
    const quoted = this.#cursor.takeThrough("'");
    if (quoted === undefined) {
      return this.#reading.fail(
        'unexpected end of statement while looking for matching single-quote',
      );
    }
    return this.#options.rawQuotes === true ? `'${quoted}` : quoted.slice(0, -1);
  }

  #readDoubleQuoted(): string {
    const quote = this.#options.rawQuotes === true ? '"' : '';
    const parts = [quote];
    this.#cursor.take();
    while (!this.#cursor.atEnd && this.#cursor.peek() !== '"') parts.push(this.#readInQuotes());
    if (this.#cursor.take() === '') {
      return this.#reading.fail(
        'unexpected end of statement while looking for matching double-quote',
      );
    }
    return [...parts, quote].join('');
  }

  #readInQuotes(): string {
    if (this.#cursor.peek() === '$') return this.#readDollar();
    const character = this.#cursor.take();
    return character === this.#escape ? this.#readEscapedInQuotes(character) : character;
  }

  /** Only `"`, `$` and the escape character are escaped; before others it stands for itself. */
  #readEscapedInQuotes(escape: string): string {
    const kept = this.#rawEscapes ? escape : '';
    const next = this.#cursor.peek();
    if (next === '') return kept;
    return kept + (['"', '$', escape].includes(next) ? this.#cursor.take() : escape);
  }

  #readDollar(): string {
    this.#cursor.take();
    if (this.#cursor.peek() !== '{') {
      const name = this.#cursor.takeMatch(nameOfVariable);
      return name === '' ? '$' : this.#reading.plainValue(name, `$${name}`);
    }
    this.#cursor.take();
    const first = this.#cursor.peek();
    if (first === '') return this.#reading.fail("syntax error: missing '}'");
    if (['{', '}', ':'].includes(first))
      return this.#reading.fail('syntax error: bad substitution');
    return this.#readBraces(this.#cursor.takeMatch(nameOfVariable));
  }

  #readBraces(name: string): string {
    const first = this.#takeOrEnd();
    const modifier = first === ':' ? first + this.#takeOrEnd() : first;
    switch (modifier) {
      case '}':
        return this.#reading.plainValue(name, `\${${name}}`);
      case '-':
      case ':-':
      case '+':
      case ':+':
      case '?':
      case ':?':
        return this.#readWithWord(name, modifier);
      case '#':
      case '%':
        return this.#readWithPattern(name, modifier);
      case '/':
        return this.#readReplacement(name);
      case ':#':
      case ':%':
        return this.#unsupported(modifier);
      default:
        return first === ':' ? this.#readUnsupported(name, modifier) : this.#unsupported(modifier);
    }
  }

  /** BuildKit reads the word and looks the name up before it looks at what follows the colon. */
  #readUnsupported(name: string, modifier: string): string {
    if (this.#readNested('}', false, missingBrace) === undefined) return '';
    this.#reading.valueOf(name);
    return this.#unsupported(modifier);
  }

  #readWithWord(name: string, operator: Substitution['operator']): string {
    const word = this.#readNested('}', false, missingBrace);
    return word === undefined
      ? ''
      : this.#reading.result({ name, operator, word, replacement: '' });
  }

  #readWithPattern(name: string, modifier: '#' | '%'): string {
    const pattern = this.#readNested('}', true, missingBrace);
    if (pattern === undefined) return '';
    const longest = pattern.startsWith(modifier);
    return this.#reading.result({
      name,
      operator: longest ? longestOperators[modifier] : modifier,
      word: longest ? pattern.slice(1) : pattern,
      replacement: '',
    });
  }

  #readReplacement(name: string): string {
    const operator = this.#cursor.peek() === '/' ? '//' : '/';
    if (operator === '//') this.#cursor.take();
    const word = this.#readNested('/', true, "syntax error: missing '/' in ${}");
    if (word === undefined) return '';
    const replacement = this.#readNested('}', true, missingBrace);
    return replacement === undefined
      ? ''
      : this.#reading.result({ name, operator, word, replacement });
  }

  /** Undefined when the word is faulty. */
  #readNested(stop: string, rawEscapes: boolean, messageAtEnd: string): string | undefined {
    if (this.#depth === deepestNesting) {
      this.#reading.fail('too many substitutions in one another');
      return undefined;
    }
    this.#depth += 1;
    this.#words.loseBeginning();
    const text = this.#readUntil(stop, rawEscapes);
    this.#depth -= 1;
    if (!this.#reading.isFaulty) return text;
    this.#reading.renameFaultAtEnd(messageAtEnd);
    return undefined;
  }

  #unsupported(modifier: string): '' {
    return this.#reading.fail(`unsupported modifier (${modifier}) in substitution`);
  }

  #takeOrEnd(): string {
    return this.#cursor.take() || endOfText;
  }
}
