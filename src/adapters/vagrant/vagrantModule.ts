import type { ConfigBlock } from './configScope.ts';
import type { MethodCall } from './ruby/methodCall.ts';
import { textOf } from './ruby/rubyText.ts';
import {
  isUnknown,
  nil,
  string,
  type HostObject,
  type RubyValue,
  type Unknown,
} from './ruby/value.ts';

/** A `Vagrant.configure` of the file, in order. */
export interface Configure extends ConfigBlock {
  /** Why it may not be there. */
  readonly cause: Unknown | undefined;
}

/** The constant `Vagrant`: gathers the blocks that the file gives it, for Vagrant runs them later. */
export function newVagrant(configures: Configure[]): HostObject {
  const config: HostObject = {
    kind: 'object',
    receive: (call) =>
      call.name === 'run'
        ? configure(configures, call, call.positional[0] ?? string('1'))
        : undefined,
    escape: () => undefined,
  };
  return {
    kind: 'object',
    receive: (call) => {
      if (call.name === 'configure') return configure(configures, call, call.positional[0] ?? nil);
      return call.name === 'require_version' ? nil : undefined;
    },
    constant: (name) => (name === 'Config' ? config : undefined),
    escape: () => undefined,
  };
}

/** The constant that holds the classes of Vagrant's own plugins. */
export const vagrantPlugins: HostObject = {
  kind: 'object',
  receive: () => undefined,
  escape: () => undefined,
};

function configure(configures: Configure[], call: MethodCall, version: RubyValue): RubyValue {
  const { run, node, block, unclear } = call;
  if (block === undefined) return nil;
  const text = textOf(version);
  const unknown = unclear ?? (isUnknown(version) ? version : undefined);
  if (unknown === undefined && text !== '1' && text !== '2') {
    return run.fail(`Vagrant has no configuration version ${text ?? run.quote(node)}`, node);
  }
  configures.push({
    version: text === '1' ? '1' : '2',
    block,
    node,
    isRepeated: run.isRepeated,
    cause: run.speculation.cause ?? unknown,
  });
  return nil;
}
