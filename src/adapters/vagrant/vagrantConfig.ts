import type { Span } from '../../core/parsed.ts';
import { ConfigScope, type ConfigBlock } from './configScope.ts';
import { declareNetwork } from './forwardDeclaration.ts';
import type { Reading } from './reading.ts';
import { passing, type MethodCall } from './ruby/methodCall.ts';
import { callOnUnknown } from './ruby/opaqueCall.ts';
import { takesTwo } from './ruby/parameters.ts';
import { callProc, yieldUnknown } from './ruby/procs.ts';
import { inspect } from './ruby/rubyText.ts';
import {
  isUnknown,
  type HostObject,
  type RubyProc,
  type RubyValue,
  type Unknown,
} from './ruby/value.ts';

/** Methods that hand out Vagrant's own collections, in which forwards can be changed. */
const revealing: ReadonlySet<string> = new Set([
  'networks',
  'instance_variable_get',
  'instance_variable_set',
]);

/** What a `Vagrant.configure("2")` block gets: `config`. */
export function newConfig(reading: Reading, scope: ConfigScope): HostObject {
  const vm = newVm(reading, scope);
  return {
    kind: 'object',
    receive: (call) => (call.name === 'vm' ? vm : setting(call)),
    escape: (cause, place) => {
      escape(reading, cause, place);
    },
  };
}

/** `config.vm` */
function newVm(reading: Reading, scope: ConfigScope): HostObject {
  return {
    kind: 'object',
    receive: (call) => receiveVm(reading, scope, call),
    escape: (cause, place) => {
      escape(reading, cause, place);
    },
  };
}

function escape({ findings }: Reading, cause: Unknown, place: Span): void {
  findings.addUnread(place, cause);
  findings.hiddenCode ??= cause;
}

function receiveVm(reading: Reading, scope: ConfigScope, call: MethodCall): RubyValue | undefined {
  const { name, positional } = call;
  if (revealing.has(name)) {
    const { run, node } = call;
    scope.doubt ??= run.unknown(() => `\`${run.quote(node)}\` may change it`, node);
  }
  switch (name) {
    case 'network':
      declareNetwork(reading, scope, call);
      return settingOf(call);
    case 'define':
      declareMachine(scope, call, '2');
      return settingOf(call);
    case 'provider':
      declareProvider(reading, scope, call);
      return settingOf(call);
    case 'communicator=':
      scope.communicator = call.run.speculation.cause ?? positional[0];
      return positional[0];
    case 'method':
      return undefined;
    default:
      if (name.includes('forward')) noteUnknownSetting(reading, call);
      return setting(call);
  }
}

/** Something of the configuration that has no part in forwards. */
function settingOf({ run, node }: MethodCall): Unknown {
  const reason = (): string => `\`${run.quote(node)}\` is known only when Vagrant runs`;
  return { kind: 'unknown', reason, span: run.span(node), isSetting: true };
}

/** The same, with the blocks that such settings take. */
export function setting(call: MethodCall): RubyValue {
  return callOnUnknown(settingOf(call), call);
}

/** `config.vm.define NAME do |machine| … end` */
export function declareMachine(
  scope: ConfigScope,
  call: MethodCall,
  version: ConfigBlock['version'],
): void {
  const { run, node, positional, block } = call;
  const name = call.unclear ?? positional[0];
  // Machines are those of `Vagrant.configure` blocks; elsewhere Vagrant has gathered them already.
  if (scope.kind !== 'root' || scope.isClosed) return;
  if (name === undefined)
    return run.fail('wrong number of arguments (given 0, expected 1..2)', node);
  const isText = name.kind === 'string' || name.kind === 'symbol';
  if (!isText && !isUnknown(name)) {
    return run.fail(`undefined method 'to_sym' for ${inspect(name) ?? 'this name'}`, node);
  }
  scope.definitions.push({
    name: isText ? name.text : undefined,
    cause: run.speculation.cause ?? (isUnknown(name) ? name : undefined),
    block: block && { version, block, node, isRepeated: run.isRepeated },
    node,
  });
}

/**
 * `config.vm.provider NAME do |settings, override| … end`: the block configures the provider; what it
 * does to a second parameter counts when the machine runs with that provider.
 */
function declareProvider(reading: Reading, scope: ConfigScope, call: MethodCall): void {
  const { run, positional, block, node } = call;
  const [name] = positional;
  if (block?.kind !== 'proc') return;
  const inUse = reading.provider;
  const isNamed = name?.kind === 'string' || name?.kind === 'symbol';
  const hasOverride = takesTwo(block.node.parameters);
  if (hasOverride && isNamed && name.text === inUse && run.speculation.cause === undefined) {
    scope.overrides.push(block);
    yieldUnknown(run, block, settingOf(call));
  } else if (hasOverride && (inUse === undefined || !isNamed)) {
    const reason = `applies only with the provider ${isNamed ? `"${name.text}"` : 'of that name'}`;
    yieldOverride(reading, block, call, { ...run.unknown(() => reason, node), isSetting: true });
  } else {
    yieldUnknown(run, block, settingOf(call));
  }
}

function yieldOverride(
  reading: Reading,
  block: RubyProc,
  { run }: MethodCall,
  cause: Unknown,
): void {
  const override = newConfig(reading, new ConfigScope('override'));
  run.speculation.repeatedly(cause, () => callProc(run, block, passing(cause, override)));
}

function noteUnknownSetting({ findings }: Reading, { run, name, node }: MethodCall): void {
  const message = `The following settings shouldn't exist: ${name.replace(/=$/, '')}`;
  findings.addProblem('SettingUnknown', run.head(node), message);
}
