import { newHash } from './hash.ts';
import { search, sorted, type Iteration } from './iterators.ts';
import { passing } from './methodCall.ts';
import { visitOf, type Visit } from './procs.ts';
import { compare, identityOf, isEqual, numberOf } from './rubyText.ts';
import {
  array,
  boolean,
  count,
  integer,
  isTruthy,
  isUnknown,
  nil,
  settled,
  type RubyValue,
} from './value.ts';

/** Undefined when it does not know how to take these arguments. */
type Query = (iteration: Iteration, visit: Visit | undefined) => RubyValue | undefined;

/** What can be asked of everything that has an `each`, beside iterating it. */
const queries: ReadonlyMap<string, Query> = new Map(
  Object.entries<Query>({
    to_a: ({ items }) => array([...items]),
    entries: ({ items }) => array([...items]),
    first: ({ items, args }) => (args.length === 0 ? (items[0] ?? nil) : leading(items, args)),
    take: ({ items, args }) => leading(items, args),
    drop: ({ items, args: [size] }) =>
      size?.kind === 'integer' && size.value >= 0 ? array(items.slice(size.value)) : undefined,
    count: countItems,
    'include?': ({ items, args }) => includes(items, args[0]),
    'member?': ({ items, args }) => includes(items, args[0]),
    'any?': (iteration, visit) => found(iteration, visit, true, true),
    'all?': (iteration, visit) => found(iteration, visit, false, false),
    'none?': (iteration, visit) => found(iteration, visit, true, false),
    sum: (iteration, visit) => total(iteration, visit),
    min: ({ items, args }, visit) => extreme(items, args, visit, -1),
    max: ({ items, args }, visit) => extreme(items, args, visit, 1),
    sort: ({ items, args }, visit) => {
      const inOrder =
        visit || args.length > 0 ? undefined : sorted(items, (left, right) => compare(left, right));
      return inOrder && array(inOrder);
    },
    uniq: ({ items }, visit) => (visit ? undefined : unique(items)),
    inject: fold,
    reduce: fold,
    zip,
    to_h: (iteration, visit) => pairsOf(iteration, visit),
  }),
);

export function query(iteration: Iteration): RubyValue | undefined {
  return queries.get(iteration.call.name)?.(iteration, visitOf(iteration.call));
}

function leading(items: readonly RubyValue[], [size]: readonly RubyValue[]): RubyValue | undefined {
  return size?.kind === 'integer' && size.value >= 0
    ? array(items.slice(0, size.value))
    : undefined;
}

function countItems({ items, args }: Iteration, visit: Visit | undefined): RubyValue | undefined {
  if (args.length > 0) return undefined;
  if (visit === undefined) return count(items.length);
  const results = items.map((item) => visit([item]));
  return results.find(isUnknown) ?? count(results.filter((result) => isTruthy(result)).length);
}

function includes(
  items: readonly RubyValue[],
  wanted: RubyValue | undefined,
): RubyValue | undefined {
  if (wanted === undefined) return undefined;
  const answers = items.map((item) => isEqual(item, wanted));
  if (answers.includes(true)) return boolean(true);
  return answers.includes(undefined) ? undefined : boolean(false);
}

/** Looks for an item that is `wanted`, and answers `whenFound` if there is one. */
function found(
  iteration: Iteration,
  visit: Visit | undefined,
  wanted: boolean,
  whenFound: boolean,
): RubyValue | undefined {
  if (iteration.args.length > 0) return undefined;
  const test = visit ?? (([item = nil]) => settled(item));
  const result = search(iteration, test, wanted);
  if (result !== undefined && isUnknown(result.item) && !iteration.items.includes(result.item)) {
    return result.item;
  }
  return boolean((result !== undefined) === whenFound);
}

function total({ items, args }: Iteration, visit: Visit | undefined): RubyValue | undefined {
  const numbers = (visit ? items.map((item) => visit([item])) : items).map(settled);
  if (args.length > 0 || !numbers.every(({ kind }) => kind === 'integer'))
    return numbers.find(isUnknown);
  return integer(numbers.reduce((sum, number) => sum + (numberOf(number) ?? 0), 0));
}

function extreme(
  items: readonly RubyValue[],
  args: readonly RubyValue[],
  visit: Visit | undefined,
  wanted: -1 | 1,
): RubyValue | undefined {
  if (visit !== undefined || args.length > 0) return undefined;
  const inOrder = sorted(items, (left, right) => compare(left, right));
  return inOrder && (inOrder.at(wanted === 1 ? -1 : 0) ?? nil);
}

function unique(items: readonly RubyValue[]): RubyValue | undefined {
  const byIdentity = new Map<string, RubyValue>();
  for (const item of items) {
    const identity = identityOf(item);
    if (identity === undefined) return undefined;
    if (!byIdentity.has(identity)) byIdentity.set(identity, item);
  }
  return array([...byIdentity.values()]);
}

/** `inject { |memo, item| … }`, `inject(start) { … }`, `inject(:+)`, `inject(start, :+)`. */
function fold({ items, args, call }: Iteration, visit: Visit | undefined): RubyValue | undefined {
  const { run, node } = call;
  const operator = visit === undefined ? args.at(-1) : undefined;
  const starts = operator === undefined ? args : args.slice(0, -1);
  const step =
    visit ??
    (operator?.kind === 'symbol'
      ? ([memo = nil, item = nil]: readonly RubyValue[]) =>
          run.send(memo, { ...passing(item), name: operator.text, node, run })
      : undefined);
  if (step === undefined) return undefined;
  const [first = nil, ...others] = [...starts, ...items];
  return others.reduce((memo, item) => step([memo, item]), first);
}

function zip({ items, args }: Iteration, visit: Visit | undefined): RubyValue | undefined {
  const lists = args.map((arg) => (arg.kind === 'array' && !arg.lost ? arg.items : undefined));
  if (lists.includes(undefined)) return undefined;
  const rows = items.map((item, index) =>
    array([item, ...lists.map((list) => list?.[index] ?? nil)]),
  );
  if (visit === undefined) return array(rows);
  for (const row of rows) visit([row]);
  return nil;
}

function pairsOf({ items, args }: Iteration, visit: Visit | undefined): RubyValue | undefined {
  if (args.length > 0) return undefined;
  const rows = items.map((item) => settled(visit ? visit([item]) : item));
  const pairs: [RubyValue, RubyValue][] = [];
  for (const row of rows) {
    const [key, value] = row.kind === 'array' ? row.items : [];
    if (key === undefined || value === undefined || identityOf(key) === undefined) return undefined;
    pairs.push([key, value]);
  }
  return newHash(pairs);
}
