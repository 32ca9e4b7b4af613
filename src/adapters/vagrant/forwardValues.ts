import type { Forward } from './configScope.ts';
import type { ForwardedPort } from './forwardedPorts.ts';
import type { Reading } from './reading.ts';
import type { Span } from '../../core/parsed.ts';
import { RubyFailure } from './ruby/failures.ts';
import { inspect, leadingInteger, textOf } from './ruby/rubyText.ts';
import { isTruthy, isUnknown, settled, type RubyValue, type Unknown } from './ruby/value.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What Vagrant makes of a forward's options for a machine, or why that is not known. */
export function forwardedPort(
  { calls }: Reading,
  machine: string,
  forward: Forward,
): ForwardedPort | Unknown {
  const { id, node, origin, merged } = forward;
  const other: Record<string, unknown> = {};
  const port: Writable<ForwardedPort> = {
    machine,
    protocol: '',
    autoCorrect: false,
    id,
    line: calls.lineOf(node),
    call: calls.of(node),
    origin,
  };
  for (const [key, value] of forward.options.pairs.values()) {
    const known = settled(value);
    if (isUnknown(known)) return known;
    const isTaken =
      key.kind === 'symbol' &&
      takeOption(port, key.text, known, () => calls.valueOf(node, key.text));
    if (!isTaken) other[inspect(key) ?? ''] = plain(known);
  }
  if (Object.keys(other).length > 0) port.other = other;
  if (merged.length > 0) port.merged = merged;
  return port;
}

/** Takes one of Vagrant's own options; answers whether it is one. */
function takeOption(
  port: Writable<ForwardedPort>,
  name: string,
  value: RubyValue,
  place: () => Span,
): boolean {
  const isSet = isTruthy(value) === true;
  switch (name) {
    case 'guest':
    case 'host':
      if (isSet) port[name] = toPort(name, value, place);
      return true;
    case 'host_ip':
      if (isSet) port.hostIp = toText(value);
      return true;
    case 'guest_ip':
      if (isSet) port.guestIp = toText(value);
      return true;
    case 'protocol':
      port.protocol = toText(value);
      return true;
    case 'auto_correct':
      port.autoCorrect = isSet;
      return true;
    case 'disabled':
      port.disabled = isSet;
      return true;
    default:
      return name === 'id';
  }
}

/** `to_i`; what has none keeps Vagrant from loading the file. */
function toPort(name: string, value: RubyValue, place: () => Span): number {
  switch (value.kind) {
    case 'integer':
    case 'float':
      return Math.trunc(value.value);
    case 'string':
      return leadingInteger(value.text);
    default:
      throw new RubyFailure(
        `undefined method 'to_i' for ${inspect(value) ?? `this ${name}`}`,
        place(),
      );
  }
}

function toText(value: RubyValue): string {
  return textOf(value) ?? '';
}

/** The value in JSON's terms; what is nested deep is left out. */
function plain(value: RubyValue, depth = 0): unknown {
  const known = settled(value);
  if (depth > 3) return null;
  switch (known.kind) {
    case 'nil':
      return null;
    case 'boolean':
    case 'integer':
    case 'float':
      return known.value;
    case 'string':
    case 'symbol':
      return known.text;
    case 'array':
      return known.items.map((item) => plain(item, depth + 1));
    case 'hash':
      return Object.fromEntries(
        Array.from(known.pairs.values(), ([key, item]) => [
          inspect(key) ?? '',
          plain(item, depth + 1),
        ]),
      );
    default:
      return inspect(known);
  }
}
