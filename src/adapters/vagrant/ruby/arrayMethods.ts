import type { Execution } from './execution.ts';
import type { CoreMethod, MethodCall } from './methodCall.ts';
import { identityOf, textOf } from './rubyText.ts';
import { sliceOf } from './slice.ts';
import {
  array,
  boolean,
  count,
  isUnknown,
  nil,
  settled,
  string,
  type RubyArray,
  type RubyValue,
} from './value.ts';

type Items = readonly RubyValue[];

/** Nesting that `flatten` follows; an array can be its own item. */
const deepestFlattening = 10;

/** Beside what everything that has an `each` can do. */
export const arrayMethods: ReadonlyMap<string, CoreMethod<RubyArray>> = new Map(
  Object.entries<CoreMethod<RubyArray>>({
    '[]': sliced,
    slice: sliced,
    at: sliced,
    dig: (list, { positional: [index, ...keys], ...call }) => {
      const item = index && sliced(list, { ...call, positional: [index] });
      return item && digInto(item, { ...call, positional: keys });
    },
    fetch: (list, call) => {
      const item = call.positional.length === 1 ? sliced(list, call) : undefined;
      return item === nil ? undefined : item;
    },
    last: ({ items }, { positional: [size, ...more] }) => {
      if (size === undefined) return items.at(-1) ?? nil;
      if (size.kind !== 'integer' || size.value < 0 || more.length > 0) return undefined;
      return array(items.slice(Math.max(0, items.length - size.value)));
    },
    length: ({ items }) => count(items.length),
    size: ({ items }) => count(items.length),
    'empty?': ({ items }) => boolean(items.length === 0),
    to_a: (list) => list,
    to_ary: (list) => list,
    reverse: ({ items }) => array([...items].reverse()),
    rotate: ({ items }, { positional: args }) =>
      args.length === 0 ? array([...items.slice(1), ...items.slice(0, 1)]) : undefined,
    compact: ({ items }) => {
      const known = items.map(settled);
      return known.find(isUnknown) ?? array(known.filter(({ kind }) => kind !== 'nil'));
    },
    flatten: ({ items }, { positional: args, run }) => {
      const flat = args.length === 0 ? flattened(items, 0, run) : undefined;
      return flat && array(flat);
    },
    join,
    '+': ({ items }, call) => {
      const others = otherItems(items, call);
      return others && array([...items, ...others]);
    },
    '-': (list, call) => filtered(list, call, (isInOther) => !isInOther),
    '&': (list, call) => filtered(list, call, (isInOther) => isInOther),
    '*': multiplied,
    '<<': push,
    push,
    append: push,
    unshift,
    prepend: unshift,
    concat: (list, call) => {
      const others = otherItems(list.items, call);
      return others && push(list, { ...call, positional: others });
    },
    pop: (list, call) => remove(list, call, (items) => items.pop()),
    shift: (list, call) => remove(list, call, (items) => items.shift()),
    '[]=': setItem,
  }),
);

/** `dig`: through arrays and hashes, as long as there are keys. */
export function digInto(item: RubyValue, call: MethodCall): RubyValue | undefined {
  const known = settled(item);
  if (call.positional.length === 0 || known.kind === 'nil' || isUnknown(known)) return known;
  if (known.kind !== 'array' && known.kind !== 'hash') return undefined;
  return call.run.send(known, { ...call, name: 'dig' });
}

function sliced({ items }: RubyArray, { positional: args }: MethodCall): RubyValue | undefined {
  const slice = sliceOf(items, args);
  switch (slice?.kind) {
    case undefined:
      return undefined;
    case 'item':
      return slice.item;
    case 'part':
      return array(slice.part);
    case 'missing':
      return nil;
  }
}

/** Undefined when an item may be an array of which nothing is known. */
function flattened(items: Items, depth: number, run: Execution): RubyValue[] | undefined {
  if (depth > deepestFlattening) return undefined;
  run.spend(items.length);
  const flat: RubyValue[][] = [];
  for (const item of items.map(settled)) {
    const parts = item.kind === 'array' ? flattened(item.items, depth + 1, run) : [item];
    if (parts === undefined || isUnknown(item)) return undefined;
    flat.push(parts);
  }
  return flat.flat();
}

function join({ items }: RubyArray, { positional: args, run }: MethodCall): RubyValue | undefined {
  const [separator = string('')] = args;
  const texts = items.map((item) => (settled(item).kind === 'array' ? undefined : textOf(item)));
  if (separator.kind !== 'string' || texts.includes(undefined)) return undefined;
  const text = texts.join(separator.text);
  run.spend(text.length >> 6);
  return string(text);
}

/** A copy of the items of the array that a method is called with. */
function otherItems(items: Items, { positional: [other], run }: MethodCall): Items | undefined {
  if (other?.kind !== 'array' || other.lost !== undefined) return undefined;
  run.spend((items.length + other.items.length) >> 3);
  return [...other.items];
}

function filtered(
  { items }: RubyArray,
  call: MethodCall,
  keep: (isInOther: boolean) => boolean,
): RubyValue | undefined {
  const others = otherItems(items, call)?.map((item) => identityOf(item));
  const identities = items.map((item) => identityOf(item));
  if (others === undefined || [...others, ...identities].includes(undefined)) return undefined;
  const other = new Set(others);
  return array(items.filter((_item, index) => keep(other.has(identities[index]))));
}

/** By a number; by a string it is `join`. */
function multiplied(list: RubyArray, call: MethodCall): RubyValue | undefined {
  const [times] = call.positional;
  if (times?.kind === 'string') return join(list, call);
  if (times?.kind !== 'integer' || times.value < 0) return undefined;
  const length = list.items.length * times.value;
  if (!call.run.affords(length)) return undefined;
  call.run.spend(length >> 3);
  return array(Array.from({ length: times.value }, () => list.items).flat());
}

function push(list: RubyArray, { positional: args, run, node }: MethodCall): RubyValue {
  run.change(list, node);
  for (const arg of args) list.items.push(arg);
  return list;
}

function unshift(list: RubyArray, { positional: args, run, node }: MethodCall): RubyValue {
  run.change(list, node);
  list.items.splice(0, 0, ...args);
  return list;
}

function remove(
  list: RubyArray,
  { positional: args, run, node }: MethodCall,
  take: (items: RubyValue[]) => RubyValue | undefined,
): RubyValue | undefined {
  if (args.length > 0) return undefined;
  run.change(list, node);
  return take(list.items) ?? nil;
}

/** `list[index] = item`, up to one behind the last. */
function setItem(
  list: RubyArray,
  { positional: [index, item], run, node }: MethodCall,
): RubyValue | undefined {
  if (index?.kind !== 'integer' || item === undefined) return undefined;
  const position = index.value < 0 ? index.value + list.items.length : index.value;
  if (position < 0 || position > list.items.length) return undefined;
  run.change(list, node);
  list.items[position] = item;
  return item;
}
