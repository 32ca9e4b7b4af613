import { integersBetween, isList } from './elements.ts';
import { lookUpOption } from './hash.ts';
import { iterate } from './iterators.ts';
import type { CoreMethod, MethodCall } from './methodCall.ts';
import { opaqueCall } from './opaqueCall.ts';
import { compare } from './rubyText.ts';
import {
  array,
  boolean,
  count,
  integer,
  string,
  type RubyFloat,
  type RubyInteger,
  type RubyValue,
} from './value.ts';

type RubyNumber = RubyInteger | RubyFloat;

const shared: Readonly<Record<string, CoreMethod<RubyNumber>>> = {
  '+': (left, call) => arithmetic(left, call, (a, b) => a + b),
  '-': (left, call) => arithmetic(left, call, (a, b) => a - b),
  '*': (left, call) => arithmetic(left, call, (a, b) => a * b),
  '/': divide,
  '%': modulo,
  modulo,
  '**': power,
  '<': (left, call) => comparison(left, call, (order) => order < 0),
  '<=': (left, call) => comparison(left, call, (order) => order <= 0),
  '>': (left, call) => comparison(left, call, (order) => order > 0),
  '>=': (left, call) => comparison(left, call, (order) => order >= 0),
  '<=>': (left, { positional: [right] }) => {
    const order = right && compare(left, right);
    return order === undefined ? undefined : count(order);
  },
  '-@': (number) => ({ ...number, value: 0 - number.value }),
  '+@': (number) => number,
  abs: (number) => ({ ...number, value: Math.abs(number.value) }),
  to_i: (number) => integer(Math.trunc(number.value)),
  to_int: (number) => integer(Math.trunc(number.value)),
  floor: (number, call) => rounded(number, call, Math.floor),
  ceil: (number, call) => rounded(number, call, Math.ceil),
  to_f: (number) => ({ kind: 'float', value: number.value }),
  'zero?': (number) => boolean(number.value === 0),
  'positive?': (number) => boolean(number.value > 0),
  'negative?': (number) => boolean(number.value < 0),
  'between?': (number, { positional: [low, high] }) => {
    const [fromLow, toHigh] = [low && compare(number, low), high && compare(number, high)];
    if (fromLow === undefined || toHigh === undefined) return undefined;
    return boolean(fromLow >= 0 && toHigh <= 0);
  },
  clamp: (number, { positional: [low, high] }) => {
    if (low?.kind !== 'integer' || high?.kind !== 'integer') return undefined;
    return number.value < low.value ? low : number.value > high.value ? high : number;
  },
};

export const floatMethods: ReadonlyMap<string, CoreMethod<RubyFloat>> = new Map(
  Object.entries<CoreMethod<RubyFloat>>(shared),
);

export const integerMethods: ReadonlyMap<string, CoreMethod<RubyInteger>> = new Map(
  Object.entries<CoreMethod<RubyInteger>>({
    ...shared,
    div: divide,
    succ: ({ value }) => integer(value + 1),
    next: ({ value }) => integer(value + 1),
    pred: ({ value }) => integer(value - 1),
    round: (number, { positional: args }) => (args.length === 0 ? number : undefined),
    'even?': ({ value }) => boolean(value % 2 === 0),
    'odd?': ({ value }) => boolean(value % 2 !== 0),
    'integer?': () => boolean(true),
    to_s: ({ value }, { positional: args }) => {
      const [base = count(10)] = args;
      const isBase = base.kind === 'integer' && base.value >= 2 && base.value <= 36;
      return isBase ? string(value.toString(base.value)) : undefined;
    },
    chr: ({ value }, { positional: args }) =>
      args.length === 0 && value >= 0 && value < 128
        ? string(String.fromCharCode(value))
        : undefined,
    ord: (number) => number,
    digits: ({ value }, { positional: args }) =>
      args.length === 0 && value >= 0
        ? array(Array.from(String(value), Number).reverse().map(count))
        : undefined,
    times: (number, call) => counted(number, call, 0, number.value - 1, 1),
    upto: (number, call) => countTo(number, call, 1),
    downto: (number, call) => countTo(number, call, -1),
    step: stepTo,
  }),
);

function arithmetic(
  left: RubyNumber,
  { positional: [right], run, node }: MethodCall,
  apply: (left: number, right: number) => number,
): RubyValue | undefined {
  if (right?.kind !== 'integer' && right?.kind !== 'float') return undefined;
  const value = apply(left.value, right.value);
  if (left.kind === 'float' || right.kind === 'float') return { kind: 'float', value };
  return (
    integer(value) ??
    run.unknown(() => `\`${run.quote(node)}\` is too large a number to follow`, node)
  );
}

/** Integers are divided downwards; by zero Ruby raises. */
function divide(left: RubyNumber, call: MethodCall): RubyValue | undefined {
  const [right] = call.positional;
  const isWhole = left.kind === 'integer' && right?.kind === 'integer';
  if (isWhole && right.value === 0) return undefined;
  return arithmetic(left, call, isWhole ? (a, b) => (a - floorModulo(a, b)) / b : (a, b) => a / b);
}

/** The result has the sign of the divisor. */
function modulo(left: RubyNumber, call: MethodCall): RubyValue | undefined {
  const [right] = call.positional;
  if (left.kind !== 'integer' || right?.kind !== 'integer' || right.value === 0) return undefined;
  return arithmetic(left, call, floorModulo);
}

function floorModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function power(left: RubyNumber, call: MethodCall): RubyValue | undefined {
  const [right] = call.positional;
  if (left.kind !== 'integer' || right?.kind !== 'integer' || right.value < 0) return undefined;
  return arithmetic(left, call, (a, b) => a ** b);
}

function comparison(
  left: RubyNumber,
  { positional: [right] }: MethodCall,
  isSo: (order: number) => boolean,
): RubyValue | undefined {
  const order = right && compare(left, right);
  return order === undefined ? undefined : boolean(isSo(order));
}

function rounded(
  { value }: RubyNumber,
  { positional: args }: MethodCall,
  round: (value: number) => number,
): RubyValue | undefined {
  return args.length === 0 ? integer(round(value)) : undefined;
}

function countTo(number: RubyInteger, call: MethodCall, step: 1 | -1): RubyValue | undefined {
  const [last] = call.positional;
  return last?.kind === 'integer'
    ? counted(number, call, number.value, last.value, step)
    : undefined;
}

/** `1.step(9, 4)`, `1.step(9)`, `1.step(by: 4, to: 9)`. */
function stepTo(number: RubyInteger, call: MethodCall): RubyValue | undefined {
  const { positional: args, keywords } = call;
  const last = args[0] ?? lookUpOption(keywords, 'to');
  const step = args[1] ?? lookUpOption(keywords, 'by') ?? count(1);
  if (last?.kind !== 'integer' || step.kind !== 'integer' || step.value === 0) return undefined;
  return counted(number, call, number.value, last.value, step.value);
}

function counted(
  receiver: RubyInteger,
  call: MethodCall,
  first: number,
  last: number,
  step: number,
): RubyValue | undefined {
  const items = integersBetween(call.run, first, last, step, call.node);
  if (!isList(items)) return opaqueCall(receiver, call, items);
  return iterate({ receiver, items, args: [], call: { ...call, name: 'each' } });
}
