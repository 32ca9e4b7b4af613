import { isMap, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import type { Span } from '../../core/parsed.ts';
import type { EntryAt } from './yamlBlocks.ts';

/** Where a node ends: a block collection with what is last in it, as its own range goes further. */
export function endOf(node: ParsedNode): number {
  const last = lastIn(node);
  return last === undefined ? node.range[1] : endOf(last);
}

function lastIn(node: ParsedNode): ParsedNode | undefined {
  if (isSeq<ParsedNode>(node)) return node.flow === true ? undefined : node.items.at(-1);
  if (!isMap<ParsedNode, ParsedNode | null>(node) || node.flow === true) return undefined;
  const last = node.items.at(-1);
  return last?.value ?? last?.key;
}

export function keySpan({ key: { node, base } }: EntryAt): Span {
  return { start: base + (node?.range[0] ?? 0), end: base + (node?.range[1] ?? 0) };
}

export function entriesAt({ items }: YAMLMap.Parsed, base: number): readonly EntryAt[] {
  return items.map(({ key, value }) => ({
    key: { node: key, base },
    value: { node: value, base },
  }));
}
