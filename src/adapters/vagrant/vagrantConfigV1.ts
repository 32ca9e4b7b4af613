import type { ConfigScope } from './configScope.ts';
import type { MethodCall } from './ruby/methodCall.ts';
import type { HostObject, RubyValue } from './ruby/value.ts';
import { declareMachine, setting } from './vagrantConfig.ts';

/**
 * What a block of configuration version 1 gets. Its forwards and networks pass through an upgrade
 * that hands their options to version 2 in a way that Ruby 3 refuses (plugins/kernel_v1/config/vm.rb),
 * so that a file which declares any does not load.
 */
export function newConfigV1(scope: ConfigScope): HostObject {
  const vm: HostObject = {
    kind: 'object',
    receive: (call) => receiveVm(scope, call),
    escape: () => undefined,
  };
  return {
    kind: 'object',
    receive: (call) => (call.name === 'vm' ? vm : setting(call)),
    escape: () => undefined,
  };
}

function receiveVm(scope: ConfigScope, call: MethodCall): RubyValue {
  const [type] = call.positional;
  const isNetwork = type?.kind === 'string' || type?.kind === 'symbol';
  if (call.name === 'define') declareMachine(scope, call, '1');
  else if (
    call.name === 'forward_port' ||
    (call.name === 'network' && isNetwork && /^(hostonly|bridged)$/.test(type.text))
  ) {
    call.run.fail('wrong number of arguments (given 2, expected 1)', call.node);
  }
  return setting(call);
}
