import { Unreadable } from './failures.ts';
import type { MethodCall } from './methodCall.ts';
import { coreModules } from './objectMethods.ts';
import type { RubyValue } from './value.ts';

/** Methods by which a module gets other methods. */
const redefining: ReadonlySet<string> = new Set(
  (
    'alias_method class_eval class_exec define_method extend include module_eval module_exec prepend ' +
    'refine remove_method undef_method'
  ).split(' '),
);

/** Methods that write local variables behind the syntax. */
const writing: ReadonlySet<string> = new Set(['local_variable_set', 'eval']);

/** Gives up on a file that changes Ruby's own classes, or variables in a way that is not seen. */
export function refuseTampering(receiver: RubyValue, { name, run, node }: MethodCall): void {
  if (receiver.kind !== 'module' && receiver.kind !== 'unknown') return;
  const isCore = receiver.kind === 'module' && coreModules.has(receiver.name);
  if ((isCore && redefining.has(name)) || (receiver.kind === 'unknown' && writing.has(name))) {
    throw new Unreadable(
      `\`${run.quote(node)}\` changes what the rest of the file means`,
      run.head(node),
    );
  }
}
