import type { ConfigScope, Forward } from './configScope.ts';
import type { ForwardOrigin } from './forwardedPorts.ts';
import type { Reading } from './reading.ts';
import { lookUpOption, newHash } from './ruby/hash.ts';
import type { MethodCall } from './ruby/methodCall.ts';
import { identityOfSymbol, inspect, textOf } from './ruby/rubyText.ts';
import {
  isTruthy,
  isUnknown,
  nil,
  settled,
  string,
  symbol,
  type RubyHash,
  type RubyValue,
  type Unknown,
} from './ruby/value.ts';

const validTypes: ReadonlySet<string> = new Set([
  'forwarded_port',
  'private_network',
  'public_network',
]);

/** `config.vm.network TYPE, **options`, as plugins/kernel_v2/config/vm.rb of Vagrant takes it. */
export function declareNetwork(reading: Reading, scope: ConfigScope, call: MethodCall): void {
  const { run, node, unclear, positional } = call;
  const [type, ...others] = positional;
  const unknown = unclear ?? (type && isUnknown(type) ? type : undefined);
  if (unknown !== undefined) {
    reading.findings.addUnread(reading.calls.of(node), run.speculation.cause ?? unknown);
    return;
  }
  if (type === undefined || others.length > 0) {
    return run.fail(`wrong number of arguments (given ${positional.length}, expected 1)`, node);
  }
  if (type.kind !== 'string' && type.kind !== 'symbol') {
    return run.fail(`undefined method 'to_sym' for ${inspect(type) ?? 'this type'}`, node);
  }
  if (!validTypes.has(type.text)) {
    const message = `Network type '${type.text}' is invalid. Please use a valid network type.`;
    reading.findings.addProblem('NetworkTypeInvalid', reading.calls.typeOf(node), message);
  }
  if (type.text === 'forwarded_port') declareForward(reading, scope, call);
}

function declareForward(reading: Reading, scope: ConfigScope, call: MethodCall): void {
  const { node, run } = call;
  const options = withProtocol(call.keywords ?? newHash());
  const id = readId(options);
  const cause =
    run.speculation.cause ?? misplaced(reading, scope, call) ?? id.unknown ?? notText(id, call);
  if (cause !== undefined) {
    reading.findings.addUnread(reading.calls.of(node), cause);
    if (id.isTelling) scope.doubtIds(id, cause);
    return;
  }
  const { literal } = reading.calls.of(node);
  const origin: ForwardOrigin = run.isRepeated ? 'repeated' : literal ? 'literal' : 'computed';
  const hasOwnId = isTruthy(option(options, 'id')) === true;
  const forward: Forward = { id: id.start, options, hasOwnId, node, origin, merged: [] };
  const earlier = scope.forwards.get(id.start);
  scope.forwards.set(id.start, earlier === undefined ? forward : merge(reading, earlier, forward));
}

/** `options[:protocol] ||= "tcp"`, in the hash that the call alone has. */
function withProtocol(options: RubyHash): RubyHash {
  if (isTruthy(option(options, 'protocol')) === false) {
    const name = symbol('protocol');
    options.pairs.set(identityOfSymbol(name.text), [name, string('tcp')]);
  }
  return options;
}

/** Nil when it is missing. */
export function option(options: RubyHash, name: string): RubyValue {
  return settled(lookUpOption(options, name) ?? nil);
}

/** The id that forwards of one block are merged by, as far as it is known. */
interface ForwardId {
  readonly start: string;
  /** What follows a part that is not known; undefined when all is known. */
  readonly end: string | undefined;
  readonly unknown: Unknown | undefined;
  /** Whether it tells more than that it may be any: the host port is known, or all of it. */
  readonly isTelling: boolean;
}

function readId(options: RubyHash): ForwardId {
  const own = option(options, 'id');
  const parts =
    isTruthy(own) === false
      ? ['host_ip', 'protocol', 'host'].map((name) => option(options, name))
      : [own];
  const texts = parts.map((part) => textOf(part));
  const isWhole = !texts.includes(undefined);
  return {
    start: (isWhole ? texts : texts.slice(0, texts.indexOf(undefined))).join(''),
    end: isWhole ? undefined : texts.slice(texts.lastIndexOf(undefined) + 1).join(''),
    unknown: parts.find(isUnknown),
    isTelling: texts.at(-1) !== undefined,
  };
}

/** An array or the like, whose text is not followed. */
function notText({ end }: ForwardId, { run, node }: MethodCall): Unknown | undefined {
  if (end === undefined) return undefined;
  return run.unknown(() => `the id of \`${run.quote(node)}\` is not followed`, node);
}

/** Another block than the one that the configuration belongs to declares something in it. */
function misplaced(
  reading: Reading,
  { isClosed }: ConfigScope,
  { run, node }: MethodCall,
): Unknown | undefined {
  if (!isClosed) return undefined;
  const reason =
    'an outer configuration is used in a block that runs later: every machine loaded after it gets this forward too';
  reading.findings.addProblem(
    'OuterConfigInDefine',
    reading.calls.of(node),
    'This uses the configuration of an outer block: every machine loaded later gets the forward too. Use the parameter of the inner block.',
  );
  return run.unknown(() => reason, node);
}

/** Within one block: options are merged, the place of the earlier is kept. */
function merge(reading: Reading, earlier: Forward, later: Forward): Forward {
  noteMerge(reading, earlier, later);
  const call = reading.calls.of(earlier.node);
  return {
    ...later,
    options: newHash([...earlier.options.pairs.values(), ...later.options.pairs.values()]),
    merged: earlier.merged.includes(call) ? earlier.merged : [...earlier.merged, call],
  };
}

export function noteMerge({ calls, findings }: Reading, earlier: Forward, later: Forward): void {
  const line = calls.lineOf(earlier.node);
  const host = textOf(option(later.options, 'host')) ?? '';
  const where = earlier.node === later.node ? 'an earlier round of this call' : `line ${line}`;
  if (later.hasOwnId || earlier.hasOwnId) {
    const message = `Changes the forward of ${where}: both have the id "${later.id}".`;
    findings.addProblem('ForwardsMerged', calls.valueOf(later.node, 'id'), message);
  } else {
    const message = `Replaces the forward of ${where}: of two forwards with host port ${host} and no id Vagrant keeps only the last.`;
    findings.addProblem('ForwardReplaced', calls.valueOf(later.node, 'host'), message);
  }
}
