import { failed, type FieldReading } from './draftPorts.ts';
import { formatIpAddress, parseIpAddress } from './ipAddress.ts';

/** A literal address as docker sends it, with or without the brackets of IPv6; empty for every one. */
export function readAddressField(text: string): FieldReading<string> {
  if (text === '') return { ok: true, value: '' };
  const address = parseIpAddress(withoutBrackets(text));
  if (address !== undefined) return { ok: true, value: formatIpAddress(address) };
  return failed(
    'address',
    'Use a literal IP address, such as 127.0.0.1. Docker takes no names here.',
    [{ label: 'Use 127.0.0.1', change: { address: '127.0.0.1' } }],
  );
}

export function withoutBrackets(text: string): string {
  return /^\[(.*)\]$/.exec(text)?.[1] ?? text;
}
