import {
  AndNode,
  BeginNode,
  CallNode,
  CaseNode,
  DefinedNode,
  ElseNode,
  EnsureNode,
  IfNode,
  LocalVariableReadNode,
  ConstantReadNode,
  OrNode,
  RescueModifierNode,
  SelfNode,
  UnlessNode,
  WhenNode,
  type Node,
  type RescueNode,
} from '@ruby/prism/src/nodes.js';
import { RubyFailure } from './failures.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { partsOf } from './nodeParts.ts';
import { passing } from './methodCall.ts';
import { rule, type SyntaxRule } from './syntaxRule.ts';
import { isTruthy, isUnknown, string, type RubyValue, type Unknown } from './value.ts';

export const branchSyntax: readonly SyntaxRule[] = [
  rule(IfNode, (run, node, frame) =>
    branch(run, frame, 'if', node.predicate, node.statements, node.subsequent),
  ),
  rule(UnlessNode, (run, node, frame) =>
    branch(run, frame, 'unless', node.predicate, node.elseClause, node.statements),
  ),
  rule(ElseNode, (run, node, frame) => run.evaluate(node.statements, frame)),
  rule(EnsureNode, (run, node, frame) => run.evaluate(node.statements, frame)),
  rule(AndNode, (run, node, frame) => shortcut(run, frame, node, false)),
  rule(OrNode, (run, node, frame) => shortcut(run, frame, node, true)),
  rule(CaseNode, evaluateCase),
  rule(DefinedNode, evaluateDefined),
  rule(BeginNode, evaluateBegin),
  rule(RescueModifierNode, evaluateRescue),
];

function branch(
  run: Execution,
  frame: Frame,
  word: 'if' | 'unless',
  predicate: Node,
  whenTrue: Node | null,
  whenFalse: Node | null,
): RubyValue {
  const condition = run.evaluate(predicate, frame);
  const isTrue = isTruthy(condition);
  if (isTrue !== undefined) return run.evaluate(isTrue ? whenTrue : whenFalse, frame);
  const cause = run.unknown(() => `depends on \`${word} ${run.quote(predicate)}\``, predicate);
  return run.speculation.either(cause, [
    () => run.evaluate(whenTrue, frame),
    () => run.evaluate(whenFalse, frame),
  ]);
}

/** `&&` and `||`: the left side stands when it is as `decisive`. */
function shortcut(
  run: Execution,
  frame: Frame,
  { left, right }: AndNode | OrNode,
  decisive: boolean,
): RubyValue {
  const value = run.evaluate(left, frame);
  const isTrue = isTruthy(value);
  if (isTrue !== undefined) return isTrue === decisive ? value : run.evaluate(right, frame);
  if (!isUnknown(value)) return value;
  return run.speculation.either(value, [() => value, () => run.evaluate(right, frame)]);
}

function evaluateCase(run: Execution, node: CaseNode, frame: Frame): RubyValue {
  const subject = node.predicate && run.evaluate(node.predicate, frame);
  return tryWhen(run, node, frame, subject, 0);
}

/** The branches of a `case` from one on. */
function tryWhen(
  run: Execution,
  node: CaseNode,
  frame: Frame,
  subject: RubyValue | null,
  index: number,
): RubyValue {
  const when = node.conditions[index];
  if (!(when instanceof WhenNode)) return run.evaluate(node.elseClause, frame);
  const matched = matches(run, frame, when, subject);
  if (matched === true) return run.evaluate(when.statements, frame);
  const others = (): RubyValue => tryWhen(run, node, frame, subject, index + 1);
  if (matched === false) return others();
  return run.speculation.either(matched, [() => run.evaluate(when.statements, frame), others]);
}

/** Whether one of the values after `when` is the subject; Unknown when that is not known. */
function matches(
  run: Execution,
  frame: Frame,
  when: WhenNode,
  subject: RubyValue | null,
): boolean | Unknown {
  for (const node of when.conditions) {
    const value = run.evaluate(node, frame);
    const answer = subject
      ? run.send(value, { ...passing(subject), name: '===', node, run })
      : value;
    const isTrue = isTruthy(answer);
    if (isTrue === true) return true;
    if (isTrue === undefined)
      return run.unknown(() => `depends on \`when ${run.quote(node)}\``, node);
  }
  return false;
}

function evaluateDefined(run: Execution, node: DefinedNode, frame: Frame): RubyValue {
  const { value } = node;
  if (value instanceof LocalVariableReadNode) return string('local-variable');
  if (value instanceof ConstantReadNode && run.lookUp(value.name, frame) !== undefined) {
    return string('constant');
  }
  return run.unknown(() => `\`${run.quote(node)}\` is known only when Ruby runs`, node);
}

/** With a `rescue`, how far the body comes is not known. */
function evaluateBegin(run: Execution, node: BeginNode, frame: Frame): RubyValue {
  const { rescueClause, statements } = node;
  const value =
    rescueClause === null
      ? run.evaluate(statements, frame)
      : rescued(run, node, rescueClause, frame);
  run.evaluate(node.ensureClause, frame);
  return value;
}

function rescued(run: Execution, node: BeginNode, rescue: RescueNode, frame: Frame): RubyValue {
  const span = run.source.span(rescue.keywordLoc);
  const cause: Unknown = {
    kind: 'unknown',
    reason: () => 'depends on what `rescue` catches',
    span,
  };
  run.speculation.repeatedly(cause, () => {
    run.evaluate(node.statements, frame);
    return run.evaluate(node.elseClause, frame);
  });
  for (let clause: RescueNode | null = rescue; clause !== null; clause = clause.subsequent) {
    const { reference, statements } = clause;
    run.speculation.repeatedly(cause, () => {
      run.evaluate(reference, frame);
      return run.evaluate(statements, frame);
    });
  }
  return cause;
}

/** `expression rescue other` */
function evaluateRescue(run: Execution, node: RescueModifierNode, frame: Frame): RubyValue {
  const { expression, rescueExpression } = node;
  if (!isOneStep(expression)) {
    const cause = run.unknown(() => 'depends on what `rescue` catches', node);
    run.speculation.repeatedly(cause, () => run.evaluate(expression, frame));
    run.speculation.repeatedly(cause, () => run.evaluate(rescueExpression, frame));
    return cause;
  }
  let value: RubyValue | undefined;
  try {
    value = run.evaluate(expression, frame);
  } catch (failure) {
    if (!(failure instanceof RubyFailure)) throw failure;
  }
  if (value === undefined) return run.evaluate(rescueExpression, frame);
  if (!isUnknown(value)) return value;
  return run.speculation.either(value, [() => value, () => run.evaluate(rescueExpression, frame)]);
}

/** Whether it does all or nothing: a call that runs no code of the file, or no call at all. */
function isOneStep(node: Node): boolean {
  if (partsOf(node).length === 0) return true;
  if (!(node instanceof CallNode) || node.block !== null) return false;
  const isFunction =
    node.receiver === null && /^(Integer|Float|String|Array|raise)$/.test(node.name);
  const isOwn = node.receiver instanceof ConstantReadNode || node.receiver instanceof SelfNode;
  const isPlain = node.receiver !== null && !isOwn && !/^(call|yield|send|\[\])$/.test(node.name);
  const others = [node.receiver, ...(node.arguments_?.arguments_ ?? [])];
  return (
    (isFunction || isPlain) && others.every((part) => part === null || partsOf(part).length === 0)
  );
}
