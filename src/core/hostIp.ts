import { formatIpAddress, parseIpAddress } from './ipAddress.ts';

export type HostIpReading =
  { readonly ok: true; readonly hostIp: string } | { readonly ok: false; readonly message: string };

/**
 * The host IP of a short-form rule: nothing, a literal address, or either in brackets. Gives the
 * address as netip prints it, which CLI 29 sends, and go-connections' error texts.
 */
export function readHostIp(text: string): HostIpReading {
  const fault = bracketFault(text);
  if (fault !== undefined) {
    return { ok: false, message: `invalid IP address ${text}: address ${text}:: ${fault}` };
  }
  const inside = text.startsWith('[') ? text.slice(1, -1) : text;
  if (inside === '') return { ok: true, hostIp: '' };
  const address = parseIpAddress(inside);
  return address === undefined
    ? { ok: false, message: `invalid IP address: ${inside}` }
    : { ok: true, hostIp: formatIpAddress(address) };
}

/** What Go's net.SplitHostPort says of the text with a colon after it. */
function bracketFault(text: string): string | undefined {
  if (!text.startsWith('[')) return undefined;
  const close = text.indexOf(']');
  if (close === -1) return "missing ']' in address";
  if (close < text.length - 1) {
    return text[close + 1] === ':' ? 'too many colons in address' : 'missing port in address';
  }
  return text.includes('[', 1) ? "unexpected '[' in address" : undefined;
}
