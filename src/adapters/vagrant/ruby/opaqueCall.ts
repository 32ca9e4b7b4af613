import type { MethodCall } from './methodCall.ts';
import { yieldUnknown } from './procs.ts';
import { isUnknown, type RubyValue, type Unknown } from './value.ts';

/** Methods that change their receiver, beside those whose name ends in `!` or `=`. */
const changing = new Set(
  (
    '<< append clear compare_by_identity concat delete delete_at delete_if encode fill force_encoding insert keep_if ' +
    'merge! pop prepend push rehash replace setbyte shift store unshift update'
  ).split(' '),
);

/** A call that is not followed: its result and what it may have changed are not known any more. */
export function opaqueCall(
  receiver: RubyValue | undefined,
  call: MethodCall,
  cause: Unknown = call.run.unknown(
    () => `\`${call.run.quote(call.node)}\` is known only when Ruby runs`,
    call.node,
  ),
): Unknown {
  const parts = receiver === undefined ? [] : partsOf(receiver);
  const { kind, reason, span } = cause;
  const result: Unknown = parts.length === 0 ? cause : { kind, reason, span, mayBe: parts };
  if (receiver?.kind === 'object') surrender(call, receiver, cause);
  if (receiver !== undefined && changes(call)) {
    if (receiver.kind === 'string') receiver.lost ??= cause;
    else surrender(call, receiver, cause);
  }
  surrenderArguments(call, cause);
  if (call.block !== undefined) {
    if (parts.length > 0) surrender(call, result, cause);
    yieldUnknown(call.run, call.block, result);
  }
  return result;
}

/** A call on something unknown, which gives something unknown for the same reason. */
export function callOnUnknown(receiver: Unknown, call: MethodCall): Unknown {
  const { run } = call;
  run.host.callOnUnknown(receiver, call);
  if (receiver.isSetting === true) {
    for (const arg of argumentsOf(call)) surrenderCode(call, arg, receiver);
  } else {
    if (changes(call)) surrender(call, receiver, receiver);
    if (!/^(?!<<|\[\]=)\W+$/.test(call.name)) surrenderArguments(call, receiver);
  }
  if (call.block !== undefined) yieldUnknown(run, call.block, receiver);
  return receiver;
}

function changes({ name }: MethodCall): boolean {
  return changing.has(name) || /(\w!|\w=|\]=)$/.test(name);
}

function partsOf(receiver: RubyValue): readonly RubyValue[] {
  switch (receiver.kind) {
    case 'array':
    case 'enumerator':
      return receiver.items;
    case 'hash':
      return Array.from(receiver.pairs.values(), ([, value]) => value);
    default:
      return isUnknown(receiver) ? (receiver.mayBe ?? []) : [];
  }
}

function argumentsOf({ positional, keywords, unclear }: MethodCall): readonly RubyValue[] {
  return [...positional, ...(keywords ? [keywords] : []), ...(unclear ? [unclear] : [])];
}

function surrenderArguments(call: MethodCall, cause: Unknown): void {
  for (const arg of argumentsOf(call)) surrender(call, arg, cause);
}

/**
 * Gives an object, with all that is in it, to code that is not followed. What takes a string is trusted
 * to leave it as it is.
 */
function surrender(
  call: MethodCall,
  value: RubyValue,
  cause: Unknown,
  seen = new Set<RubyValue>(),
): void {
  if (seen.has(value)) return;
  seen.add(value);
  if (value.kind === 'array' || value.kind === 'hash') {
    if (value.lost !== undefined) return;
    call.run.memory.noteChange(value);
    value.lost = cause;
  }
  surrenderCode(call, value, cause);
  if (value.kind === 'enumerator') surrender(call, value.receiver, cause, seen);
  for (const part of partsOf(value)) surrender(call, part, cause, seen);
}

/** The part of surrendering that concerns what may run later. */
function surrenderCode({ run, node }: MethodCall, value: RubyValue, cause: Unknown): void {
  if (value.kind === 'proc') yieldUnknown(run, value, cause);
  if (value.kind === 'object') value.escape(cause, run.head(node));
}
