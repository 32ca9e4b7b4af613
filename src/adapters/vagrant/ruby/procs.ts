import type { DefNode, Node } from '@ruby/prism/src/nodes.js';
import { blockRun, lambdaRun, returnable } from './activation.ts';
import type { Execution } from './execution.ts';
import { packed, passing, type Arguments, type MethodCall } from './methodCall.ts';
import { bind, bindUnknown, blockVariable } from './parameters.ts';
import {
  isUnknown,
  type RubyModule,
  type RubyProc,
  type RubyValue,
  type Unknown,
} from './value.ts';

/** Calls a block, proc or lambda; `self` is another one under `instance_eval`. */
export function callProc(
  run: Execution,
  proc: RubyProc,
  args: Arguments,
  self: RubyValue = proc.frame.self,
): RubyValue {
  const { node, isLambda } = proc;
  const frame = run.memory.newFrame(self, proc.frame);
  const activation = isLambda ? lambdaRun() : blockRun(proc.owner, proc.home);
  return run.within(activation, () => {
    bind(run, frame, node.parameters, args, { isStrict: isLambda, node });
    return run.evaluate(node.body, frame);
  });
}

/** Runs a block once with arguments that are not known. */
function callUnclearly(run: Execution, proc: RubyProc, unknown: Unknown): RubyValue {
  const frame = run.memory.newFrame(proc.frame.self, proc.frame);
  const activation = proc.isLambda ? lambdaRun() : blockRun(proc.owner, proc.home);
  return run.within(activation, () => {
    bindUnknown(run, frame, proc.node.parameters, unknown);
    return run.evaluate(proc.node.body, frame);
  });
}

/** Calls a block; a symbol calls the method of that name on the first argument. */
export function yieldTo(
  run: Execution,
  block: RubyValue,
  args: readonly RubyValue[],
  node: Node,
): RubyValue {
  if (block.kind === 'proc') return callProc(run, block, passing(...args));
  const [receiver, ...others] = args;
  if (block.kind === 'symbol' && receiver !== undefined) {
    return run.send(receiver, { ...passing(...others), name: block.text, node, run });
  }
  return isUnknown(block)
    ? block
    : run.unknown(() => `\`${run.quote(node)}\` calls what is no block`, node);
}

/** Runs a block any number of times, with arguments that are not known. */
export function yieldUnknown(run: Execution, block: RubyValue, unknown: Unknown): void {
  if (block.kind !== 'proc') return;
  run.speculation.repeatedly(unknown, () => callUnclearly(run, block, unknown));
}

/** Calls a `def` of the file; `module` is the one whose own method it is. */
export function callDefinition(
  node: DefNode,
  call: MethodCall,
  self: RubyValue,
  module: RubyModule,
): RubyValue {
  const { run } = call;
  const frame = run.memory.newFrame(self, undefined, module);
  return run.repeat(call.node, () =>
    run.within(returnable(), () => {
      if (call.block !== undefined) run.memory.write(frame, blockVariable, call.block);
      const { unclear } = call;
      if (unclear !== undefined) bindUnknown(run, frame, node.parameters, unclear);
      else bind(run, frame, node.parameters, call, { isStrict: true, node: call.node });
      return run.evaluate(node.body, frame);
    }),
  );
}

/** A block as iterating methods call it. */
export type Visit = (args: readonly RubyValue[]) => RubyValue;

export function visitOf({ run, block, node }: MethodCall): Visit | undefined {
  return block && ((args) => yieldTo(run, block, args, node));
}

/** Calls a visit with a number beside what it gets. */
export function numbered(visit: Visit, start: number): Visit {
  let index = start;
  return (args) => visit([packed(args), { kind: 'integer', value: index++ }]);
}
