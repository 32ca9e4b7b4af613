import {
  isAlias,
  isMap,
  isSeq,
  type Alias,
  type ParsedNode,
  type Scalar,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../core/parsed.ts';
import { resolveScalar } from './scalars.ts';
import type { SourceFile } from './sourceFile.ts';
import { isDynamic, placeOf, sizeOf } from './value.ts';
import type { ListValue, MapValue, Origin, Plain, ScalarValue, Value } from './value.ts';
import { cycleFault, keyPrefix, nodeBudget, tooManyVisits } from './yamlAnchors.ts';
import type { AnchoredNode, NodeBudget } from './yamlAnchors.ts';
import type { EntryAt, JoinedMap, NodeAt } from './yamlBlocks.ts';
import type { YamlFault } from './yamlDepth.ts';
import { noToken, nodeMark } from './yamlFaults.ts';
import { endOf, entriesAt, keySpan } from './yamlNodes.ts';
import { isMergeKey, mergeInto, mergeSources, readKey, repeatedKeys } from './yamlKeys.ts';

/** What go-yaml and Compose say of the nodes, by the stage that says it, in their order. */
export interface ValueFaults {
  /** An alias to nothing, a tab after a dash: go-yaml's parser. */
  readonly parse: YamlFault[];
  /** Keys that repeat, anchors that hold themselves: Compose's own pass over the nodes. */
  readonly structure: YamlFault[];
  /** Scalars and merge keys that cannot be: go-yaml again. */
  readonly construct: YamlFault[];
  /** Keys that are no strings: Compose, once all else is read. */
  readonly keys: YamlFault[];
}

const noResets: ReadonlySet<string> = new Set();

/** Makes values of the nodes of one file's documents, aliases and merge keys followed. */
export class ValueReader {
  readonly faults: ValueFaults = { parse: [], structure: [], construct: [], keys: [] };
  readonly #file: SourceFile;
  /** Known to all that follows, in later documents too. */
  readonly #anchors = new Map<string, AnchoredNode>();
  #budget: NodeBudget = nodeBudget();
  /** Where the node that is read stands, as Compose writes it: without the merge keys on the way. */
  #path: (string | number)[] = [];
  /** Compose does not look into what `!override` replaces: instructions in it are plain tags. */
  #overriding = false;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  /** The root of a document. */
  read(root: NodeAt | JoinedMap): Value {
    this.#budget = nodeBudget();
    this.#path = [];
    for (const { usedAt } of this.#anchors.values()) usedAt.length = 0;
    return this.#value(root, undefined);
  }

  #value(at: NodeAt | JoinedMap, key: Span | undefined): Value {
    if ('entries' in at) return this.#joinedMap(at, key);
    return this.#node(at.node, at.base, key);
  }

  #joinedMap({ entries }: JoinedMap, key: Span | undefined): MapValue {
    const last = entries.at(-1);
    const start = entries[0] === undefined ? 0 : keySpan(entries[0]).start;
    const map = this.#map(entries, { file: this.#file, start, end: start, key });
    const lastValue = last && [...map.entries.values()].at(-1);
    return { ...map, origin: { ...map.origin, end: lastValue?.origin.end ?? start } };
  }

  #node(node: ParsedNode | null, base: number, key: Span | undefined): Value {
    const start = node === null ? (key?.end ?? base) : base + node.range[0];
    const end = node === null ? start : base + endOf(node);
    if (!this.#budget.visit()) this.faults.structure.push({ message: tooManyVisits, start, end });
    if (node === null) return { type: 'null', origin: { file: this.#file, start, end, key } };
    if (isAlias(node)) return this.#alias(node, { start, end }, key);
    const target = this.#declare(node.anchor);
    const origin: Origin = {
      file: this.#file,
      start,
      end,
      key,
      anchor: target?.anchor,
      tag: this.#overriding ? undefined : instructionOf(node.tag),
    };
    const outer = this.#overriding;
    this.#overriding ||= origin.tag === '!override';
    const value = this.#content(node, base, origin);
    this.#overriding = outer;
    if (target !== undefined) target.value = value;
    return value;
  }

  #content(node: Exclude<ParsedNode, Alias.Parsed>, base: number, origin: Origin): Value {
    if (isMap(node)) return this.#map(entriesAt(node, base), origin);
    return isSeq(node) ? this.#list(node, base, origin) : this.#scalar(node, origin);
  }

  #declare(name: string | undefined): AnchoredNode | undefined {
    if (name === undefined) return undefined;
    const target: AnchoredNode = {
      anchor: { name, used: false },
      path: [...this.#path],
      usedAt: [],
    };
    this.#anchors.set(name, target);
    return target;
  }

  #scalar({ source = '', type, tag }: Scalar, origin: Origin): ScalarValue {
    const quoted = type !== 'PLAIN';
    if (quoted && tag === undefined) return { type: 'string', value: source, origin };
    const reading = resolveScalar(source, quoted, tag);
    if (reading.ok) return withOrigin(reading.value, origin);
    this.faults.construct.push({ message: reading.message, start: origin.start, end: origin.end });
    return { type: 'null', origin };
  }

  #list({ items, flow }: YAMLSeq.Parsed, base: number, origin: Origin): ListValue {
    const values: Value[] = [];
    let dynamic = false;
    let size = 1;
    items.forEach((item, index) => {
      this.#path.push(index);
      const value = this.#node(item, base, undefined);
      this.#path.pop();
      if (flow !== true) this.#reportTab(value);
      if (value.origin.tag === '!reset') return;
      values.push(value);
      dynamic ||= isDynamic(value);
      size += sizeOf(value);
    });
    return { type: 'list', items: values, dynamic, size, origin };
  }

  /** After a dash go-yaml takes no tab, as the parser here does. */
  #reportTab(item: Value): void {
    const { text } = this.#file;
    const { start } = item.origin.alias ?? item.origin;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const tab = text.slice(lineStart, start).search(/\t/);
    if (tab === -1) return;
    const place = { start: lineStart + tab, end: lineStart + tab + 1 };
    this.faults.parse.push({ message: noToken(this.#file, place.start), ...place });
  }

  /** A mapping with what its merge keys bring; its own entries go before those. */
  #map(written: readonly EntryAt[], origin: Origin): MapValue {
    const entries = new Map<string, Value>();
    const resets = new Set<string>();
    const merged: MapValue[] = [];
    let size = 1;
    for (const entry of written) {
      const merges = isMergeKey(entry.key.node);
      const name = merges ? '<<' : this.#keyName(entry);
      const value = this.#entry(entry, name ?? '', merges);
      size += sizeOf(value) + 1;
      if (merges) merged.push(...this.#mergeSources(value));
      else if (name !== undefined && value.origin.tag === '!reset') resets.add(name);
      else if (name !== undefined) entries.set(name, value);
    }
    if (entries.size < written.length) {
      this.faults.structure.push(...repeatedKeys(written, this.#file));
    }
    for (const source of merged) mergeInto(entries, resets, source);
    let dynamic = false;
    for (const value of entries.values()) dynamic ||= isDynamic(value);
    const taken = resets.size === 0 ? noResets : resets;
    return { type: 'map', entries, resets: taken, dynamic, size, origin };
  }

  #entry(entry: EntryAt, name: string, merges: boolean): Value {
    const step = !merges || this.#path.length === 0;
    if (step) this.#path.push(name);
    const value = this.#value(entry.value, keySpan(entry));
    if (step) this.#path.pop();
    return value;
  }

  #keyName(entry: EntryAt): string | undefined {
    const { text, fault, shown } = readKey(entry.key.node, this.#anchors);
    if (text !== undefined) return text;
    const span = keySpan(entry);
    const where = this.#path.length === 0 ? 'at top level' : `in ${keyPrefix(this.#path)}`;
    if (fault !== undefined) this.faults.construct.push({ message: fault, ...span });
    else this.faults.keys.push({ message: `non-string key ${where}: ${shown}`, ...span });
    return undefined;
  }

  #mergeSources(value: Value): readonly MapValue[] {
    const sources = mergeSources(value);
    if (sources !== undefined) return sources;
    const message = 'map merge requires map or sequence of maps as the value';
    this.faults.construct.push({ message, ...placeOf(value) });
    return [];
  }

  #alias({ source: name }: Alias.Parsed, span: Span, key: Span | undefined): Value {
    const { parse, structure, construct } = this.faults;
    const missing: Value = { type: 'null', origin: { file: this.#file, ...span, key } };
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const where = nodeMark(this.#file, span.start);
      parse.push({ message: `${where}: unknown anchor '${name}' referenced`, ...span });
      return missing;
    }
    target.anchor.used = true;
    const cycle = cycleFault(target, [...this.#path]);
    if (cycle !== undefined) structure.push({ message: cycle, ...span });
    const { value } = target;
    if (value === undefined) {
      construct.push({ message: `anchor '${name}' value contains itself`, ...span });
      return missing;
    }
    if (!this.#budget.repeat(sizeOf(value))) {
      construct.push({ message: 'document contains excessive aliasing', ...span });
      return missing;
    }
    const tag = this.#overriding ? undefined : value.origin.tag;
    return { ...value, origin: { ...value.origin, key, alias: span, obstacle: 'alias', tag } };
  }
}

/** A spread would do, and take most of the time of a reading. */
function withOrigin(plain: Plain, origin: Origin): ScalarValue {
  return plain.type === 'string'
    ? { type: 'string', value: plain.value, origin }
    : { ...plain, origin };
}

function instructionOf(tag: string | undefined): Origin['tag'] {
  return tag === '!reset' || tag === '!override' ? tag : undefined;
}
