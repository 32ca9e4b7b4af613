import {
  AssocNode,
  CallNode,
  FalseNode,
  FloatNode,
  IntegerNode,
  KeywordHashNode,
  NilNode,
  ParenthesesNode,
  StringNode,
  SymbolNode,
  TrueNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Span } from '../../core/parsed.ts';
import type { ForwardCall, ForwardOption } from './forwardedPorts.ts';
import { partsOf } from './ruby/nodeParts.ts';
import type { SourceText } from './ruby/sourceText.ts';

const literals: ReadonlySet<unknown> = new Set([
  IntegerNode,
  FloatNode,
  StringNode,
  SymbolNode,
  TrueNode,
  FalseNode,
  NilNode,
]);

/** Where the parts of `network` calls stand in the text; one object for each call. */
export class ForwardCalls {
  readonly #source: SourceText;
  readonly #calls = new Map<Node, ForwardCall>();
  readonly #lines = new Map<Node, number>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  of(node: Node): ForwardCall {
    const known = this.#calls.get(node);
    if (known !== undefined) return known;
    const call = this.#read(node);
    this.#calls.set(node, call);
    return call;
  }

  /** The last option of the name, which is the one that counts. */
  valueOf(node: Node, name: string): Span {
    const call = this.of(node);
    return call.options.findLast((option) => option.name === name)?.value ?? call;
  }

  /** The key of an option that is named by a string. */
  stringKeyOf(node: Node, text: string): Span {
    const key = elementsOf(node)
      .filter((element) => element instanceof AssocNode)
      .map((element) => element.key)
      .find((candidate) => candidate instanceof StringNode && candidate.unescaped.value === text);
    return key === undefined ? this.of(node) : this.#source.span(key.location);
  }

  /** The first argument: the network's type. */
  typeOf(node: Node): Span {
    const type = argumentsOf(node)[0];
    return type === undefined ? this.of(node) : this.#source.span(type.location);
  }

  /** 1-based, as Ruby reports the line of the call. */
  lineOf(node: Node): number {
    const known = this.#lines.get(node);
    if (known !== undefined) return known;
    const line = this.#source.line(this.#source.span(reported(node)).start);
    this.#lines.set(node, line);
    return line;
  }

  isInAny({ start, end }: Span): boolean {
    return [...this.#calls.values()].some((call) => call.start <= start && end <= call.end);
  }

  #read(node: Node): ForwardCall {
    const args = argumentsOf(node);
    const elements = elementsOf(node);
    const options = elements
      .map((element) => this.#option(element))
      .filter((option) => option !== undefined);
    const others = elements.length === 0 ? args : args.slice(0, -1);
    const literal =
      others.length === 1 &&
      others.every(isLiteral) &&
      options.length === elements.length &&
      options.every((option) => option.literal);
    return { ...this.#source.span(node.location), options, literal };
  }

  #option(element: Node): ForwardOption | undefined {
    if (!(element instanceof AssocNode) || !(element.key instanceof SymbolNode)) return undefined;
    return {
      name: element.key.unescaped.value,
      pair: this.#source.span(element.location),
      key: this.#source.span(element.key.location),
      value: this.#source.span(element.value.location),
      literal: isLiteral(element.value),
    };
  }
}

function argumentsOf(node: Node): readonly Node[] {
  return node instanceof CallNode ? (node.arguments_?.arguments_ ?? []) : [];
}

/** The keyword arguments. */
function elementsOf(node: Node): readonly Node[] {
  const last = argumentsOf(node).at(-1);
  return last instanceof KeywordHashNode ? last.elements : [];
}

function isLiteral(node: Node): boolean {
  return literals.has(node.constructor);
}

/**
 * Ruby 3.1 reports a call with parentheses on the line of its name, and one without on the line of
 * its receiver, which in a chain is the line of the receiver's own name.
 */
function reported(node: Node): { readonly startOffset: number; readonly length: number } {
  if (!(node instanceof CallNode)) return node.location;
  const hasParentheses = node.openingLoc !== null;
  if (node.receiver === null || hasParentheses) return node.messageLoc ?? node.location;
  return nameOf(node.receiver);
}

function nameOf(node: Node): { readonly startOffset: number; readonly length: number } {
  if (node instanceof CallNode) return node.messageLoc ?? node.location;
  const inner =
    node instanceof ParenthesesNode && node.body ? partsOf(node.body).at(-1) : undefined;
  return inner === undefined ? node.location : nameOf(inner);
}
