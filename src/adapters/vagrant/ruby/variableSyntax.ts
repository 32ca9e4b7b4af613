import * as nodes from '@ruby/prism/src/nodes.js';
import { assign, assignEach } from './assignment.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { passing } from './methodCall.ts';
import { coreModules } from './objectMethods.ts';
import {
  attribute,
  constant,
  element,
  globalVariable,
  instanceVariable,
  localVariable,
  type Place,
} from './places.ts';
import { rule, type NodeType, type SyntaxRule } from './syntaxRule.ts';
import { isTruthy, isUnknown, type RubyValue } from './value.ts';

type PlaceOf<T> = (run: Execution, node: T, frame: Frame) => Place;

const local = (run: Execution, node: { name: string; depth: number }, frame: Frame): Place =>
  localVariable(run, frame, node.name, node.depth);
const instance = (run: Execution, { name }: { name: string }, frame: Frame): Place =>
  instanceVariable(run, frame, name);
const global = (run: Execution, node: nodes.Node & { name: string }): Place =>
  globalVariable(run, node, node.name);
const named = (run: Execution, { name }: { name: string }, frame: Frame): Place =>
  constant(run, frame, name);
const index: PlaceOf<
  nodes.IndexOrWriteNode | nodes.IndexAndWriteNode | nodes.IndexOperatorWriteNode
> = (run, node, frame) => element(run, frame, node, node.receiver, node.arguments_);
const property: PlaceOf<
  nodes.CallOrWriteNode | nodes.CallAndWriteNode | nodes.CallOperatorWriteNode
> = (run, node, frame) => attribute(run, frame, node);

export const variableSyntax: readonly SyntaxRule[] = [
  reading(nodes.LocalVariableReadNode, local),
  reading(nodes.InstanceVariableReadNode, instance),
  reading(nodes.GlobalVariableReadNode, global),
  reading(nodes.ClassVariableReadNode, global),
  writing(nodes.LocalVariableWriteNode, local),
  writing(nodes.InstanceVariableWriteNode, instance),
  writing(nodes.GlobalVariableWriteNode, global),
  writing(nodes.ClassVariableWriteNode, global),
  writing(nodes.ConstantWriteNode, named),
  orWriting(nodes.LocalVariableOrWriteNode, local),
  orWriting(nodes.InstanceVariableOrWriteNode, instance),
  orWriting(nodes.GlobalVariableOrWriteNode, global),
  orWriting(nodes.ClassVariableOrWriteNode, global),
  orWriting(nodes.ConstantOrWriteNode, named),
  orWriting(nodes.IndexOrWriteNode, index),
  orWriting(nodes.CallOrWriteNode, property),
  andWriting(nodes.LocalVariableAndWriteNode, local),
  andWriting(nodes.InstanceVariableAndWriteNode, instance),
  andWriting(nodes.GlobalVariableAndWriteNode, global),
  andWriting(nodes.ClassVariableAndWriteNode, global),
  andWriting(nodes.ConstantAndWriteNode, named),
  andWriting(nodes.IndexAndWriteNode, index),
  andWriting(nodes.CallAndWriteNode, property),
  operatorWriting(nodes.LocalVariableOperatorWriteNode, local),
  operatorWriting(nodes.InstanceVariableOperatorWriteNode, instance),
  operatorWriting(nodes.GlobalVariableOperatorWriteNode, global),
  operatorWriting(nodes.ClassVariableOperatorWriteNode, global),
  operatorWriting(nodes.ConstantOperatorWriteNode, named),
  operatorWriting(nodes.IndexOperatorWriteNode, index),
  operatorWriting(nodes.CallOperatorWriteNode, property),
  rule(nodes.MultiWriteNode, (run, node, frame) => {
    const value = run.evaluate(node.value, frame);
    assignEach(run, frame, node, value);
    return value;
  }),
  capturing(nodes.LocalVariableTargetNode),
  capturing(nodes.InstanceVariableTargetNode),
  capturing(nodes.GlobalVariableTargetNode),
  capturing(nodes.ConstantTargetNode),
  rule(nodes.ConstantReadNode, (run, node, frame) => readConstant(run, node, node.name, frame)),
  rule(nodes.ConstantPathNode, readConstantPath),
];

function reading<T extends nodes.Node>(type: NodeType<T>, placeOf: PlaceOf<T>): SyntaxRule {
  return rule(type, (run, node, frame) => placeOf(run, node, frame).read());
}

/** `place = value` */
function writing<T extends nodes.Node & { value: nodes.Node }>(
  type: NodeType<T>,
  placeOf: PlaceOf<T>,
): SyntaxRule {
  return rule(type, (run, node, frame) => assigned(run, node, frame, placeOf(run, node, frame)));
}

function assigned(
  run: Execution,
  { value }: { value: nodes.Node },
  frame: Frame,
  place: Place,
): RubyValue {
  const evaluated = run.evaluate(value, frame);
  place.write(evaluated);
  return evaluated;
}

/** `place ||= value` */
function orWriting<T extends nodes.Node & { value: nodes.Node }>(
  type: NodeType<T>,
  placeOf: PlaceOf<T>,
): SyntaxRule {
  return rule(type, (run, node, frame) =>
    writeUnless(run, node, frame, placeOf(run, node, frame), true),
  );
}

/** `place &&= value` */
function andWriting<T extends nodes.Node & { value: nodes.Node }>(
  type: NodeType<T>,
  placeOf: PlaceOf<T>,
): SyntaxRule {
  return rule(type, (run, node, frame) =>
    writeUnless(run, node, frame, placeOf(run, node, frame), false),
  );
}

function writeUnless(
  run: Execution,
  node: { value: nodes.Node },
  frame: Frame,
  place: Place,
  decisive: boolean,
): RubyValue {
  const value = place.read();
  const isTrue = isTruthy(value);
  if (isTrue === decisive) return value;
  if (!isUnknown(value)) return assigned(run, node, frame, place);
  return run.speculation.either(value, [() => value, () => assigned(run, node, frame, place)]);
}

/** `place += value` */
function operatorWriting<T extends nodes.Node & { value: nodes.Node; binaryOperator: string }>(
  type: NodeType<T>,
  placeOf: PlaceOf<T>,
): SyntaxRule {
  return rule(type, (run, node, frame) => {
    const place = placeOf(run, node, frame);
    const left = place.read();
    const args = passing(run.evaluate(node.value, frame));
    const value = run.send(left, { ...args, name: node.binaryOperator, node, run });
    place.write(value);
    return value;
  });
}

/** A place that a pattern or a `rescue` fills. */
function capturing<T extends nodes.Node>(type: NodeType<T>): SyntaxRule {
  return rule(type, (run, node, frame) => {
    const captured = run.unknown(
      () => `what \`${run.quote(node)}\` gets is known only when Ruby runs`,
      node,
    );
    assign(run, frame, node, captured);
    return captured;
  });
}

function readConstant(run: Execution, node: nodes.Node, name: string, frame: Frame): RubyValue {
  const value = run.lookUp(name, frame) ?? run.host.constants[name];
  if (value !== undefined) return value;
  if (coreModules.has(name))
    return { kind: 'module', name, members: run.memory.newFrame({ kind: 'nil' }) };
  return run.unknown(() => `\`${name}\` is not known from this file`, node);
}

function readConstantPath(run: Execution, node: nodes.ConstantPathNode, frame: Frame): RubyValue {
  const { parent, name } = node;
  if (name === null) return run.unknown(() => `\`${run.quote(node)}\` is not followed`, node);
  if (parent === null) return readConstant(run, node, name, frame);
  const module = run.evaluate(parent, frame);
  if (isUnknown(module)) return module;
  const value =
    module.kind === 'module'
      ? module.members.variables.get(name)
      : module.kind === 'object'
        ? module.constant?.(name)
        : undefined;
  return value ?? run.unknown(() => `\`${run.quote(node)}\` is not known from this file`, node);
}
