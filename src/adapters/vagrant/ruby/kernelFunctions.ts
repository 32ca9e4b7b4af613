import { blockOf } from './arguments.ts';
import { elementsOf, isList } from './elements.ts';
import { formatted } from './format.ts';
import { Unreadable } from './failures.ts';
import type { Frame } from './frame.ts';
import { positional, type MethodCall } from './methodCall.ts';
import { opaqueCall } from './opaqueCall.ts';
import { yieldTo } from './procs.ts';
import { textOf } from './rubyText.ts';
import { array, boolean, integer, nil, string, type RubyValue } from './value.ts';

type KernelFunction = (call: MethodCall, frame: Frame) => RubyValue | undefined;

/** What can be called without a receiver anywhere. */
export const kernelFunctions: ReadonlyMap<string, KernelFunction> = new Map(
  Object.entries<KernelFunction>({
    ...named('puts print printf putc warn sleep srand', () => nil),
    ...named('private public protected module_function private_constant', () => nil),
    ...named('attr_reader attr_writer attr_accessor', () => nil),
    ...named('raise fail abort exit exit!', stop),
    ...named('load eval require_relative', otherCode),
    ...named('instance_eval instance_exec', (call) =>
      call.block === undefined ? otherCode(call) : yieldTo(call.run, call.block, [], call.node),
    ),
    ...named('using instance_variable_set class_variable_set', ({ run, node }) => {
      throw new Unreadable(`\`${run.quote(node)}\` changes what the file means`, run.head(node));
    }),
    ...named('format sprintf', ({ run, positional: [pattern, ...args] }) =>
      pattern?.kind === 'string' ? formatted(run, pattern.text, args) : undefined,
    ),
    ...named('p pp', ({ positional: args }) =>
      args.length > 1 ? array([...args]) : (args[0] ?? nil),
    ),
    require: (call) => {
      const [name] = call.positional;
      // A library by its name; a path is a file of the project.
      const isLibrary = name?.kind === 'string' && /^\w[^.]*$/.test(name.text);
      return isLibrary ? boolean(true) : otherCode(call);
    },
    lambda: ({ block }) => (block?.kind === 'proc' ? { ...block, isLambda: true } : undefined),
    proc: ({ block }) => block,
    loop: ({ run, block, node }) => {
      if (block?.kind !== 'proc') return undefined;
      return run.repeat(node, () => {
        for (;;) yieldTo(run, block, [], node);
      });
    },
    'block_given?': (_call, frame) => boolean(blockOf(frame) !== undefined),
    Integer: ({ positional: [value, ...more] }) => {
      if (value?.kind === 'integer') return value;
      if (value?.kind === 'float') return integer(Math.trunc(value.value));
      const isDecimal = value?.kind === 'string' && /^\s*[+-]?(0|[1-9]\d*)\s*$/.test(value.text);
      return isDecimal && more.length === 0 ? integer(Number(value.text)) : undefined;
    },
    String: ({ positional: [value] }) => {
      const text = value && textOf(value);
      return text === undefined ? undefined : string(text);
    },
    Array: ({ run, positional: [value], node }) => {
      if (value === undefined) return undefined;
      if (value.kind === 'nil') return array([]);
      if (value.kind === 'array') return value;
      const items = elementsOf(run, value, node);
      if (items === undefined) return array([value]);
      return isList(items) ? array([...items]) : undefined;
    },
  }),
);

function named(names: string, call: KernelFunction): Record<string, KernelFunction> {
  return Object.fromEntries(names.split(' ').map((name) => [name, call]));
}

function stop({ run, node, positional: args }: MethodCall): never {
  const [reason] = args.filter((arg) => arg.kind === 'string');
  return run.fail(reason?.text ?? run.quote(node), node);
}

/** Runs code that is not in the file, which may set globals and do what it likes with the host. */
function otherCode(call: MethodCall): RubyValue {
  const { run, node } = call;
  const cause = run.unknown(
    () => `\`${run.quote(node)}\` runs code that is not in this file`,
    node,
  );
  run.runOtherCode(cause, call);
  return opaqueCall(undefined, { ...call, positional: positional(call) }, cause);
}
