import {
  BreakNode,
  ForNode,
  NextNode,
  RedoNode,
  ReturnNode,
  UntilNode,
  WhileNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import { Activation, round } from './activation.ts';
import { readArguments } from './arguments.ts';
import { assign } from './assignment.ts';
import { tooLong } from './callSyntax.ts';
import { elementsOf, isList } from './elements.ts';
import type { Execution } from './execution.ts';
import { Unreadable } from './failures.ts';
import type { Frame } from './frame.ts';
import { packed, positional } from './methodCall.ts';
import { rule, type SyntaxRule } from './syntaxRule.ts';
import { isTruthy, isUnknown, nil, versionOf, type RubyValue, type Unknown } from './value.ts';

export const loopSyntax: readonly SyntaxRule[] = [
  rule(WhileNode, (run, node, frame) => evaluateWhile(run, node, frame, true)),
  rule(UntilNode, (run, node, frame) => evaluateWhile(run, node, frame, false)),
  rule(ForNode, evaluateFor),
  rule(NextNode, (run, node, frame) => leave(run, node, frame, run.activation?.next)),
  rule(BreakNode, (run, node, frame) => leave(run, node, frame, run.activation?.break)),
  rule(RedoNode, (run, node) => {
    throw new Unreadable('`redo` runs a round anew: how often is not followed', run.span(node));
  }),
  rule(ReturnNode, (run, node, frame) => leave(run, node, frame, run.activation?.return)),
];

function leave(
  run: Execution,
  node: NextNode | BreakNode | ReturnNode,
  frame: Frame,
  target: Activation | undefined,
): RubyValue {
  const values = positional(readArguments(run, node.arguments_, frame));
  if (target?.isActive !== true)
    return run.fail(`\`${run.quote(node)}\` has nothing to leave`, node);
  throw target.jump(values.length === 0 ? nil : packed(values));
}

/** Runs all rounds; gives Unknown when it is not known how many more there are. */
type Rounds = (runRound: (body: () => RubyValue) => void) => RubyValue;

/** Runs the rounds of a loop; when it is not known how many, one that stands for any number. */
function loop(
  run: Execution,
  node: Node,
  rounds: Rounds,
  anyRound: (cause: Unknown) => RubyValue,
): RubyValue {
  const enclosing = run.activation;
  const activation = new Activation();
  const runRound = (body: () => RubyValue): RubyValue =>
    run.within(round(activation, enclosing), body);
  return run.within(activation, () => {
    const end = run.isRefused(node)
      ? tooLong(run, node)
      : run.repeat(node, () =>
          rounds((body) => {
            runRound(body);
          }),
        );
    if (isUnknown(end)) run.speculation.repeatedly(end, () => runRound(() => anyRound(end)));
    return end;
  });
}

function evaluateWhile(
  run: Execution,
  node: WhileNode | UntilNode,
  frame: Frame,
  goesOnWhile: boolean,
): RubyValue {
  const { predicate } = node;
  const body = (): RubyValue => run.evaluate(node.statements, frame);
  const rounds: Rounds = (runRound) => {
    if (node.isBeginModifier()) runRound(body);
    for (;;) {
      const isTrue = isTruthy(run.evaluate(predicate, frame));
      if (isTrue === undefined)
        return run.unknown(() => `depends on \`${run.quote(predicate)}\``, predicate);
      if (isTrue !== goesOnWhile) return nil;
      runRound(body);
    }
  };
  return loop(run, node, rounds, () => {
    run.evaluate(predicate, frame);
    return body();
  });
}

function evaluateFor(run: Execution, node: ForNode, frame: Frame): RubyValue {
  const collection = run.evaluate(node.collection, frame);
  const items = elementsOf(run, collection, node.collection);
  const body = (item: RubyValue): RubyValue => {
    assign(run, frame, node.index, item);
    return run.evaluate(node.statements, frame);
  };
  const rounds: Rounds = (runRound) => {
    if (items === undefined) {
      return run.unknown(
        () => `what \`${run.quote(node.collection)}\` yields is not followed`,
        node.collection,
      );
    }
    if (!isList(items)) return items;
    const version = versionOf(collection);
    for (const item of items) runRound(() => body(item));
    if (collection.kind === 'hash' && versionOf(collection) !== version) {
      throw new Unreadable('the loop changes the hash that it goes through', run.span(node));
    }
    return collection;
  };
  return loop(run, node, rounds, body);
}
