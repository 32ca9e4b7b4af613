import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Span } from '../../core/parsed.ts';
import { resolveScalar } from './scalars.ts';
import type { EntryAt, JoinedMap, NodeAt } from './yamlBlocks.ts';
import { endOf, entriesAt } from './yamlNodes.ts';

/** A node and where it stands in the whole text, without its anchor and tag. */
export interface WrittenNode extends Span {
  readonly node: ParsedNode;
  readonly base: number;
}

/** What stands in a list: from its dash or its anchor on. */
export interface WrittenItem extends Span {
  readonly value: WrittenNode;
}

/** What stands in a mapping: from its key on. */
export interface WrittenPair extends Span {
  readonly name: string;
  readonly key: Span;
  readonly value?: WrittenNode;
}

/** A list or mapping; the span of a flow one includes the brackets. */
export interface Collection<Element extends Span> extends Span {
  readonly flow: boolean;
  readonly elements: readonly Element[];
}

export type WrittenMap = Collection<WrittenPair>;
export type WrittenList = Collection<WrittenItem>;

export function writtenNode(text: string, { node, base }: NodeAt): WrittenNode | undefined {
  if (node === null) return undefined;
  const start = base + node.range[0];
  // A block scalar ends with the line ends after it.
  const length = text.slice(start, base + endOf(node)).trimEnd().length;
  return { node, base, start, end: start + length };
}

/** What a mapping holds; nothing for what is none. */
export function entriesOf(map: NodeAt | JoinedMap): readonly EntryAt[] {
  if ('entries' in map) return map.entries;
  return isMap(map.node) ? entriesAt(map.node, map.base) : [];
}

/** The pairs of a mapping; keys that are no plain or quoted text are left out. */
export function pairsOf(text: string, map: NodeAt | JoinedMap): readonly WrittenPair[] {
  return entriesOf(map).flatMap((entry) => pairOf(text, entry));
}

function pairOf(text: string, { key, value }: EntryAt): readonly WrittenPair[] {
  const written = writtenNode(text, key);
  if (written === undefined || !isScalar(written.node)) return [];
  const { start, end } = written;
  const pair = { name: written.node.source, key: { start, end }, start };
  const node = 'entries' in value ? undefined : writtenNode(text, value);
  return [node === undefined ? { ...pair, end } : { ...pair, end: node.end, value: node }];
}

/** Undefined for what is no mapping, and for one with keys that are no texts. */
export function mapOf(
  text: string,
  { node, base, start, end }: WrittenNode,
): WrittenMap | undefined {
  if (!isMap(node)) return undefined;
  const elements = pairsOf(text, { node, base });
  if (elements.length < node.items.length) return undefined;
  return { start, end, flow: node.flow === true, elements };
}

export function listOf(text: string, written: WrittenNode): WrittenList | undefined {
  const { node, base, start, end } = written;
  if (!isSeq<ParsedNode>(node)) return undefined;
  const flow = node.flow === true;
  const elements: WrittenItem[] = [];
  for (const item of node.items) {
    const value = writtenNode(text, { node: item, base });
    if (value === undefined) return undefined;
    const from = elements.at(-1)?.end;
    const itemStart = flow
      ? flowItemStart(text, from ?? start + 1)
      : from === undefined
        ? start
        : dashAfter(text, from);
    elements.push({ start: itemStart, end: value.end, value });
  }
  return { start, end, flow, elements };
}

function flowItemStart(text: string, from: number): number {
  const skipped = /^(?:[\s,]|(?<=\s)#.*)*/.exec(text.slice(from));
  return from + (skipped?.[0].length ?? 0);
}

function dashAfter(text: string, from: number): number {
  const found = /\n *(?=-(?:\s|$))/.exec(text.slice(from));
  return from + (found === null ? 0 : found.index + found[0].length);
}

/** What a scalar says, quotes and escapes undone. */
export function sourceOf({ node }: WrittenNode): string | undefined {
  return isScalar(node) ? node.source : undefined;
}

/** What Compose reads in a scalar: of a number the decimal digits. */
export function readingOf(written: WrittenNode): string | undefined {
  const { node } = written;
  if (!isScalar(node)) return undefined;
  const reading = resolveScalar(node.source, node.type !== 'PLAIN', node.tag);
  if (!reading.ok) return node.source;
  return reading.value.type === 'int' ? reading.value.text : node.source;
}

export type Quote = '"' | "'" | '';

export function quoteOf(text: string, { start }: Span): Quote {
  const first = text[start];
  return first === '"' || first === "'" ? first : '';
}

export function aliasOf({ node }: WrittenNode): string | undefined {
  return isAlias(node) ? node.source : undefined;
}

/** The first of the anchors that an alias anywhere in the text repeats. */
export function repeatedAnchor(text: string, anchors: readonly string[]): string | undefined {
  if (anchors.length === 0) return undefined;
  const aliases = Array.from(text.matchAll(/(?<=(?:^|[\s,:[{])\*)[^\s,[\]{}]+/g), ([name]) => name);
  return anchors.find((anchor) => aliases.includes(anchor));
}

/** The anchor of a node; none or one. */
export function anchorsOf(node: ParsedNode): readonly string[] {
  return isAlias(node) || node.anchor === undefined ? [] : [node.anchor];
}

/** The anchors of a node and of what is in it. */
export function anchorsIn(node: ParsedNode | null): readonly string[] {
  if (node === null) return [];
  const own = anchorsOf(node);
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    return [...own, ...node.items.flatMap(({ key, value }) => [key, value].flatMap(anchorsIn))];
  }
  return isSeq<ParsedNode>(node) ? [...own, ...node.items.flatMap(anchorsIn)] : own;
}
