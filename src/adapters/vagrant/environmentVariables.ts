import type { MethodCall } from './ruby/methodCall.ts';
import { nil, type HostObject, type RubyValue } from './ruby/value.ts';

/** `ENV`: what is asked of it depends on the shell that starts Vagrant. */
export const environmentVariables: HostObject = {
  kind: 'object',
  receive: ({ name, run, node }: MethodCall): RubyValue =>
    name === '[]='
      ? nil
      : run.unknown(() => `\`${run.quote(node)}\` depends on the environment`, node),
  escape: () => undefined,
};
