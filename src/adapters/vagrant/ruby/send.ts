import { arrayMethods } from './arrayMethods.ts';
import { elementsOf, isList } from './elements.ts';
import { Unreadable } from './failures.ts';
import { hashMethods } from './hashMethods.ts';
import { iterate, type Iteration } from './iterators.ts';
import { kernelFunctions } from './kernelFunctions.ts';
import { positional, type MethodCall } from './methodCall.ts';
import { callModule } from './moduleMethods.ts';
import { floatMethods, integerMethods } from './numberMethods.ts';
import { nilMethods, objectMethods } from './objectMethods.ts';
import { callOnUnknown, opaqueCall } from './opaqueCall.ts';
import { callProc, yieldUnknown } from './procs.ts';
import { query } from './queries.ts';
import { rangeMethods } from './rangeMethods.ts';
import { stringMethods, symbolMethods } from './stringMethods.ts';
import { refuseTampering } from './tampering.ts';
import {
  isUnknown,
  settled,
  versionOf,
  type HostObject,
  type RubyProc,
  type RubyValue,
  type Unknown,
} from './value.ts';

/** Methods to which something unknown may be passed, as they only keep it or hand it back. */
const keeping: ReadonlySet<string> = new Set(
  '<< push append unshift prepend []= store fetch each_with_object inject reduce'.split(' '),
);

/** Methods that see what their block does to the array, as Ruby's do. */
const followingChanges: ReadonlySet<string> = new Set(
  (
    'each each_entry each_index each_with_index each_with_object map collect flat_map ' +
    'collect_concat select filter find_all reject partition find detect'
  ).split(' '),
);

const procCalls: ReadonlySet<string> = new Set(['call', 'yield', '===', '[]']);

/** Calls a method of an object; what is not followed gives something unknown. */
export function send(receiver: RubyValue, call: MethodCall): RubyValue {
  const known = settled(receiver);
  refuseTampering(known, call);
  switch (known.kind) {
    case 'unknown':
      return callOnUnknown(known, call);
    case 'object':
      return sendToObject(known, call);
    case 'proc':
      return sendToProc(known, call);
    default:
      return sendToCore(known, call);
  }
}

function sendToObject(object: HostObject, call: MethodCall): RubyValue {
  const shared = call.unclear === undefined ? objectMethods.get(call.name) : undefined;
  return shared?.(object, call) ?? object.receive(call) ?? opaqueCall(object, call);
}

function sendToProc(proc: RubyProc, call: MethodCall): RubyValue {
  const { run, name, unclear, node } = call;
  if (!procCalls.has(name)) {
    if (name === 'to_proc') return proc;
    return objectMethods.get(name)?.(proc, call) ?? opaqueCall(proc, call);
  }
  if (unclear === undefined) return run.repeat(node, () => callProc(run, proc, call));
  yieldUnknown(run, proc, unclear);
  return unclear;
}

type CoreValue = Exclude<RubyValue, Unknown | HostObject | RubyProc>;

function sendToCore(receiver: CoreValue, call: MethodCall): RubyValue {
  const unknown = call.unclear ?? unknownArgument(call);
  if (unknown !== undefined && receiver.kind !== 'module')
    return opaqueCall(receiver, call, unknown);
  const answer = (): RubyValue | undefined =>
    ofKind(receiver, call) ??
    objectMethods.get(call.name)?.(receiver, call) ??
    ofElements(receiver, call);
  const isLoop = call.block?.kind === 'proc' && !objectMethods.has(call.name);
  return (isLoop ? call.run.repeat(call.node, answer) : answer()) ?? opaqueCall(receiver, call);
}

function unknownArgument({ name, positional: args }: MethodCall): Unknown | undefined {
  return keeping.has(name) ? undefined : args.map(settled).find(isUnknown);
}

/** The methods of the receiver's own class. */
function ofKind(receiver: CoreValue, call: MethodCall): RubyValue | undefined {
  const { name } = call;
  const folded = { ...call, positional: positional(call) };
  switch (receiver.kind) {
    case 'module':
      return receiver.name === 'Kernel'
        ? kernelFunctions.get(name)?.(call, call.run.main.members)
        : callModule(receiver, call);
    case 'nil':
      return nilMethods.get(name)?.(receiver, call);
    case 'integer':
      return integerMethods.get(name)?.(receiver, call);
    case 'float':
      return floatMethods.get(name)?.(receiver, call);
    case 'string':
      return stringMethods.get(name)?.(receiver, call);
    case 'symbol':
      return symbolMethods.get(name)?.(receiver, call);
    case 'array':
      return arrayMethods.get(name)?.(receiver, folded);
    case 'hash':
      return hashMethods.get(name)?.(receiver, folded);
    case 'range':
      return rangeMethods.get(name)?.(receiver, call);
    default:
      return undefined;
  }
}

/** The methods of everything that has an `each`. */
function ofElements(receiver: CoreValue, call: MethodCall): RubyValue | undefined {
  const items = elementsOf(call.run, receiver, call.node);
  if (items === undefined) return undefined;
  if (!isList(items)) return opaqueCall(receiver, call, items);
  const iteration: Iteration = { receiver, items, args: positional(call), call };
  const subject = receiver.kind === 'enumerator' ? receiver.receiver : receiver;
  const version = versionOf(subject);
  const answer = iterate(iteration) ?? query(iteration);
  const isFollowed = receiver.kind === 'array' && followingChanges.has(call.name);
  if (isFollowed || versionOf(subject) === version) return answer;
  const { run, node } = call;
  throw new Unreadable(
    `\`${run.quote(node)}\` changes the collection that it goes through`,
    run.head(node),
  );
}
