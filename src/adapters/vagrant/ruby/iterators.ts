import { packed, type MethodCall } from './methodCall.ts';
import { numbered, visitOf, type Visit } from './procs.ts';
import { compare } from './rubyText.ts';
import {
  array,
  count,
  isTruthy,
  isUnknown,
  nil,
  versionOf,
  type RubyArray,
  type RubyValue,
  type Unknown,
} from './value.ts';

/** A call of a method on something that has an `each`. */
export interface Iteration {
  readonly receiver: RubyValue;
  /** What `each` of the receiver yields. */
  readonly items: readonly RubyValue[];
  readonly args: readonly RubyValue[];
  readonly call: MethodCall;
}

/** Undefined when it does not know how to take these arguments. */
type Iterator = (iteration: Iteration, visit: Visit) => RubyValue | undefined;

/** Methods that take a block, and give an enumerator without one. */
const iterators: ReadonlyMap<string, Iterator> = new Map(
  Object.entries<Iterator>({
    each,
    each_entry: each,
    each_pair: each,
    each_index: ({ items, receiver }, visit) => {
      for (let index = 0; index < items.length; index++) visit([count(index)]);
      return receiver;
    },
    each_with_index: ({ items, receiver }, visit) => {
      for (let index = 0; index < items.length; index++) {
        visit([items[index] ?? nil, count(index)]);
      }
      return receiver;
    },
    each_with_object: ({ items, args }, visit) => {
      const [memo] = args;
      if (memo === undefined) return undefined;
      for (const item of items) visit([item, memo]);
      return memo;
    },
    each_slice: (iteration, visit) => eachGroup(iteration, visit, (size) => size),
    each_cons: (iteration, visit) => eachGroup(iteration, visit, () => 1),
    reverse_each: ({ items, receiver }, visit) => {
      for (const item of [...items].reverse()) visit([item]);
      return receiver;
    },
    map,
    collect: map,
    flat_map: flatMap,
    collect_concat: flatMap,
    select,
    filter: select,
    find_all: select,
    reject: (iteration, visit) => split(iteration, visit, (_chosen, others) => array(others)),
    partition: (iteration, visit) =>
      split(iteration, visit, (chosen, others) => array([array(chosen), array(others)])),
    filter_map: ({ items }, visit) => {
      const results = items.map((item) => visit([item]));
      return results.find(isUnknown) ?? array(results.filter((result) => isTruthy(result)));
    },
    find: (iteration, visit) => search(iteration, visit, true)?.item ?? nil,
    detect: (iteration, visit) => search(iteration, visit, true)?.item ?? nil,
    sort_by: sortBy,
  }),
);

/** Undefined when the method is none that iterates with a block, or is called in no known way. */
export function iterate(iteration: Iteration): RubyValue | undefined {
  const { receiver, call } = iteration;
  const visit = visitOf(call);
  const resumed =
    receiver.kind === 'enumerator' && visit && resume(iteration, receiver.method, visit);
  if (resumed !== undefined && resumed !== false) return resumed;
  const iterator = iterators.get(call.name);
  return visit === undefined
    ? iterator && enumerator(iteration, iterator)
    : iterator?.(iteration, visit);
}

/** What an enumerator does of its own: what the method that made it would, with an index if asked. */
function resume(iteration: Iteration, method: string, visit: Visit): RubyValue | undefined {
  const { call, args, receiver } = iteration;
  const [start = count(0)] = args;
  const iterator = iterators.get(method);
  if (receiver.kind !== 'enumerator' || iterator === undefined) return undefined;
  const made = { ...iteration, receiver: receiver.receiver, args: [] };
  switch (call.name) {
    case 'each':
      return iterator(made, visit);
    case 'each_with_index':
      return iterator(made, numbered(visit, 0));
    case 'with_index':
      return start.kind === 'integer' ? iterator(made, numbered(visit, start.value)) : undefined;
    default:
      return undefined;
  }
}

function enumerator(iteration: Iteration, iterator: Iterator): RubyValue | undefined {
  const items: RubyValue[] = [];
  const result = iterator(iteration, (args) => {
    items.push(packed(args));
    return nil;
  });
  if (result === undefined && items.length === 0) return undefined;
  const { name } = iteration.call;
  const method = name.includes('each') ? 'each' : name;
  const { receiver } = iteration;
  return { kind: 'enumerator', items, method, receiver, version: versionOf(receiver) };
}

function each({ items, receiver }: Iteration, visit: Visit): RubyValue {
  // What the block adds to the array is visited too, here as in Ruby.
  for (const item of items) visit([item]);
  return receiver;
}

function map({ items }: Iteration, visit: Visit): RubyArray {
  return array(Array.from(items, (item) => visit([item])));
}

function flatMap(iteration: Iteration, visit: Visit): RubyValue {
  const results = map(iteration, visit).items;
  return (
    results.find(isUnknown) ??
    array(results.flatMap((result) => (result.kind === 'array' ? result.items : [result])))
  );
}

function select(iteration: Iteration, visit: Visit): RubyValue {
  return split(iteration, visit, (chosen) => array(chosen));
}

function split(
  { items }: Iteration,
  visit: Visit,
  take: (chosen: RubyValue[], others: RubyValue[]) => RubyValue,
): RubyValue {
  const chosen: RubyValue[] = [];
  const others: RubyValue[] = [];
  let unknown: Unknown | undefined;
  for (const item of items) {
    const result = visit([item]);
    if (isUnknown(result)) unknown ??= result;
    else (isTruthy(result) === true ? chosen : others).push(item);
  }
  return unknown === undefined ? take(chosen, others) : { ...unknown, mayBe: items };
}

/** The first item whose visit is as wanted; undefined when there is none. */
export function search(
  { items, call: { run } }: Iteration,
  visit: Visit,
  wanted: boolean,
): { readonly item: RubyValue } | undefined {
  let unknown: Unknown | undefined;
  for (const item of items) {
    const result =
      unknown === undefined ? visit([item]) : run.speculation.maybe(unknown, () => visit([item]));
    if (isUnknown(result)) unknown ??= { ...result, mayBe: items };
    else if (unknown === undefined && isTruthy(result) === wanted) return { item };
  }
  return unknown && { item: unknown };
}

function eachGroup(
  { items, receiver, args }: Iteration,
  visit: Visit,
  stepFor: (size: number) => number,
): RubyValue | undefined {
  const [size] = args;
  if (size?.kind !== 'integer' || size.value < 1) return undefined;
  const step = stepFor(size.value);
  const last = step === 1 ? items.length - size.value : items.length - 1;
  for (let start = 0; start <= last; start += step) {
    visit([array(items.slice(start, start + size.value))]);
  }
  return receiver;
}

/** Undefined when two keys are equal, too: Ruby's order of those is nobody's business. */
function sortBy({ items }: Iteration, visit: Visit): RubyValue | undefined {
  const keyed = items.map((item) => ({ item, key: visit([item]) }));
  const inOrder = sorted(keyed, (left, right) => {
    const order = compare(left.key, right.key);
    return order === 0 ? undefined : order;
  });
  return inOrder && array(inOrder.map(({ item }) => item));
}

/** Undefined when the order of two of them is not known. */
export function sorted<Item>(
  items: readonly Item[],
  compareItems: (left: Item, right: Item) => number | undefined,
): Item[] | undefined {
  let unknownOrders = 0;
  const inOrder = [...items].sort((left, right) => {
    const order = compareItems(left, right);
    if (order === undefined) unknownOrders++;
    return order ?? 0;
  });
  return unknownOrders === 0 ? inOrder : undefined;
}
