import type { Span } from '../../core/parsed.ts';
import type { Place } from './problems.ts';
import type { SourceFile } from './sourceFile.ts';

/**
 * Why an edit of the text behind a value would do more, or less, than change that value.
 *
 * - `anchor`: an alias elsewhere repeats the text; `alias`, `merge-key`: the text is somebody else's.
 * - `interpolation`: variables decide; `range`: one text stands for several ports.
 * - `extends`, `include`: the text belongs to another service, or to another file.
 */
export type EditObstacle =
  'anchor' | 'alias' | 'merge-key' | 'interpolation' | 'range' | 'extends' | 'include';

/** One `&name`; `used` once an alias repeats it. */
export interface Anchor {
  readonly name: string;
  used: boolean;
}

/** Where a value comes from; the span is of the scalar, list or mapping, without anchor and tag. */
export interface Origin extends Span {
  readonly file: SourceFile;
  /** The key that the value belongs to. */
  readonly key?: Span | undefined;
  /** The alias that stands where the value is used. */
  readonly alias?: Span | undefined;
  readonly anchor?: Anchor | undefined;
  readonly obstacle?: EditObstacle | undefined;
  /** `!reset` and `!override` are Compose's instructions for joining files. */
  readonly tag?: '!reset' | '!override' | undefined;
}

interface Common {
  readonly origin: Origin;
  /** The list item that Compose made this entry from. */
  readonly written?: Value;
  /** Earlier entries of the list that this one replaces. */
  readonly hides?: readonly Value[];
}

/** The Go types that go-yaml gives a scalar; `text` is the number in decimal. */
export type Plain =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly text: string }
  | { readonly type: 'uint64'; readonly text: string }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'time'; readonly text: string }
  | { readonly type: 'string'; readonly value: string };

interface Collection extends Common {
  /** Whether there is a `$` somewhere in it. */
  readonly dynamic: boolean;
  /** How many scalars, lists and mappings it makes, aliases written out. */
  readonly size: number;
}

export type ScalarValue = Common & Plain;
export type ListValue = Collection & { readonly type: 'list'; readonly items: readonly Value[] };
export type MapValue = Collection & {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, Value>;
  /** Keys that `!reset` took out. */
  readonly resets: ReadonlySet<string>;
};

/** A value of a compose file and where it came from. Never changed: stages make new ones. */
export type Value = ScalarValue | ListValue | MapValue;

export function entryOf(value: Value | undefined, key: string): Value | undefined {
  return value?.type === 'map' ? value.entries.get(key) : undefined;
}

/** The text of a string; undefined for every other type. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.type === 'string' ? value.value : undefined;
}

export function isDynamic(value: Value): boolean {
  if (value.type === 'string') return value.value.includes('$');
  return (value.type === 'map' || value.type === 'list') && value.dynamic;
}

export function sizeOf(value: Value): number {
  return value.type === 'map' || value.type === 'list' ? value.size : 1;
}

export function withEntries(map: MapValue, entries: Iterable<readonly [string, Value]>): MapValue {
  return { ...map, entries: new Map(entries) };
}

/** The map with one entry changed; undefined takes it out. */
export function withEntry(map: MapValue, key: string, value: Value | undefined): MapValue {
  if (map.entries.get(key) === value) return map;
  const entries = new Map(map.entries);
  if (value === undefined) entries.delete(key);
  else entries.set(key, value);
  return { ...map, entries };
}

/** What hinders an edit of the value's own text, seen from outside. */
export function obstacleOf({ origin }: Value): EditObstacle | undefined {
  return origin.obstacle ?? (origin.anchor?.used === true ? 'anchor' : undefined);
}

/** The value as part of something that cannot be edited; the outermost reason counts. */
export function within(obstacle: EditObstacle | undefined, value: Value): Value {
  if (obstacle === undefined) return value;
  return { ...value, origin: { ...value.origin, obstacle } };
}

/** Where the value stands in the list or mapping that uses it. */
export function placeOf({ origin }: Value): Place {
  return { file: origin.file, ...spanOf(origin.alias ?? origin) };
}

/** The key of the value, or the value where it has none. */
export function keyPlaceOf({ origin }: Value): Place {
  return { file: origin.file, ...spanOf(origin.key ?? origin) };
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
