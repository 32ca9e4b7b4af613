import type { RubyRange, RubyValue } from './value.ts';

/** Undefined: no known way to index. Missing: Ruby's nil. */
export type Slice<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'part'; readonly part: Item[] }
  | { readonly kind: 'missing' };

const missing = { kind: 'missing' } as const;

/** `list[3]`, `list[-1]`, `list[1, 2]`, `list[1..]` of an array's items or a string's characters. */
export function sliceOf<Item>(
  items: readonly Item[],
  [index, length]: readonly RubyValue[],
): Slice<Item> | undefined {
  if (index?.kind === 'range' && length === undefined) return partOf(items, index);
  if (index?.kind !== 'integer') return undefined;
  const start = index.value < 0 ? index.value + items.length : index.value;
  if (length === undefined) {
    const item = items[start];
    return item === undefined ? missing : { kind: 'item', item };
  }
  if (length.kind !== 'integer') return undefined;
  if (start < 0 || start > items.length || length.value < 0) return missing;
  return { kind: 'part', part: items.slice(start, start + length.value) };
}

function partOf<Item>(
  items: readonly Item[],
  { first, last, excludesLast }: RubyRange,
): Slice<Item> | undefined {
  const start = position(first, 0, items.length);
  const end = position(last, -1, items.length);
  if (start === undefined || end === undefined) return undefined;
  if (start < 0 || start > items.length) return missing;
  const isOpen = last.kind === 'nil';
  return {
    kind: 'part',
    part: items.slice(start, Math.max(start, excludesLast && !isOpen ? end : end + 1)),
  };
}

function position(value: RubyValue, whenOpen: number, length: number): number | undefined {
  if (value.kind !== 'integer' && value.kind !== 'nil') return undefined;
  const index = value.kind === 'nil' ? whenOpen : value.value;
  return index < 0 ? index + length : index;
}
