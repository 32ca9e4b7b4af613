/**
 * Literal IP addresses as Go's net/netip reads and prints them, which is what docker does with the
 * host IP of a rule:
 *
 *     ipv4   = byte "." byte "." byte "." byte        decimal, no leading zero
 *     ipv6   = eight groups of one to four hex digits, separated by ":"; the last two may be an
 *              ipv4; one "::" stands for one or more groups of zeros
 *
 * No zone (`fe80::1%eth0`), no prefix length, no brackets, no shortened or octal IPv4.
 */
export interface IpAddress {
  readonly family: 4 | 6;
  /** Four bytes, or eight groups of 16 bits. */
  readonly groups: readonly number[];
}

/** The longest spelling: six groups of four digits and an IPv4 address. */
const maximumLength = 45;
const ipv6GroupCount = 8;

/** Undefined when the text is no literal address. */
export function parseIpAddress(text: string): IpAddress | undefined {
  if (text.length > maximumLength) return undefined;
  const groups = text.includes(':') ? ipv6Groups(text) : ipv4Bytes(text);
  if (groups === undefined) return undefined;
  return { family: text.includes(':') ? 6 : 4, groups };
}

/** RFC 5952, with an IPv4-mapped address in dotted form: `2001:db8::1`, `::ffff:192.0.2.1`. */
export function formatIpAddress(address: IpAddress): string {
  if (address.family === 4) return address.groups.join('.');
  if (isMappedIpv4(address.groups)) return `::ffff:${bytesOf(address.groups.slice(6)).join('.')}`;
  return formatIpv6(address.groups);
}

function ipv4Bytes(text: string): number[] | undefined {
  const parts = text.split('.');
  const wellFormed = parts.every(
    (part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255,
  );
  return parts.length === 4 && wellFormed ? parts.map(Number) : undefined;
}

function ipv6Groups(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = '', tail] = halves;
  const left = ipv6Half(head, tail === undefined);
  const right = tail === undefined ? [] : ipv6Half(tail, true);
  if (left === undefined || right === undefined) return undefined;
  const missing = ipv6GroupCount - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  return [...left, ...Array<number>(missing).fill(0), ...right];
}

/** The groups on one side of `::`; only the end of the address may be an IPv4 address. */
function ipv6Half(text: string, atEnd: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const bytes = atEnd ? ipv4Bytes(parts.at(-1) ?? '') : undefined;
  if (bytes !== undefined) parts.pop();
  if (!parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined;
  return [...parts.map((part) => parseInt(part, 16)), ...groupsOf(bytes ?? [])];
}

function groupsOf(bytes: readonly number[]): number[] {
  const [a, b, c, d] = bytes;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
  return [a * 256 + b, c * 256 + d];
}

function bytesOf(groups: readonly number[]): number[] {
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

/** `::ffff:0:0/96` (RFC 4291, 2.5.5.2). */
function isMappedIpv4(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

function formatIpv6(groups: readonly number[]): string {
  const zeros = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (zeros.length < 2) return hex.join(':');
  const before = hex.slice(0, zeros.start).join(':');
  const after = hex.slice(zeros.start + zeros.length).join(':');
  return `${before}::${after}`;
}

/** The first of the longest. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  }
  return longest;
}
