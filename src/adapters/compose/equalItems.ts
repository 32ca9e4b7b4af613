import type { Value } from './value.ts';

/** Up to here Compose's schema library compares every item with every other; above, by a hash. */
const pairwiseLimit = 20;

/** Two items of a list that the schema takes for equal: the earlier and the later. */
export function equalItems(items: readonly Value[]): readonly [number, number] | undefined {
  return items.length <= pairwiseLimit ? equalPair(items) : equalTexts(items);
}

function equalPair(items: readonly Value[]): readonly [number, number] | undefined {
  for (const [later, item] of items.entries()) {
    const earlier = items.slice(0, later).findIndex((other) => equals(item, other));
    if (earlier !== -1) return [earlier, later];
  }
  return undefined;
}

/** A number equals an earlier text of the same number; a text never equals an earlier number. */
function equals(later: Value, earlier: Value): boolean {
  switch (later.type) {
    case 'map':
      return earlier.type === 'map' && equalEntries(later.entries, earlier.entries);
    case 'string':
      return earlier.type === 'string' && later.value === earlier.value;
    case 'int':
    case 'uint64':
    case 'float':
      return numberOf(later) === numberOf(earlier);
    default:
      return false;
  }
}

function equalEntries(
  later: ReadonlyMap<string, Value>,
  earlier: ReadonlyMap<string, Value>,
): boolean {
  if (later.size !== earlier.size) return false;
  return [...later].every(([key, value]) => {
    const other = earlier.get(key);
    return other !== undefined && equals(value, other);
  });
}

function numberOf(value: Value): number | undefined {
  if (value.type === 'float') return value.value;
  if (value.type === 'int' || value.type === 'uint64') return Number(value.text);
  if (value.type !== 'string') return undefined;
  const numeric = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(value.value);
  return numeric ? Number(value.value) : undefined;
}

function equalTexts(items: readonly Value[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = JSON.stringify(jsonOf(item));
    const earlier = seen.get(text);
    if (earlier !== undefined) return [earlier, index];
    seen.set(text, index);
  }
  return undefined;
}

function jsonOf(value: Value): unknown {
  switch (value.type) {
    case 'map':
      return [...value.entries]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, entry]) => [key, jsonOf(entry)]);
    case 'list':
      return { items: value.items.map(jsonOf) };
    case 'int':
    case 'uint64':
      return Number(value.text);
    case 'null':
      return null;
    case 'time':
      return value.text;
    default:
      return value.value;
  }
}
