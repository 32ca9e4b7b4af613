import { goQuote } from '../../core/goText.ts';
import { substitute, type InterpolationFault, type LookUp } from './interpolation.ts';

export interface DotEnv {
  /** Up to the first line that cannot be read. */
  readonly variables: ReadonlyMap<string, string>;
  /** In Compose's words, with the zero-based line; Compose then stops. */
  readonly error?: { readonly message: string; readonly line: number };
}

/**
 * A `.env` file as Compose reads it (compose-go dotenv):
 *
 *     file     = { blank | "#" comment | [ "export" ] name ( "=" | ":" ) value | [ "export" ] name }
 *     name     = letters, digits, "_", ".", "-", "[", "]"
 *     value    = "'" text "'" | '"' text '"' | text up to " #" or the line end
 *
 * A name alone takes over the value of the surrounding environment. Double-quoted and bare values
 * have their variables replaced; only double-quoted ones know `\n` and the like.
 *
 * @param env what is set already: it goes before the variables of the file.
 */
export function readDotEnv(text: string, env: Readonly<Record<string, string>> = {}): DotEnv {
  const variables = new Map<string, string>();
  const inherited: LookUp = (name) => (Object.hasOwn(env, name) ? env[name] : undefined);
  const reader: Reader = { text: text.replace(/^\uFEFF/, ''), at: 0, line: 1 };
  while (findStatement(reader)) {
    const error = readStatement(reader, variables, inherited);
    if (error !== undefined) {
      return { variables, error: { message: error, line: reader.line - 1 } };
    }
  }
  return { variables };
}

interface Reader {
  readonly text: string;
  at: number;
  line: number;
}

/** Go's unicode.IsSpace, which is not JavaScript's `\s`. */
const goSpace = '\\t-\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const blanks = new RegExp(`[${goSpace}]*`, 'y');
const trailingBlanks = new RegExp(`[${goSpace}]+$`);
const blanksInLine = /[\t\v\f\r \x85\xA0]*/y;

/** Goes past blanks and comments; false at the end of the text. */
function findStatement(reader: Reader): boolean {
  for (;;) {
    reader.line += take(reader, blanks).split('\n').length - 1;
    if (reader.text[reader.at] !== '#') return reader.at < reader.text.length;
    take(reader, /[^\n]*/y);
  }
}

function readStatement(
  reader: Reader,
  variables: Map<string, string>,
  inherited: LookUp,
): string | undefined {
  take(reader, /export(?=[\t\n\f\r ])/y);
  take(reader, blanksInLine);
  const start = reader.at;
  if (start === reader.text.length) return 'zero length string';
  const name = take(reader, /[\t\v\f\r \x85\xA0\p{L}\p{N}_.[\]-]*/uy);
  const separator = reader.text[reader.at];
  if (separator !== undefined && !'=:\n'.includes(separator)) {
    const firstLine = reader.text.slice(start).split('\n', 1)[0] ?? '';
    const character = String.fromCodePoint(reader.text.codePointAt(reader.at) ?? 0);
    return `line ${reader.line}: unexpected character ${goQuote(character)} in variable name ${goQuote(firstLine)}`;
  }
  // A last line without a separator is, to Compose, a value without a name.
  const key = separator === undefined ? '' : name.replace(trailingBlanks, '');
  reader.at = separator === undefined ? start : reader.at + 1;
  if (separator === '\n' && !name.includes(' ')) reader.line++;
  take(reader, blanksInLine);
  if (key.includes(' ')) return `line ${reader.line}: key cannot contain a space`;
  if (separator === '\n') {
    const value = inherited(key);
    if (value !== undefined) variables.set(key, value);
    return undefined;
  }
  const value = readValue(reader, (variable) => inherited(variable) ?? variables.get(variable));
  if (!value.ok) return value.error;
  variables.set(key, value.text);
  return undefined;
}

type Value =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

function readValue(reader: Reader, lookUp: LookUp): Value {
  const quote = reader.text[reader.at];
  if (quote === '"' || quote === "'") return readQuoted(reader, quote, lookUp);
  const line = take(reader, /[^\n]*/y);
  reader.at = Math.min(reader.at + 1, reader.text.length);
  reader.line++;
  const comment = line.indexOf(' #');
  const bare = comment === -1 ? line : line.slice(0, comment);
  return expand(bare.replace(trailingBlanks, ''), lookUp);
}

function readQuoted(reader: Reader, quote: '"' | "'", lookUp: LookUp): Value {
  const source = take(reader, quote === '"' ? /"(?:[^"\\]|\\[^]?)*/y : /'(?:[^'\\]|\\[^]?)*/y);
  reader.line += source.split('\n').length - 1;
  if (reader.text[reader.at] !== quote) {
    const firstLine = source.split('\n', 1)[0] ?? '';
    return { ok: false, error: `line ${reader.line}: unterminated quoted value ${firstLine}` };
  }
  reader.at++;
  const text = source.slice(1).replaceAll(`\\${quote}`, quote);
  return quote === '"' ? expand(unescape(text), lookUp) : { ok: true, text };
}

const escapes = new Map([
  ['\\a', '\x07'],
  ['\\b', '\b'],
  ['\\f', '\f'],
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
  ['\\v', '\v'],
  ['\\"', '"'],
  ['\\\\', '\\'],
  // To the substitution that follows, `$$` is a dollar.
  ['\\$', '$$'],
]);

function unescape(text: string): string {
  return text.replaceAll(/\\(?:[abcfnrtv$"\\]|0\d{0,3})/g, (escape) => {
    if (!escape.startsWith('\\0')) return escapes.get(escape) ?? escape;
    const digits = escape.slice(2);
    const code = /^[0-3][0-7]{2}$/.test(digits) ? parseInt(digits, 8) : undefined;
    return code === undefined ? `\\${digits}` : String.fromCodePoint(code);
  });
}

function expand(text: string, lookUp: LookUp): Value {
  const result = substitute(text, lookUp);
  return result.ok
    ? { ok: true, text: result.text }
    : { ok: false, error: faultMessage(result.fault) };
}

function faultMessage(fault: InterpolationFault): string {
  if (fault.kind === 'invalid') return `Invalid template: ${goQuote(fault.template)}`;
  const { variable, reason } = fault;
  return `required variable ${variable} is missing a value${reason && `: ${reason}`}`;
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const taken = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += taken.length;
  return taken;
}
