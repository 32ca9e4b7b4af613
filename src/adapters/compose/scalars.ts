import type { Plain } from './value.ts';

/** What a scalar is, or why go-yaml refuses it. */
export type ScalarReading =
  { readonly ok: true; readonly value: Plain } | { readonly ok: false; readonly message: string };

const named = new Map<string, Plain>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, { type: 'null' }] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, { type: 'bool', value: true }] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, { type: 'bool', value: false }] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, { type: 'float', value: NaN }] as const),
  ...['.inf', '.Inf', '.INF'].flatMap(
    (text) =>
      [
        [text, { type: 'float', value: Infinity }],
        [`+${text}`, { type: 'float', value: Infinity }],
        [`-${text}`, { type: 'float', value: -Infinity }],
      ] as const,
  ),
  ...['-0', '-0.0'].map((text) => [text, { type: 'float', value: -0 }] as const),
]);

/**
 * A plain scalar as go-yaml 4 reads it, which is neither YAML 1.1 nor 1.2:
 *
 *     null  = "" | "~" | "null"                         bool  = "true" | "false"
 *     int   = [sign] ( "0" octal | "0o" octal | "0x" hex | "0b" binary | decimal ), "_" anywhere
 *     float = [sign] ( "." digits | digits [ "." [ digits ] ] ) [ exponent ], ".inf", ".nan"
 *     time  = year "-" month "-" day [ ( "T" | " " ) clock [ zone ] ]
 *
 * `080` is a float, `yes` and `8080:80` are strings: there is no base 60.
 */
export function resolvePlain(text: string): Plain {
  const constant = named.get(text);
  if (constant !== undefined) return constant;
  if (text.startsWith('.')) return fraction(text) ?? { type: 'string', value: text };
  if (!/^[-+0-9]/.test(text)) return { type: 'string', value: text };
  const time = timeOf(text);
  if (time !== undefined) return { type: 'time', text: time };
  return numberOf(text.replaceAll('_', '')) ?? { type: 'string', value: text };
}

const yamlTag = 'tag:yaml.org,2002:';

/** A scalar by its tag, in full where it is one of YAML's own, else by its quotes and its text. */
export function resolveScalar(text: string, quoted: boolean, tag?: string): ScalarReading {
  if (tag?.startsWith(yamlTag) === true) return resolveTagged(tag.slice(yamlTag.length), text);
  const plain = tag === undefined && !quoted;
  return { ok: true, value: plain ? resolvePlain(text) : { type: 'string', value: text } };
}

const tagNames = { int: 'int', float: 'float', bool: 'bool', null: 'null', time: 'timestamp' };

/** `!!str 80`, `!!int "80"`; `tag` is the part after `!!`. */
function resolveTagged(tag: string, text: string): ScalarReading {
  if (tag === 'str') return { ok: true, value: { type: 'string', value: text } };
  if (tag === 'binary') return decodeBase64(text);
  if (!Object.values(tagNames).includes(tag)) {
    return { ok: true, value: { type: 'string', value: text } };
  }
  const value = resolvePlain(text);
  const actual = tagOf(value);
  if (actual === tag) return { ok: true, value };
  if (tag === 'float' && value.type === 'int') {
    return { ok: true, value: { type: 'float', value: Number(value.text) } };
  }
  return { ok: false, message: `cannot construct !!${actual} \`${text}\` as a !!${tag}` };
}

function tagOf(value: Plain): string {
  if (value.type === 'string') return 'str';
  return value.type === 'uint64' ? 'int' : tagNames[value.type];
}

function decodeBase64(text: string): ScalarReading {
  const compact = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) {
    return { ok: false, message: '!!binary value contains invalid base64 data' };
  }
  const value = Buffer.from(compact, 'base64').toString('utf8');
  return { ok: true, value: { type: 'string', value } };
}

function fraction(text: string): Plain | undefined {
  return /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/.test(text) ? finite(text) : undefined;
}

/** `text` without underscores. */
function numberOf(text: string): Plain | undefined {
  const integer = integerOf(text);
  if (integer !== undefined) return integer;
  const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
  return float.test(text) ? finite(text) : undefined;
}

function finite(text: string): Plain | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? { type: 'float', value } : undefined;
}

/** 64 bits in binary after `0b`, and far more zeros than anybody writes. */
const maximumDigits = 200;

/** strconv.ParseInt with base 0, then ParseUint: 64 bits. */
function integerOf(text: string): Plain | undefined {
  const parts = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', digits = ''] = parts;
  // Of a text of a million digits a BigInt takes seconds.
  if (digits.length > maximumDigits) return undefined;
  const magnitude = BigInt(digits.replace(/^0(?=[0-7])/, '0o'));
  const value = sign === '-' ? -magnitude : magnitude;
  if (BigInt.asIntN(64, value) === value) return { type: 'int', text: value.toString() };
  if (sign === '' && BigInt.asUintN(64, value) === value) {
    return { type: 'uint64', text: value.toString() };
  }
  return undefined;
}

const timePattern =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/;

/** As Go prints the time; undefined for any other text, and for a day or hour that there is not. */
function timeOf(text: string): string | undefined {
  const parts = timePattern.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', separator] = parts;
  const [hour = '0', minute = '0', second = '0', decimals = '', zone] = parts.slice(5);
  const needsZone = separator !== undefined && separator !== ' ';
  if (needsZone !== (zone !== undefined)) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!exists || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const pad = (number: string): string => number.padStart(2, '0');
  const fractionText = decimals.slice(0, 9).replace(/0+$/, '');
  const clock = `${pad(hour)}:${pad(minute)}:${pad(second)}${fractionText && `.${fractionText}`}`;
  return `${year}-${pad(month)}-${pad(day)} ${clock} ${zoneText(zone)}`;
}

function zoneText(zone: string | undefined): string {
  if (zone === undefined || zone === 'Z' || zone === '+00:00') return '+0000 UTC';
  const compact = zone.replace(':', '');
  return `${compact} ${compact}`;
}
