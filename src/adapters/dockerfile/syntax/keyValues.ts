import { goQuote } from '../../../core/goText.ts';
import { isGoBlank, splitAtBlanks, trimmed } from '../goBlanks.ts';

export interface KeyValue {
  readonly key: string;
  /** Not expanded yet. Missing for `ARG name`. */
  readonly value?: string;
}

/** `legacy`: one pair, written `ENV name value`. */
export type EnvArguments =
  | { readonly ok: true; readonly pairs: readonly KeyValue[]; readonly legacy: boolean }
  | { readonly ok: false; readonly message: string };

/** `name=value …`, or `name value` to the end; quotes and escapes are kept (parser/line_parsers.go). */
export function envArguments(args: string, escape: string): EnvArguments {
  const words = quotedWords(args, escape);
  const [first] = words;
  if (first === undefined) return { ok: true, pairs: [], legacy: false };
  if (!first.includes('=')) return legacyArguments(args);
  const faulty = words.find((word) => !word.includes('='));
  return faulty === undefined
    ? { ok: true, pairs: words.map(pairOf), legacy: false }
    : {
        ok: false,
        message: `Syntax error - can't find = in ${goQuote(faulty)}. Must be of the form: name=value`,
      };
}

/** `name` or `name=value`, any number of them. */
export function argArguments(args: string, escape: string): readonly KeyValue[] {
  return quotedWords(args, escape).map(pairOf);
}

function legacyArguments(args: string): EnvArguments {
  const [name, next] = splitAtBlanks(args, { start: 0, end: args.length });
  if (name === undefined || next === undefined) {
    return { ok: false, message: 'ENV must have two arguments' };
  }
  const pair = { key: args.slice(name.start, name.end), value: args.slice(next.start) };
  return { ok: true, pairs: [pair], legacy: true };
}

function pairOf(word: string): KeyValue {
  const equals = word.indexOf('=');
  return equals === -1
    ? { key: word }
    : { key: word.slice(0, equals), value: word.slice(equals + 1) };
}

/** Split at blanks outside quotes; an escape character at the very end is dropped. */
function quotedWords(args: string, escape: string): readonly string[] {
  const words: string[] = [];
  const { end } = trimmed(args, { start: 0, end: args.length });
  let start: number | undefined;
  let quote = '';
  let at = 0;
  for (; at < end; at += 1) {
    const character = args.charAt(at);
    if (quote === '' && isGoBlank(character)) {
      if (start !== undefined) words.push(args.slice(start, at));
      start = undefined;
      continue;
    }
    start ??= at;
    if (character === escape && quote !== "'") at += 1;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  if (start !== undefined) words.push(args.slice(start, at > end ? end - 1 : end));
  return words.filter((word) => word !== '');
}
