import { passing, type CoreMethod, type MethodCall } from './methodCall.ts';
import { callProc, yieldTo } from './procs.ts';
import { inspect, isEqual, textOf } from './rubyText.ts';
import { array, boolean, isTruthy, string, type RubyValue } from './value.ts';

/** The classes and modules of each kind of value, as `is_a?` and `===` see them. */
const ancestors: Partial<Record<RubyValue['kind'], readonly string[]>> = {
  nil: ['NilClass'],
  integer: ['Integer', 'Numeric', 'Comparable'],
  float: ['Float', 'Numeric', 'Comparable'],
  string: ['String', 'Comparable'],
  symbol: ['Symbol', 'Comparable'],
  array: ['Array', 'Enumerable'],
  hash: ['Hash', 'Enumerable'],
  range: ['Range', 'Enumerable'],
  proc: ['Proc'],
};

/** Ruby's own classes and modules that a file may name. */
export const coreModules: ReadonlySet<string> = new Set([
  ...Object.values(ancestors).flat(),
  ...['Object', 'BasicObject', 'Kernel', 'Module', 'Class', 'TrueClass', 'FalseClass'],
]);

const sendNames = ['send', 'public_send', '__send__'] as const;
const runNames = ['instance_eval', 'instance_exec'] as const;

/** What every object can do. */
export const objectMethods: ReadonlyMap<string, CoreMethod<RubyValue>> = new Map(
  Object.entries<CoreMethod<RubyValue>>({
    '!': (value) => answered(isTruthy(value), false),
    'nil?': (value) => boolean(value.kind === 'nil'),
    '==': (value, call) => equals(value, call, true),
    'eql?': sameKind,
    '!=': (value, call) => equals(value, call, false),
    '===': (value, call) => {
      if (value.kind === 'range' || value.kind === 'proc') return undefined;
      const [tested] = call.positional;
      return value.kind === 'module'
        ? answered(tested && isA(tested, value), true)
        : equals(value, call, true);
    },
    'is_a?': isInstance,
    'kind_of?': isInstance,
    itself: (value) => value,
    freeze: (value) => value,
    dup: copy,
    clone: copy,
    to_s: text,
    inspect: (value) => {
      const inspected = inspect(value);
      return inspected === undefined ? undefined : string(inspected);
    },
    tap: (value, { run, block, node }) => {
      if (block === undefined) return undefined;
      yieldTo(run, block, [value], node);
      return value;
    },
    then: yieldSelf,
    yield_self: yieldSelf,
    ...Object.fromEntries(sendNames.map((name) => [name, send])),
    ...Object.fromEntries(runNames.map((name) => [name, runWithin])),
  }),
);

export const nilMethods: ReadonlyMap<string, CoreMethod<RubyValue>> = new Map(
  Object.entries<CoreMethod<RubyValue>>({
    to_a: () => array([]),
    to_i: () => ({ kind: 'integer', value: 0 }),
  }),
);

function answered(answer: boolean | undefined, whenTrue: boolean): RubyValue | undefined {
  return answer === undefined ? undefined : boolean(answer === whenTrue);
}

function equals(
  value: RubyValue,
  { positional: [other] }: MethodCall,
  whenEqual: boolean,
): RubyValue | undefined {
  return answered(other && isEqual(value, other), whenEqual);
}

/** Unlike `==` it takes no number for one of another class, in a list either. */
function sameKind(value: RubyValue, call: MethodCall): RubyValue | undefined {
  if (['float', 'array', 'hash', 'range'].includes(value.kind)) return undefined;
  return call.positional[0]?.kind === 'float' ? boolean(false) : equals(value, call, true);
}

function isInstance(value: RubyValue, { positional: [module] }: MethodCall): RubyValue | undefined {
  return module && answered(isA(value, module), true);
}

/** Undefined when it is not known. */
function isA(value: RubyValue, module: RubyValue): boolean | undefined {
  if (module.kind !== 'module' || !coreModules.has(module.name)) return undefined;
  if (value.kind === 'boolean') return isBooleanClass(value.value, module.name);
  const classes = ancestors[value.kind];
  return classes && (classes.includes(module.name) || isEverything(module.name));
}

function isBooleanClass(value: boolean, name: string): boolean {
  return name === (value ? 'TrueClass' : 'FalseClass') || isEverything(name);
}

function isEverything(name: string): boolean {
  return name === 'Object' || name === 'BasicObject' || name === 'Kernel';
}

function copy(value: RubyValue): RubyValue {
  switch (value.kind) {
    case 'array':
      return array([...value.items]);
    case 'hash':
      return { kind: 'hash', pairs: new Map(value.pairs) };
    case 'string':
      return string(value.text);
    default:
      return value;
  }
}

function text(value: RubyValue, { positional: args }: MethodCall): RubyValue | undefined {
  const known = args.length === 0 ? textOf(value) : undefined;
  return known === undefined ? undefined : string(known);
}

function yieldSelf(value: RubyValue, { run, block, node }: MethodCall): RubyValue | undefined {
  return block && yieldTo(run, block, [value], node);
}

/** `object.send(:name, …)` is `object.name(…)`. */
function send(value: RubyValue, call: MethodCall): RubyValue | undefined {
  const [name, ...positional] = call.positional;
  if (name?.kind !== 'symbol' && name?.kind !== 'string') return undefined;
  return call.run.send(value, { ...call, name: name.text, positional });
}

/** Runs a block with the object as its self; `instance_eval` of a text is another matter. */
function runWithin(
  value: RubyValue,
  { run, block, positional }: MethodCall,
): RubyValue | undefined {
  if (block?.kind !== 'proc' || (value.kind !== 'object' && value.kind !== 'module'))
    return undefined;
  const args = positional.length > 0 ? positional : [value];
  return callProc(run, block, passing(...args), value);
}
