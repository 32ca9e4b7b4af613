import {
  BlockArgumentNode,
  BlockNode,
  ForwardingArgumentsNode,
  KeywordHashNode,
  type ArgumentsNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Activation } from './activation.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { readHash, readItems } from './literalSyntax.ts';
import type { Arguments } from './methodCall.ts';
import { blockVariable } from './parameters.ts';
import type { RubyValue } from './value.ts';

/** Evaluates what a call passes, but for its block. */
export function readArguments(run: Execution, list: ArgumentsNode | null, frame: Frame): Arguments {
  const nodes = list?.arguments_ ?? [];
  const last = nodes.at(-1);
  const keywordNode = last instanceof KeywordHashNode ? last : undefined;
  const items = readItems(run, keywordNode === undefined ? nodes : nodes.slice(0, -1), frame);
  const keywords = keywordNode && readHash(run, keywordNode.elements, frame);
  const isKnown = Array.isArray(items);
  const forwarding = nodes.find((node) => node instanceof ForwardingArgumentsNode);
  return {
    positional: isKnown ? items : (items.mayBe ?? []),
    keywords: keywords?.kind === 'hash' && keywords.pairs.size > 0 ? keywords : undefined,
    unclear: isKnown
      ? keywords?.kind === 'unknown'
        ? keywords
        : forwarding && run.unknown(() => '`...` is not followed', forwarding)
      : items,
    block: undefined,
  };
}

/** The block of a call: written there and given to `owner`, or passed with `&`. */
export function readBlock(
  run: Execution,
  node: Node | null,
  frame: Frame,
  owner: Activation | undefined,
): RubyValue | undefined {
  if (node instanceof BlockNode) {
    return { kind: 'proc', node, frame, isLambda: false, owner, home: run.activation?.return };
  }
  if (!(node instanceof BlockArgumentNode)) return undefined;
  const block = node.expression === null ? blockOf(frame) : run.evaluate(node.expression, frame);
  return block?.kind === 'nil' ? undefined : block;
}

/** The block that the method around the frame was called with. */
export function blockOf(frame: Frame): RubyValue | undefined {
  for (let scope: Frame | undefined = frame; scope !== undefined; scope = scope.parent) {
    const block = scope.variables.get(blockVariable);
    if (block !== undefined) return block;
  }
  return undefined;
}
