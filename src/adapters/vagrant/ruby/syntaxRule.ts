import type { Node } from '@ruby/prism/src/nodes.js';
import type { Evaluate, Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import type { RubyValue } from './value.ts';

/** A class of nodes. */
export type NodeType<T extends Node> = new (...fields: never[]) => T;

/** How one class of nodes is evaluated. */
export type SyntaxRule = readonly [type: unknown, evaluate: Evaluate];

export function rule<T extends Node>(
  type: NodeType<T>,
  evaluate: (run: Execution, node: T, frame: Frame) => RubyValue,
): SyntaxRule {
  return [type, (run, node, frame) => evaluate(run, node as T, frame)];
}
