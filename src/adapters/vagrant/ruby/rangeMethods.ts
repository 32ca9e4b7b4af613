import { elementsOf, integersBetween, isList } from './elements.ts';
import { iterate } from './iterators.ts';
import type { CoreMethod, MethodCall } from './methodCall.ts';
import { opaqueCall } from './opaqueCall.ts';
import { compare } from './rubyText.ts';
import { boolean, type RubyRange, type RubyValue } from './value.ts';

/** Beside what everything that has an `each` can do. */
export const rangeMethods: ReadonlyMap<string, CoreMethod<RubyRange>> = new Map(
  Object.entries<CoreMethod<RubyRange>>({
    begin: ({ first }) => first,
    end: ({ last }) => last,
    first: ({ first }, { positional: args }) => (args.length === 0 ? first : undefined),
    last: ({ last }, { positional: args }) => (args.length === 0 ? last : undefined),
    'exclude_end?': ({ excludesLast }) => boolean(excludesLast),
    'include?': covers,
    'member?': covers,
    'cover?': covers,
    '===': covers,
    size: (range, call) => ofElements(range, call, 'count'),
    step,
    '%': step,
  }),
);

function covers(
  { first, last, excludesLast }: RubyRange,
  { positional: [value] }: MethodCall,
): RubyValue | undefined {
  if (value === undefined) return undefined;
  const fromFirst = first.kind === 'nil' ? 0 : compare(first, value);
  const toLast = last.kind === 'nil' ? -1 : compare(value, last);
  if (fromFirst === undefined || toLast === undefined) return undefined;
  return boolean(fromFirst <= 0 && (excludesLast ? toLast < 0 : toLast <= 0));
}

function ofElements(range: RubyRange, call: MethodCall, name: string): RubyValue | undefined {
  const items = elementsOf(call.run, range, call.node);
  if (!isList(items)) return opaqueCall(range, call, items);
  return call.run.send({ kind: 'array', items: [...items] }, { ...call, name });
}

function step(range: RubyRange, call: MethodCall): RubyValue | undefined {
  const { first, last, excludesLast } = range;
  const [by] = call.positional;
  if (first.kind !== 'integer' || last.kind !== 'integer') return undefined;
  if (by?.kind !== 'integer' || by.value <= 0) return undefined;
  const end = excludesLast ? last.value - 1 : last.value;
  const items = integersBetween(call.run, first.value, end, by.value, call.node);
  if (!isList(items)) return opaqueCall(range, call, items);
  return iterate({ receiver: range, items, args: [], call: { ...call, name: 'each' } });
}
