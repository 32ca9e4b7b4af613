import { BlockNode, CallNode, YieldNode, type Node } from '@ruby/prism/src/nodes.js';
import { Activation } from './activation.ts';
import { blockOf, readArguments, readBlock } from './arguments.ts';
import type { Execution } from './execution.ts';
import type { Frame } from './frame.ts';
import { kernelFunctions } from './kernelFunctions.ts';
import { positional, type MethodCall } from './methodCall.ts';
import { opaqueCall } from './opaqueCall.ts';
import { callDefinition, yieldTo, yieldUnknown } from './procs.ts';
import { rule, type SyntaxRule } from './syntaxRule.ts';
import { isUnknown, nil, settled, type RubyValue, type Unknown } from './value.ts';

export const callSyntax: readonly SyntaxRule[] = [
  rule(CallNode, evaluateCall),
  rule(YieldNode, evaluateYield),
];

function evaluateCall(run: Execution, node: CallNode, frame: Frame): RubyValue {
  const receiver = node.receiver && run.evaluate(node.receiver, frame);
  if (receiver?.kind === 'nil' && node.isSafeNavigation()) return nil;
  const args = readArguments(run, node.arguments_, frame);
  const owner = node.block instanceof BlockNode ? new Activation() : undefined;
  const block = readBlock(run, node.block, frame, owner);
  const { positional, keywords, unclear } = args;
  const call: MethodCall = { positional, keywords, unclear, block, name: node.name, node, run };
  const value =
    owner === undefined
      ? answer(call, node, receiver, frame)
      : run.within(owner, () => answer(call, node, receiver, frame));
  return node.isAttributeWrite() ? (args.positional.at(-1) ?? nil) : value;
}

function answer(
  call: MethodCall,
  node: CallNode,
  receiver: RubyValue | null,
  frame: Frame,
): RubyValue {
  const { run } = call;
  if (run.isRefused(node)) return opaqueCall(receiver ?? undefined, call, tooLong(run, node));
  return receiver === null ? callOnSelf(call, frame) : run.send(receiver, call);
}

export function tooLong(run: Execution, node: Node): Unknown {
  return run.unknown(() => `\`${run.quote(node)}\` takes more steps than are followed`, node);
}

/** A call without a receiver: a method of the file, of Ruby, or of what self is. */
function callOnSelf(call: MethodCall, frame: Frame): RubyValue {
  const { run, name, node } = call;
  const method = run.lookUp(`.${name}`, frame);
  if (method?.kind === 'method') {
    return callDefinition(method.node, call, frame.self, frame.module ?? run.main);
  }
  if (method !== undefined && isUnknown(method)) return opaqueCall(undefined, call, method);
  const kernelFunction = kernelFunctions.get(name);
  if (kernelFunction !== undefined) {
    const unknown = call.unclear ?? call.positional.map(settled).find(isUnknown);
    return kernelFunction(call, frame) ?? opaqueCall(undefined, call, unknown);
  }
  if (frame.self.kind === 'object') return run.send(frame.self, call);
  const reason = `\`${name}\` is not known from this file`;
  return opaqueCall(
    undefined,
    call,
    run.unknown(() => reason, node),
  );
}

function evaluateYield(run: Execution, node: YieldNode, frame: Frame): RubyValue {
  const args = readArguments(run, node.arguments_, frame);
  const block = blockOf(frame);
  if (block === undefined) return run.unknown(() => '`yield` without a block', node);
  if (args.unclear === undefined) return yieldTo(run, block, positional(args), node);
  yieldUnknown(run, block, args.unclear);
  return args.unclear;
}
