import { isAlias, isScalar, type ParsedNode } from 'yaml';
import { goQuote } from '../../core/goText.ts';
import { goSyntax } from './goValue.ts';
import { resolveScalar, type ScalarReading } from './scalars.ts';
import { positionAt, type SourceFile } from './sourceFile.ts';
import { within, type MapValue, type Value } from './value.ts';
import type { AnchoredNode } from './yamlAnchors.ts';
import type { EntryAt, NodeAt } from './yamlBlocks.ts';
import type { YamlFault } from './yamlDepth.ts';

/** A mapping's key; `text` is missing where it is no string. */
export interface KeyReading {
  readonly text?: string;
  /** Why it cannot be a key, in go-yaml's words. */
  readonly fault?: string;
  /** How Go prints what is no string. */
  readonly shown: string;
}

export function readKey(
  node: ParsedNode | null,
  anchors: ReadonlyMap<string, AnchoredNode>,
): KeyReading {
  const reading = readKeyScalar(node, anchors);
  if (!reading.ok) return { fault: reading.message, shown: '' };
  const { value } = reading;
  return value.type === 'string'
    ? { text: value.value, shown: value.value }
    : { shown: goSyntax(value) };
}

function readKeyScalar(
  node: ParsedNode | null,
  anchors: ReadonlyMap<string, AnchoredNode>,
): ScalarReading {
  if (node === null) return { ok: true, value: { type: 'null' } };
  if (isScalar(node)) return resolveScalar(node.source, node.type !== 'PLAIN', node.tag);
  const target = isAlias(node) ? anchors.get(node.source)?.value : undefined;
  if (target === undefined || target.type === 'list' || target.type === 'map') {
    return { ok: false, message: 'cannot use a list or a mapping as a map key' };
  }
  return { ok: true, value: target };
}

/** `<<`, unless it is quoted. */
export function isMergeKey(node: ParsedNode | null): boolean {
  if (!isScalar(node)) return false;
  if (node.tag !== undefined) return node.tag === 'tag:yaml.org,2002:merge';
  return node.source === '<<' && node.type === 'PLAIN';
}

/** Keys that are written twice, as Compose finds them: by their text, whatever their type. */
export function repeatedKeys(entries: readonly EntryAt[], file: SourceFile): YamlFault[] {
  const faults: YamlFault[] = [];
  const lines = new Map<string, number>();
  for (const { key } of entries) {
    const text = keyText(key);
    const start = key.base + (key.node?.range[0] ?? 0);
    const end = key.base + (key.node?.range[1] ?? 0);
    const first = lines.get(text);
    if (first === undefined) {
      lines.set(text, start);
      continue;
    }
    const line = (offset: number): number => positionAt(file, offset).line + 1;
    const message = `line ${line(start)}: mapping key ${goQuote(text)} already defined at line ${line(first)}`;
    faults.push({ message, start, end });
  }
  return faults;
}

function keyText({ node }: NodeAt): string {
  return isScalar(node) || isAlias(node) ? node.source : '';
}

/** The mappings that a merge key names, the first before the others; undefined if it names others. */
export function mergeSources(value: Value): readonly MapValue[] | undefined {
  const sources = value.type === 'list' ? value.items : [value];
  return sources.every((source) => source.type === 'map') ? sources : undefined;
}

/** Adds what the mapping does not have itself. */
export function mergeInto(
  entries: Map<string, Value>,
  resets: Set<string>,
  source: MapValue,
): void {
  for (const [name, entry] of source.entries) {
    if (!entries.has(name)) entries.set(name, within('merge-key', entry));
  }
  for (const name of source.resets) resets.add(name);
}
