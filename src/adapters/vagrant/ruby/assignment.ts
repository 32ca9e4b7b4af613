import {
  CallTargetNode,
  ClassVariableTargetNode,
  ConstantTargetNode,
  GlobalVariableTargetNode,
  IndexTargetNode,
  InstanceVariableTargetNode,
  LocalVariableTargetNode,
  MultiTargetNode,
  RequiredParameterNode,
  SplatNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import { readArguments } from './arguments.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { passing } from './methodCall.ts';
import { array, isUnknown, nil, type RubyValue } from './value.ts';

/** A list of places, in which one `*place` may take what the others leave. */
interface Targets {
  readonly lefts: readonly Node[];
  readonly rest: Node | null;
  readonly rights: readonly Node[];
}

/** Gives a value to a place: left of `=` among several, a parameter, the variable of a `for`. */
export function assign(run: Execution, frame: Frame, target: Node, value: RubyValue): void {
  if (target instanceof RequiredParameterNode) {
    run.memory.write(frame, target.name, value);
  } else if (target instanceof LocalVariableTargetNode) {
    run.memory.write(frame.outer(target.depth), target.name, value);
  } else if (target instanceof MultiTargetNode) {
    assignEach(run, frame, target, value);
  } else if (target instanceof InstanceVariableTargetNode) {
    run.memory.write(instanceVariables(run, frame), target.name, value);
  } else if (target instanceof ConstantTargetNode) {
    run.define(target.name, value, frame);
  } else if (
    target instanceof GlobalVariableTargetNode ||
    target instanceof ClassVariableTargetNode
  ) {
    run.memory.write(run.main.members, target.name, value);
  } else if (target instanceof IndexTargetNode) {
    const receiver = run.evaluate(target.receiver, frame);
    const args = readArguments(run, target.arguments_, frame);
    const positional = [...args.positional, value];
    run.send(receiver, { ...args, positional, name: '[]=', node: target, run });
  } else if (target instanceof CallTargetNode) {
    const receiver = run.evaluate(target.receiver, frame);
    run.send(receiver, { ...passing(value), name: target.name, node: target, run });
  }
}

/** Spreads a value over several places, as `a, (b, *c) = value` does. */
export function assignEach(
  run: Execution,
  frame: Frame,
  { lefts, rest, rights }: Targets,
  value: RubyValue,
): void {
  const items = value.kind === 'array' ? value.items : [value];
  const whole = isUnknown(value) ? value : undefined;
  const restEnd = Math.max(lefts.length, items.length - rights.length);
  lefts.forEach((target, index) => {
    assign(run, frame, target, whole ?? items[index] ?? nil);
  });
  if (rest instanceof SplatNode && rest.expression !== null) {
    assign(run, frame, rest.expression, whole ?? array(items.slice(lefts.length, restEnd)));
  }
  rights.forEach((target, index) => {
    assign(run, frame, target, whole ?? items[restEnd + index] ?? nil);
  });
}

/** Where self keeps its instance variables; those of other objects are thrown away. */
export function instanceVariables(run: Execution, frame: Frame): Frame {
  return frame.self.kind === 'module' ? frame.self.members : run.memory.newFrame(nil);
}
