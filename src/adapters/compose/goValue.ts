import type { Plain, ScalarValue, Value } from './value.ts';

/** Go's name of the type, as `%T` prints it. */
export function goTypeOf(value: Value): string {
  switch (value.type) {
    case 'null':
      return '<nil>';
    case 'float':
      return 'float64';
    case 'time':
      return 'time.Time';
    case 'list':
      return '[]interface {}';
    case 'map':
      return 'map[string]interface {}';
    default:
      return value.type;
  }
}

/** fmt's `%s`, which Compose also uses for what is no string: `%!s(int=80)`. */
export function goString(value: Value): string {
  return format(value, 's');
}

/** fmt's `%d`. */
export function goDecimal(value: Value): string {
  return format(value, 'd');
}

/** fmt's `%#v` of a mapping's key. */
export function goSyntax(value: Plain): string {
  return plainText(value);
}

type Verb = 's' | 'd';

function format(value: Value, verb: Verb): string {
  switch (value.type) {
    case 'list':
      return `[${value.items.map((item) => formatInside(item, verb)).join(' ')}]`;
    case 'map':
      return `map[${[...value.entries]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, entry]) => `${formatKey(key, verb)}:${formatInside(entry, verb)}`)
        .join(' ')}]`;
    case 'null':
      return `%!${verb}(<nil>)`;
    case 'string':
      return verb === 's' ? value.value : `%!d(string=${value.value})`;
    case 'int':
    case 'uint64':
      return verb === 'd' ? value.text : mismatch(value, verb);
    case 'time':
      return verb === 's' ? value.text : mismatch(value, verb);
    default:
      return mismatch(value, verb);
  }
}

function formatKey(key: string, verb: Verb): string {
  return verb === 's' ? key : `%!d(string=${key})`;
}

/** Within a list or mapping a nil is printed bare. */
function formatInside(value: Value, verb: Verb): string {
  return value.type === 'null' ? '<nil>' : format(value, verb);
}

function mismatch(value: ScalarValue, verb: Verb): string {
  return `%!${verb}(${goTypeOf(value)}=${plainText(value)})`;
}

/** fmt's `%v` of a scalar. */
function plainText(value: Plain): string {
  switch (value.type) {
    case 'string':
      return value.value;
    case 'bool':
      return String(value.value);
    case 'float':
      return goFloat(value.value);
    case 'null':
      return '<nil>';
    default:
      return value.text;
  }
}

/** fmt's `%v`: the shortest digits, with an exponent below 1e-4 and from 1e6 on. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  }
  return String(value);
}
