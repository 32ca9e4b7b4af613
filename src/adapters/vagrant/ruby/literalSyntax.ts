import {
  ArrayNode,
  AssocNode,
  EmbeddedStatementsNode,
  EmbeddedVariableNode,
  FalseNode,
  FloatNode,
  HashNode,
  ImplicitNode,
  IntegerNode,
  InterpolatedStringNode,
  InterpolatedSymbolNode,
  KeywordHashNode,
  NilNode,
  ParenthesesNode,
  ProgramNode,
  RangeNode,
  SelfNode,
  SourceLineNode,
  SplatNode,
  StatementsNode,
  StringNode,
  SymbolNode,
  TrueNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import { elementsOf, isList } from './elements.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { newHash, store } from './hash.ts';
import { textOf } from './rubyText.ts';
import { partsOf } from './nodeParts.ts';
import { rule, type SyntaxRule } from './syntaxRule.ts';
import {
  array,
  boolean,
  count,
  integer,
  isUnknown,
  nil,
  string,
  symbol,
  type RubyHash,
  type RubyValue,
  type Unknown,
} from './value.ts';

export const literalSyntax: readonly SyntaxRule[] = [
  rule(NilNode, () => nil),
  rule(TrueNode, () => boolean(true)),
  rule(FalseNode, () => boolean(false)),
  rule(IntegerNode, readInteger),
  rule(FloatNode, (_run, node) => ({ kind: 'float', value: node.value })),
  rule(StringNode, (_run, node) => string(node.unescaped.value)),
  rule(SymbolNode, (_run, node) => symbol(node.unescaped.value)),
  rule(SourceLineNode, (run, node) => count(run.source.line(run.span(node).start))),
  rule(InterpolatedStringNode, (run, node, frame) => {
    const text = interpolate(run, node.parts, frame);
    return typeof text === 'string' ? string(text) : text;
  }),
  rule(InterpolatedSymbolNode, (run, node, frame) => {
    const text = interpolate(run, node.parts, frame);
    return typeof text === 'string' ? symbol(text) : text;
  }),
  rule(EmbeddedStatementsNode, (run, node, frame) => run.evaluate(node.statements, frame)),
  rule(EmbeddedVariableNode, (run, node, frame) => run.evaluate(node.variable, frame)),
  rule(ArrayNode, (run, node, frame) => {
    const items = readItems(run, node.elements, frame);
    return Array.isArray(items) ? array(items) : items;
  }),
  rule(HashNode, (run, node, frame) => readHash(run, node.elements, frame)),
  rule(KeywordHashNode, (run, node, frame) => readHash(run, node.elements, frame)),
  rule(ImplicitNode, (run, node, frame) => run.evaluate(node.value, frame)),
  rule(RangeNode, readRange),
  rule(SelfNode, (_run, _node, frame) => frame.self),
  rule(ParenthesesNode, (run, node, frame) => run.evaluate(node.body, frame)),
  rule(ProgramNode, (run, node, frame) => run.evaluate(node.statements, frame)),
  rule(StatementsNode, (run, node, frame) => {
    let value: RubyValue = nil;
    for (const statement of node.body) value = run.evaluate(statement, frame);
    return value;
  }),
];

/** From the text: prism 1.9's JavaScript reads numbers from 2^31 on as others. */
function readInteger(run: Execution, node: IntegerNode): RubyValue {
  const { start, end } = run.span(node);
  const text = run.source.text.slice(start, end).replaceAll('_', '').toLowerCase();
  const value = Number(text.replace(/^(-?)0d/, '$1').replace(/^0(?=\d)/, '0o'));
  return integer(value) ?? run.unknown(() => `${text} is too large a number to follow`, node);
}

/** The text, or why it is not known. */
function interpolate(run: Execution, parts: readonly Node[], frame: Frame): string | Unknown {
  let text = '';
  let unknown: Unknown | undefined;
  for (const part of parts) {
    const value = run.evaluate(part, frame);
    const partText = textOf(value);
    if (isUnknown(value)) unknown ??= value;
    else if (partText === undefined)
      unknown ??= run.unknown(() => `\`${run.quote(part)}\` as text is known only to Ruby`, part);
    else text += partText;
  }
  run.spend(text.length >> 6);
  return unknown ?? text;
}

/** The values of a list in which `*list` may stand, or why they are not known. */
export function readItems(
  run: Execution,
  nodes: readonly Node[],
  frame: Frame,
): RubyValue[] | Unknown {
  let items: RubyValue[] = [];
  let unknown: Unknown | undefined;
  for (const node of nodes) {
    if (!(node instanceof SplatNode)) {
      items.push(run.evaluate(node, frame));
      continue;
    }
    const list =
      node.expression === null
        ? run.unknown(() => '`*` is not followed', node)
        : run.evaluate(node.expression, frame);
    const elements = list.kind === 'nil' ? [] : (elementsOf(run, list, node) ?? [list]);
    if (isList(elements)) items = items.concat(elements);
    else unknown ??= elements;
    run.spend(items.length >> 3);
  }
  return unknown === undefined ? items : { ...unknown, mayBe: items };
}

/** A hash from `key => value` and `**hash`, or why it is not known. */
export function readHash(run: Execution, nodes: readonly Node[], frame: Frame): RubyHash | Unknown {
  const hash = newHash();
  let unknown: Unknown | undefined;
  for (const node of nodes) {
    if (node instanceof AssocNode) {
      const key = run.evaluate(node.key, frame);
      const value = run.evaluate(node.value, frame);
      unknown ??= store(run, hash, key, value, node.key);
    } else {
      unknown ??= readSplat(run, hash, node, frame);
    }
  }
  return unknown === undefined
    ? hash
    : { ...unknown, mayBe: Array.from(hash.pairs.values(), ([, value]) => value) };
}

function readSplat(run: Execution, hash: RubyHash, node: Node, frame: Frame): Unknown | undefined {
  const [part = node] = partsOf(node);
  const splat = run.evaluate(part, frame);
  if (splat.kind === 'nil') return undefined;
  if (splat.kind !== 'hash') {
    return isUnknown(splat)
      ? splat
      : run.unknown(() => `\`${run.quote(part)}\` is not a hash`, part);
  }
  for (const [key, pair] of splat.pairs) hash.pairs.set(key, pair);
  return undefined;
}

function readRange(run: Execution, node: RangeNode, frame: Frame): RubyValue {
  const first = run.evaluate(node.left, frame);
  const last = run.evaluate(node.right, frame);
  if (isUnknown(first)) return first;
  if (isUnknown(last)) return last;
  return { kind: 'range', first, last, excludesLast: node.isExcludeEnd() };
}
