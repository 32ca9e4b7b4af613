import { newHash } from './hash.ts';
import type { MethodCall } from './methodCall.ts';
import { opaqueCall } from './opaqueCall.ts';
import { callDefinition, yieldTo } from './procs.ts';
import { array, isUnknown, nil, type RubyModule, type RubyValue } from './value.ts';

/** A method of a module itself: a `def self.name` of the file, or one of a few of Ruby's. */
export function callModule(module: RubyModule, call: MethodCall): RubyValue | undefined {
  const method = module.members.variables.get(`.${call.name}`);
  if (method?.kind === 'method') return callDefinition(method.node, call, module, module);
  if (method !== undefined && isUnknown(method)) return opaqueCall(module, call, method);
  if (method !== undefined || call.unclear !== undefined) return method ?? call.unclear;
  switch (`${module.name}.${call.name}`) {
    case 'Array.new':
      return newArray(call);
    case 'Hash.new':
      return call.positional.length === 0 && !call.keywords && !call.block ? newHash() : undefined;
    case 'Proc.new':
      return call.block;
    default:
      return undefined;
  }
}

/** `Array.new(3)`, `Array.new(3, item)`, `Array.new(3) { |index| … }`. */
function newArray({
  positional: [size, item],
  block,
  run,
  node,
}: MethodCall): RubyValue | undefined {
  if (size === undefined) return block === undefined ? array([]) : undefined;
  if (size.kind !== 'integer' || size.value < 0 || !run.affords(size.value)) return undefined;
  if (item !== undefined && isUnknown(item)) return undefined;
  run.spend(size.value);
  return array(
    Array.from({ length: size.value }, (_, value) =>
      block === undefined ? (item ?? nil) : yieldTo(run, block, [{ kind: 'integer', value }], node),
    ),
  );
}
