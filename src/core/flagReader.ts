import { goQuote, goQuoteCharacter } from './goText.ts';
import type { Span } from './parsed.ts';
import type { RunFlag, RunFlags } from './runFlags.ts';

/** Part of one argument: its index, and UTF-16 offsets in it. */
export interface ArgumentSpan extends Span {
  readonly index: number;
}

export interface ArgumentFault extends ArgumentSpan {
  readonly ok: false;
  readonly message: string;
}

/** A flag as given, with its value's place. */
export interface FlagUse extends ArgumentSpan {
  readonly flag: RunFlag;
  readonly value: string;
}

export type FlagReading =
  | {
      readonly ok: true;
      readonly uses: readonly FlagUse[];
      /** Index of the first argument that is no flag; the number of arguments when there is none. */
      readonly rest: number;
    }
  | ArgumentFault;

/** Why a flag does not take the value; undefined when it does. */
export type ValueCheck = (use: FlagUse) => string | undefined;

/**
 * Flags as docker's library reads them (spf13/pflag, not interspersed), with its error texts:
 *
 *     --name=value  --name value  --switch  --switch=bool  -nvalue  -n=value  -n value  -abc
 *
 * Several switches may share one dash, and the last may take a value. The value is the next
 * argument whatever it looks like. Reading ends at `--` and at the first argument without a dash.
 */
export function readFlags(
  argv: readonly string[],
  flags: RunFlags,
  check: ValueCheck,
): FlagReading {
  const reader: FlagReader = { argv, flags, check, uses: [] };
  let index = 0;
  while (index < argv.length) {
    const word = argumentAt(reader, index);
    if (!word.startsWith('-') || word === '-') break;
    if (word === '--') return { ok: true, uses: reader.uses, rest: index + 1 };
    const next = word.startsWith('--')
      ? readLongFlag(reader, index)
      : readShortFlags(reader, index);
    if (typeof next !== 'number') return next;
    index = next;
  }
  return { ok: true, uses: reader.uses, rest: index };
}

/** The value of a switch: `strconv.ParseBool`. */
export function isTrue(value: string): boolean {
  return trueTexts.has(value);
}

const trueTexts = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const falseTexts = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

interface FlagReader {
  readonly argv: readonly string[];
  readonly flags: RunFlags;
  readonly check: ValueCheck;
  readonly uses: FlagUse[];
}

/** The index of the argument after the flag and its value. */
type NextIndex = number;

function readLongFlag(reader: FlagReader, index: number): NextIndex | ArgumentFault {
  const word = argumentAt(reader, index);
  const whole = { index, start: 0, end: word.length };
  if (/^--[-=]/.test(word)) return argumentFault(`bad flag syntax: ${word}`, whole);
  const equals = word.indexOf('=');
  const name = word.slice(2, equals === -1 ? undefined : equals);
  const flag = reader.flags.byName.get(name);
  if (flag === undefined) {
    return argumentFault(`unknown flag: --${name}`, { ...whole, end: name.length + 2 });
  }
  if (equals !== -1) return acceptPart(reader, flag, { ...whole, start: equals + 1 });
  if (!flag.takesValue) return accept(reader, { flag, value: 'true', ...whole });
  return acceptNext(reader, flag, whole, `--${name}`);
}

function readShortFlags(reader: FlagReader, index: number): NextIndex | ArgumentFault {
  const word = argumentAt(reader, index);
  let at = 1;
  // What the Go test runner would read is skipped without a word.
  while (at < word.length && !word.startsWith('test.', at)) {
    const letter = String.fromCodePoint(word.codePointAt(at) ?? 0);
    const span = { index, start: at, end: at + letter.length };
    const described = `${goQuoteCharacter(letter)} in -${word.slice(at)}`;
    const flag = reader.flags.byShorthand.get(letter);
    if (flag === undefined) return argumentFault(`unknown shorthand flag: ${described}`, span);
    const assigned = word[at + 1] === '=' && at + 2 < word.length;
    const valueStart = assigned ? at + 2 : at + 1;
    if (assigned || (flag.takesValue && valueStart < word.length)) {
      return acceptPart(reader, flag, { index, start: valueStart, end: word.length });
    }
    if (flag.takesValue) return acceptNext(reader, flag, span, described);
    const next = accept(reader, { flag, value: 'true', ...span });
    if (typeof next !== 'number') return next;
    at = span.end;
  }
  return index + 1;
}

/** The value is in the flag's own argument. */
function acceptPart(
  reader: FlagReader,
  flag: RunFlag,
  span: ArgumentSpan,
): NextIndex | ArgumentFault {
  const value = argumentAt(reader, span.index).slice(span.start, span.end);
  return accept(reader, { flag, value, ...span });
}

/** The value is the next argument. */
function acceptNext(
  reader: FlagReader,
  flag: RunFlag,
  span: ArgumentSpan,
  described: string,
): NextIndex | ArgumentFault {
  const index = span.index + 1;
  const value = reader.argv[index];
  if (value === undefined) return argumentFault(`flag needs an argument: ${described}`, span);
  return accept(reader, { flag, value, index, start: 0, end: value.length });
}

function accept(reader: FlagReader, use: FlagUse): NextIndex | ArgumentFault {
  const cause = use.flag.takesValue ? reader.check(use) : switchFault(use.value);
  if (cause !== undefined) return invalidValue(use, cause);
  reader.uses.push(use);
  return use.index + 1;
}

function argumentAt(reader: FlagReader, index: number): string {
  return reader.argv[index] ?? '';
}

function switchFault(value: string): string | undefined {
  if (trueTexts.has(value) || falseTexts.has(value)) return undefined;
  return `strconv.ParseBool: parsing ${goQuote(value)}: invalid syntax`;
}

function invalidValue(use: FlagUse, cause: string): ArgumentFault {
  const { name, shorthand } = use.flag;
  const flagName = shorthand === undefined ? `--${name}` : `-${shorthand}, --${name}`;
  return argumentFault(
    `invalid argument ${goQuote(use.value)} for "${flagName}" flag: ${cause}`,
    use,
  );
}

export function argumentFault(message: string, { index, start, end }: ArgumentSpan): ArgumentFault {
  return { ok: false, message, index, start, end };
}
