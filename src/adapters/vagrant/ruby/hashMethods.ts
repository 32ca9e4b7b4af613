import { digInto } from './arrayMethods.ts';
import { lookUp, newHash, store } from './hash.ts';
import { iterate } from './iterators.ts';
import type { CoreMethod, MethodCall } from './methodCall.ts';
import { visitOf } from './procs.ts';
import { identityOf } from './rubyText.ts';
import {
  array,
  boolean,
  count,
  isTruthy,
  isUnknown,
  nil,
  type RubyHash,
  type RubyValue,
} from './value.ts';

type Pair = readonly [key: RubyValue, value: RubyValue];

/** Beside what everything that has an `each` can do; those see pairs as arrays of two. */
export const hashMethods: ReadonlyMap<string, CoreMethod<RubyHash>> = new Map(
  Object.entries<CoreMethod<RubyHash>>({
    '[]': (hash, { positional: [key] }) => keyed(key, (known) => lookUp(hash, known) ?? nil),
    fetch,
    dig: (hash, { positional: [key, ...keys], ...call }) =>
      keyed(key, (known) => digInto(lookUp(hash, known) ?? nil, { ...call, positional: keys })),
    'key?': hasKey,
    'has_key?': hasKey,
    'include?': hasKey,
    'member?': hasKey,
    keys: ({ pairs }) => array(Array.from(pairs.values(), ([key]) => key)),
    values: ({ pairs }) => array(Array.from(pairs.values(), ([, value]) => value)),
    values_at: (hash, { positional: keys }) => {
      const isKnown = keys.every((key) => identityOf(key) !== undefined);
      return isKnown ? array(keys.map((key) => lookUp(hash, key) ?? nil)) : undefined;
    },
    length: ({ pairs }) => count(pairs.size),
    size: ({ pairs }) => count(pairs.size),
    'empty?': ({ pairs }) => boolean(pairs.size === 0),
    to_h: (hash, { block }) => (block === undefined ? hash : undefined),
    each: (hash, call) => eachPart(hash, call, (pair) => array([...pair])),
    each_pair: (hash, call) => eachPart(hash, call, (pair) => array([...pair])),
    each_key: (hash, call) => eachPart(hash, call, ([key]) => key),
    each_value: (hash, call) => eachPart(hash, call, ([, value]) => value),
    invert: ({ pairs }) => {
      const inverted = Array.from(pairs.values(), ([key, value]): Pair => [value, key]);
      return inverted.every(([key]) => identityOf(key) !== undefined)
        ? newHash(inverted)
        : undefined;
    },
    select: (hash, call) => chosen(hash, call, true),
    filter: (hash, call) => chosen(hash, call, true),
    reject: (hash, call) => chosen(hash, call, false),
    transform_values: ({ pairs }, call) => {
      const visit = visitOf(call);
      return (
        visit && newHash(Array.from(pairs.values(), ([key, value]): Pair => [key, visit([value])]))
      );
    },
    merge: (hash, call) => {
      const pairs = otherPairs(call);
      return pairs && newHash([...hash.pairs.values(), ...pairs]);
    },
    'merge!': update,
    update,
    '[]=': set,
    store: set,
    delete: (hash, { positional: [key], block, run, node }) =>
      keyed(key, (_known, identity) => {
        if (block !== undefined) return undefined;
        run.change(hash, node);
        const value = hash.pairs.get(identity)?.[1];
        hash.pairs.delete(identity);
        return value ?? nil;
      }),
  }),
);

/** Undefined when the key is missing, not known, or none that is followed. */
function keyed(
  key: RubyValue | undefined,
  apply: (key: RubyValue, identity: string) => RubyValue | undefined,
): RubyValue | undefined {
  const identity = key && identityOf(key);
  return key === undefined || identity === undefined ? undefined : apply(key, identity);
}

function hasKey({ pairs }: RubyHash, { positional: [key] }: MethodCall): RubyValue | undefined {
  return keyed(key, (_known, identity) => boolean(pairs.has(identity)));
}

/** A key that is missing raises, unless there is a default. */
function fetch(hash: RubyHash, call: MethodCall): RubyValue | undefined {
  const [key, otherwise] = call.positional;
  return keyed(key, (known) => lookUp(hash, known) ?? otherwise ?? visitOf(call)?.([known]));
}

/** A pair that the block deletes before its turn is not visited, one that it changes is as it is then. */
function eachPart(
  hash: RubyHash,
  call: MethodCall,
  part: (pair: Pair) => RubyValue,
): RubyValue | undefined {
  const visit = visitOf(call);
  if (visit === undefined) {
    const items = Array.from(hash.pairs.values(), part);
    return iterate({ receiver: hash, items, args: [], call: { ...call, name: 'each' } });
  }
  for (const pair of hash.pairs.values()) visit([part(pair)]);
  return hash;
}

function chosen({ pairs }: RubyHash, call: MethodCall, wanted: boolean): RubyValue | undefined {
  const visit = visitOf(call);
  if (visit === undefined) return undefined;
  const marked = Array.from(pairs.values(), (pair) => ({ pair, mark: visit(pair) }));
  const unknown = marked.map(({ mark }) => mark).find(isUnknown);
  return (
    unknown ??
    newHash(marked.filter(({ mark }) => isTruthy(mark) === wanted).map(({ pair }) => pair))
  );
}

/** What `merge` adds; with a block, or what is not known, it is not followed. */
function otherPairs({ positional: others, block }: MethodCall): Pair[] | undefined {
  const pairs = others.flatMap((other) =>
    other.kind === 'hash' && other.lost === undefined ? [...other.pairs.values()] : [undefined],
  );
  const isKnown = pairs.every((pair) => pair !== undefined);
  return block === undefined && isKnown ? pairs : undefined;
}

function update(hash: RubyHash, call: MethodCall): RubyValue | undefined {
  const pairs = otherPairs(call);
  if (pairs === undefined) return undefined;
  for (const [key, value] of pairs) set(hash, { ...call, positional: [key, value] });
  return hash;
}

function set(
  hash: RubyHash,
  { positional: [key, value], run, node }: MethodCall,
): RubyValue | undefined {
  return keyed(key, (known) => {
    if (value === undefined) return undefined;
    run.change(hash, node);
    return store(run, hash, known, value, node) ?? value;
  });
}
