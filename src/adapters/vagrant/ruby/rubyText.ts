import { settled, type RubyValue } from './value.ts';

/** How much of nested data is looked at: an array can hold itself, or another one many times over. */
interface Patience {
  left: number;
}

function patience(): Patience {
  return { left: 2_000 };
}

/** `to_s`, as an interpolation calls it; undefined when it is not known. */
export function textOf(value: RubyValue): string | undefined {
  const known = settled(value);
  switch (known.kind) {
    case 'nil':
      return '';
    case 'string':
    case 'symbol':
      return known.text;
    default:
      return inspect(known);
  }
}

/** `inspect`; undefined when it is not known. */
export function inspect(value: RubyValue, limit = patience()): string | undefined {
  const known = settled(value);
  if (limit.left-- <= 0) return undefined;
  switch (known.kind) {
    case 'nil':
      return 'nil';
    case 'boolean':
    case 'integer':
      return String(known.value);
    case 'float':
      return floatText(known.value);
    case 'string':
      return quoted(known.text);
    case 'symbol':
      return /^[A-Za-z_]\w*[?!=]?$/.test(known.text) ? `:${known.text}` : `:${quoted(known.text)}`;
    case 'array':
      return listed(known.items, (item) => inspect(item, limit));
    case 'range': {
      const [first, last] = [inspect(known.first, limit), inspect(known.last, limit)];
      return first && last && first + (known.excludesLast ? '...' : '..') + last;
    }
    default:
      return undefined;
  }
}

/** Undefined when one of the items is. */
function listed(
  items: readonly RubyValue[],
  write: (item: RubyValue) => string | undefined,
): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const text = write(item);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return `[${texts.join(', ')}]`;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/#(?=[{$@])/g, '\\#');
}

/** As Ruby writes a Float: always with a point, and with an exponent from 1e16 on and below 1e-4. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const point = digits.includes('.') ? digits : `${digits}.0`;
    return `${point}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** What tells hash keys apart; undefined for keys that are not known or not followed. */
export function identityOf(value: RubyValue, limit = patience()): string | undefined {
  const known = settled(value);
  if (limit.left-- <= 0) return undefined;
  switch (known.kind) {
    case 'symbol':
      return identityOfSymbol(known.text);
    case 'string':
      return `"${known.text}`;
    case 'integer':
      return `#${known.value}`;
    case 'nil':
      return 'nil';
    case 'boolean':
    case 'float':
      return `${known.kind} ${known.value}`;
    case 'array':
      return listed(known.items, (item) => identityOf(item, limit));
    default:
      return undefined;
  }
}

export function identityOfSymbol(text: string): string {
  return `:${text}`;
}

/** `String#to_i`: the digits at the start, 0 without any. */
export function leadingInteger(text: string): number {
  const digits = /^\s*([+-]?\d+(?:_\d+)*)/.exec(text)?.[1];
  return digits === undefined ? 0 : Number(digits.replaceAll('_', ''));
}

/** `==`; undefined when it is not known. */
export function isEqual(
  left: RubyValue,
  right: RubyValue,
  limit = patience(),
): boolean | undefined {
  const [first, second] = [settled(left), settled(right)];
  if (limit.left-- <= 0) return undefined;
  if (first === second && first.kind !== 'unknown') return true;
  const firstNumber = numberOf(first);
  const secondNumber = numberOf(second);
  if (firstNumber !== undefined && secondNumber !== undefined) return firstNumber === secondNumber;
  if (first.kind === 'array' && second.kind === 'array')
    return areEqual(first.items, second.items, limit);
  if (!isPlain(first) || !isPlain(second)) return undefined;
  if (first.kind !== second.kind) return false;
  const [identity, otherIdentity] = [identityOf(first), identityOf(second)];
  if (identity === undefined || otherIdentity === undefined) return undefined;
  return identity === otherIdentity;
}

function areEqual(
  left: readonly RubyValue[],
  right: readonly RubyValue[],
  limit: Patience,
): boolean | undefined {
  if (left.length !== right.length) return false;
  let all: boolean | undefined = true;
  for (const [index, item] of left.entries()) {
    const other = right[index];
    const equal = other && isEqual(item, other, limit);
    if (equal === false) return false;
    all = all && equal;
  }
  return all;
}

/** Whether it differs from every value of another kind. */
function isPlain({ kind }: RubyValue): boolean {
  return kind !== 'unknown' && kind !== 'object' && kind !== 'module';
}

/** `<=>` of two numbers, strings or symbols; undefined for others and when it is not known. */
export function compare(left: RubyValue, right: RubyValue, limit = patience()): number | undefined {
  if (limit.left-- <= 0) return undefined;
  const leftNumber = numberOf(left);
  const rightNumber = numberOf(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return Math.sign(leftNumber - rightNumber);
  }
  const [first, second] = [settled(left), settled(right)];
  if (first.kind === 'string' || first.kind === 'symbol') {
    return second.kind === first.kind ? compareText(first.text, second.text) : undefined;
  }
  if (first.kind !== 'array' || second.kind !== 'array') return undefined;
  for (const [index, item] of first.items.entries()) {
    const other = second.items[index];
    if (other === undefined) return 1;
    const order = compare(item, other, limit);
    if (order !== 0) return order;
  }
  return Math.sign(first.items.length - second.items.length);
}

/** By bytes of UTF-8, which is by code points. */
function compareText(left: string, right: string): number {
  return Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));
}

export function numberOf(value: RubyValue): number | undefined {
  return value.kind === 'integer' || value.kind === 'float' ? value.value : undefined;
}
