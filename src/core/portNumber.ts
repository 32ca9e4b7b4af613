import type { PortRange } from './portRange.ts';

/** Why Docker refuses a port number, in the words of its Go libraries. */
export type PortNumberFault = 'value is empty' | 'invalid syntax' | 'value out of range';

export type PortRangeReading =
  | { readonly ok: true; readonly range: PortRange }
  | { readonly ok: false; readonly part: 'start' | 'end'; readonly fault: PortNumberFault }
  | { readonly ok: false; readonly part: 'order' };

type PortNumberReader = (text: string) => number | PortNumberFault;

/**
 * `N` or `N-M` with N <= M, cut at the first hyphen, as `docker -p` reads it since CLI 29.5
 * (go-connections 0.7.0): leading zeros and a sign are taken.
 */
export function readPublishedRange(text: string): PortRangeReading {
  return readRange(text, readSignedPort);
}

/** The same as `docker --expose` reads it (moby/api network.ParsePortRange): no sign. */
export function readExposedRange(text: string): PortRangeReading {
  return readRange(text, readPort);
}

function readRange(text: string, readNumber: PortNumberReader): PortRangeReading {
  const hyphen = text.indexOf('-');
  const startText = hyphen === -1 ? text : text.slice(0, hyphen);
  const start = readNumber(startText);
  if (typeof start === 'string') return { ok: false, part: 'start', fault: start };
  if (hyphen === -1) return { ok: true, range: { start, end: start } };
  const end = readNumber(text.slice(hyphen + 1));
  if (typeof end === 'string') return { ok: false, part: 'end', fault: end };
  return end < start ? { ok: false, part: 'order' } : { ok: true, range: { start, end } };
}

function readSignedPort(text: string): number | PortNumberFault {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const port = readPort(text.slice(sign.length));
  return sign === '-' && port !== 0 && typeof port === 'number' ? 'value out of range' : port;
}

/** Digits are read until the number is too large, so `99999x` is out of range and `80x` no number. */
function readPort(text: string): number | PortNumberFault {
  if (text === '') return 'value is empty';
  const digits = /^[0-9]*/.exec(text)?.[0] ?? '';
  const significant = digits.replace(/^0+/, '');
  if (significant.length > 5 || Number(significant) > 65_535) return 'value out of range';
  return digits.length === text.length ? Number(significant) : 'invalid syntax';
}
