import type { Span } from './parsed.ts';

/** Where a port of a forwarded_port call is written: the digits to put one in place of, or none yet. */
export interface ForwardWritingPlace extends Span {
  readonly part: 'host' | 'guest';
  /** What the call says, as far as it is written out. */
  readonly guest?: number;
  readonly protocol: 'tcp' | 'udp';
  /** Empty for every address. */
  readonly hostIp: string;
  /** The text with a port there, and where the call misses another: Ruby would take the next line for it. */
  readonly filled: string;
}

const key = String.raw`(?:\w+:|:\w+\s*=>)`;
const value = String.raw`(?:"[^"\n]*"|'[^'\n]*'|[^\s,"'#][^,"'#\n]*)`;
const call = String.raw`^\.vm\.network[ \t(]\s*(?:"forwarded_port"|'forwarded_port'|:forwarded_port)\s*`;
const options = new RegExp(
  String.raw`${call}(?:,\s*${key}\s*${value}?)*,\s*(?:(host|guest):|:(host|guest)\s*=>) *(\d*)$`,
);

/** Longer than any call that somebody writes. */
const longestCall = 1_000;

/**
 * The place of an offset right after `host:` or `guest:` in what looks like a forwarded_port call, or in
 * the number there; undefined anywhere else. Whether it is one and no comment, only Ruby can tell.
 */
export function forwardWritingPlace(text: string, offset: number): ForwardWritingPlace | undefined {
  const callStart = text.lastIndexOf('.vm.network', offset);
  if (callStart === -1 || offset - callStart > longestCall) return undefined;
  const before = text.slice(callStart, offset);
  const [, host, guest, digits] = options.exec(before) ?? [];
  const after = /^(\d*)(?![\w.])/.exec(text.slice(offset))?.[1];
  if (digits === undefined || after === undefined) return undefined;
  const start = offset - digits.length;
  const end = offset + after.length;
  const rest = /^(?:[^\n]*,[ \t]*(?:#[^\n]*)?\r?\n)*[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  const said = before + rest.replaceAll(/[ \t]#.*/g, '');
  const guestPort = /(?:\bguest:|:guest\s*=>)\s*(\d+)/.exec(said)?.[1];
  const isUdp = /(?:\bprotocol:|:protocol\s*=>)\s*["']udp["']/.test(said);
  const hostIp = /(?:\bhost_ip:|:host_ip\s*=>)\s*["']([^"']*)["']/.exec(said)?.[1];
  const whole = `${before.slice(0, start - callStart)}1${rest}`;
  return {
    start,
    end,
    part: (host ?? guest) === 'host' ? 'host' : 'guest',
    ...(guestPort === undefined ? {} : { guest: Number(guestPort) }),
    protocol: isUdp ? 'udp' : 'tcp',
    hostIp: hostIp ?? '',
    filled: text.slice(0, callStart) + finished(whole) + text.slice(end + rest.length),
  };
}

/** With ports where none is written yet, in place of the blank before them: all stays where it is. */
function finished(part: string): string {
  return part.replaceAll(/(?<=\b(?:host|guest)(?::|\s*=>)) (?=[ \t]*(?:[,)#\r\n]|$))/g, '1');
}
