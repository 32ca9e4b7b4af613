import { formatted } from './format.ts';
import type { CoreMethod, MethodCall } from './methodCall.ts';
import { compare, leadingInteger } from './rubyText.ts';
import { sliceOf } from './slice.ts';
import {
  array,
  boolean,
  count,
  integer,
  nil,
  string,
  symbol,
  type RubyString,
  type RubySymbol,
  type RubyValue,
} from './value.ts';

export const stringMethods: ReadonlyMap<string, CoreMethod<RubyString>> = new Map(
  Object.entries<CoreMethod<RubyString>>({
    to_s: (text) => text,
    to_str: (text) => text,
    '+@': (text) => text,
    '-@': (text) => text,
    to_sym: ({ text }) => symbol(text),
    intern: ({ text }) => symbol(text),
    to_i: ({ text }, { positional: args }) =>
      args.length === 0 ? integer(leadingInteger(text)) : undefined,
    '+': (text, call) => withText(text, call, (whole, other) => string(whole + other)),
    '*': repeated,
    '%': formattedWith,
    '<=>': (text, { positional: [other] }) => {
      const order = other && compare(text, other);
      return order === undefined ? undefined : count(order);
    },
    '[]': sliced,
    slice: sliced,
    length: ({ text }) => count(Array.from(text).length),
    size: ({ text }) => count(Array.from(text).length),
    'empty?': ({ text }) => boolean(text === ''),
    upcase: (text, call) => ofAscii(text, call, upperCase),
    downcase: (text, call) => ofAscii(text, call, lowerCase),
    capitalize: (text, call) =>
      ofAscii(text, call, (word) => upperCase(word.slice(0, 1)) + lowerCase(word.slice(1))),
    reverse: ({ text }) => string(Array.from(text).reverse().join('')),
    strip: ({ text }) => string(text.replace(/^[\t-\r ]+|[\0\t-\r ]+$/g, '')),
    lstrip: ({ text }) => string(text.replace(/^[\t-\r ]+/, '')),
    rstrip: ({ text }) => string(text.replace(/[\0\t-\r ]+$/, '')),
    chomp: ({ text }, { positional: args }) =>
      args.length === 0 ? string(text.replace(/(\r\n|\n|\r)$/, '')) : undefined,
    chars: ({ text }) => array(Array.from(text, string)),
    split,
    'include?': (text, call) =>
      withText(text, call, (whole, part) => boolean(whole.includes(part))),
    'start_with?': (text, call) =>
      withText(text, call, (whole, part) => boolean(whole.startsWith(part))),
    'end_with?': (text, call) =>
      withText(text, call, (whole, part) => boolean(whole.endsWith(part))),
    sub: (text, call) => replaced(text, call, (whole, old, by) => whole.replace(old, () => by)),
    gsub: (text, call) => replaced(text, call, (whole, old, by) => whole.replaceAll(old, () => by)),
    rjust: (text, call) => padded(text, call, (whole, padding) => padding + whole),
    ljust: (text, call) => padded(text, call, (whole, padding) => whole + padding),
  }),
);

export const symbolMethods: ReadonlyMap<string, CoreMethod<RubySymbol>> = new Map(
  Object.entries<CoreMethod<RubySymbol>>({
    to_s: ({ text }) => string(text),
    name: ({ text }) => string(text),
    id2name: ({ text }) => string(text),
    to_sym: (name) => name,
    to_proc: (name) => name,
    length: ({ text }) => count(Array.from(text).length),
    size: ({ text }) => count(Array.from(text).length),
  }),
);

/** For a method that takes one string. */
function withText(
  { text }: RubyString,
  { positional: [other, ...more], run }: MethodCall,
  apply: (text: string, other: string) => RubyValue,
): RubyValue | undefined {
  if (other?.kind !== 'string' || more.length > 0) return undefined;
  run.spend((text.length + other.text.length) >> 6);
  return apply(text, other.text);
}

function repeated(
  { text }: RubyString,
  { positional: [times], run }: MethodCall,
): RubyValue | undefined {
  if (times?.kind !== 'integer' || times.value < 0) return undefined;
  const length = text.length * times.value;
  if (!run.affords(length)) return undefined;
  run.spend(length >> 6);
  return string(text.repeat(times.value));
}

function formattedWith(
  { text }: RubyString,
  { positional: [args], run }: MethodCall,
): RubyValue | undefined {
  if (args === undefined) return undefined;
  return formatted(run, text, args.kind === 'array' ? args.items : [args]);
}

function sliced({ text }: RubyString, { positional: args }: MethodCall): RubyValue | undefined {
  const [part] = args;
  if (part?.kind === 'string' && args.length === 1) return text.includes(part.text) ? part : nil;
  const slice = sliceOf(Array.from(text), args);
  switch (slice?.kind) {
    case undefined:
      return undefined;
    case 'item':
      return string(slice.item);
    case 'part':
      return string(slice.part.join(''));
    case 'missing':
      return nil;
  }
}

/** Other letters have cases that JavaScript and Ruby may see otherwise. */
function ofAscii(
  { text }: RubyString,
  { positional: args }: MethodCall,
  apply: (text: string) => string,
): RubyValue | undefined {
  return args.length === 0 && isAscii(text) ? string(apply(text)) : undefined;
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function upperCase(text: string): string {
  return text.toUpperCase();
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

/** At white space, or at a string; the empty fields at the end are dropped. */
function split({ text }: RubyString, { positional: args }: MethodCall): RubyValue | undefined {
  const [separator = string(' ')] = args;
  if (separator.kind !== 'string' || separator.text === '' || args.length > 1) return undefined;
  const fields =
    separator.text === ' '
      ? text.replace(/^[\0\t-\r ]+/, '').split(/[\0\t-\r ]+/)
      : text.split(separator.text);
  while (fields.at(-1) === '') fields.pop();
  return array(fields.map(string));
}

/** With strings only: a pattern is a matter for Ruby. */
function replaced(
  { text }: RubyString,
  { positional: [old, by, ...more] }: MethodCall,
  apply: (text: string, old: string, by: string) => string,
): RubyValue | undefined {
  if (old?.kind !== 'string' || by?.kind !== 'string' || more.length > 0) return undefined;
  if (old.text === '' || by.text.includes('\\')) return undefined;
  return string(apply(text, old.text, by.text));
}

function padded(
  { text }: RubyString,
  { positional: [width, padding = string(' ')], run }: MethodCall,
  apply: (text: string, padding: string) => string,
): RubyValue | undefined {
  if (width?.kind !== 'integer' || padding.kind !== 'string' || padding.text === '')
    return undefined;
  const missing = Math.max(0, width.value - Array.from(text).length);
  if (!run.affords(missing)) return undefined;
  const repeats = Math.ceil(missing / padding.text.length);
  return string(apply(text, padding.text.repeat(repeats).slice(0, missing)));
}
