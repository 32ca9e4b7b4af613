import type { ForNode } from '@ruby/prism/src/nodes.js';
import {
  ConstantReadNode,
  IfNode,
  IntegerNode,
  LocalVariableTargetNode,
  ParenthesesNode,
  RangeNode,
  StatementsNode,
  StringNode,
  SymbolNode,
  UnlessNode,
  type BlockNode,
  type CallNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { ConfigBlockLayout, LoopBounds, LoopLayout } from './layout.ts';
import { leadingNames } from './ruby/parameters.ts';
import type { SourceText } from './ruby/sourceText.ts';

/** Methods whose block is the body of a loop, and whose value nobody needs. */
const loopMethods: ReadonlySet<string> = new Set([
  ...['each', 'each_with_index', 'with_index', 'each_pair', 'each_value', 'each_key'],
  ...['reverse_each', 'times', 'upto', 'downto', 'step'],
]);

/** The loop that a call with a block is, if it is one. */
export function blockLoop(
  source: SourceText,
  { name, receiver }: CallNode,
  { parameters }: BlockNode,
): LoopLayout | undefined {
  if (!loopMethods.has(name)) return undefined;
  const bounds = name === 'each' ? boundsOf(source, receiver) : undefined;
  return { variable: leadingNames(parameters)[0], bounds };
}

export function forLoop(source: SourceText, { index, collection }: ForNode): LoopLayout {
  const variable = index instanceof LocalVariableTargetNode ? index.name : undefined;
  return { variable, bounds: boundsOf(source, collection) };
}

/** Of a range of written numbers, in parentheses or not. */
function boundsOf(source: SourceText, node: Node | null): LoopBounds | undefined {
  if (node instanceof ParenthesesNode && isStatements(node.body)) {
    const [only, ...others] = node.body?.body ?? [];
    return only && others.length === 0 ? boundsOf(source, only) : undefined;
  }
  if (!(node instanceof RangeNode)) return undefined;
  const { left, right, operatorLoc } = node;
  if (!(left instanceof IntegerNode) || !(right instanceof IntegerNode)) return undefined;
  return {
    first: { ...source.span(left.location), value: left.value },
    last: { ...source.span(right.location), value: right.value },
    excludesLast: operatorLoc.length === '...'.length,
  };
}

/** What a block that gets a configuration is for. */
export function configKind({
  name,
  receiver,
  arguments_,
}: CallNode): ConfigBlockLayout['kind'] | undefined {
  if (name === 'define' || name === 'provider') return name;
  const version = arguments_?.arguments_[0];
  const isVagrant = receiver instanceof ConstantReadNode && receiver.name === 'Vagrant';
  if (name !== 'configure' || !isVagrant || version === undefined) return undefined;
  return literalText(version) === '1' ? undefined : 'configure';
}

export function isStatements(body: Node | null | undefined): body is StatementsNode | null {
  return body === null || body instanceof StatementsNode;
}

/** `statement if condition` */
export function isModifier(node: Node): node is IfNode | UnlessNode {
  if (node instanceof IfNode) return node.endKeywordLoc === null && node.ifKeywordLoc !== null;
  return node instanceof UnlessNode && node.endKeywordLoc === null;
}

/** The text of a string or symbol that is written out. */
export function literalText(node: Node): string | undefined {
  return node instanceof StringNode || node instanceof SymbolNode
    ? node.unescaped.value
    : undefined;
}
