import { formatIpAddress, parseIpAddress } from './ipAddress.ts';

/**
 * Who an address lets in. `allInterfaces`: every address of the host (`0.0.0.0`, `::`, or none
 * given); `thisHost`: loopback; `specific`: one address of the host.
 */
export type Reach = 'allInterfaces' | 'thisHost' | 'specific';

/**
 * One spelling for an address; only IPv6 has several. An IPv4-mapped one is the IPv4 address that a
 * socket gets (RFC 4291, 2.5.5.2).
 */
function canonical(hostIp: string): string {
  const address = hostIp.includes(':') && hostIp !== '::' ? parseIpAddress(hostIp) : undefined;
  return address === undefined ? hostIp : formatIpAddress(address).replace(/^::ffff:(?=\d+\.)/, '');
}

/** Whether both are one address, however it is spelt. */
export function isSameAddress(left: string, right: string): boolean {
  return canonical(left) === canonical(right);
}

export function isAnyAddress(hostIp: string): boolean {
  return ['', '0.0.0.0', '::'].includes(canonical(hostIp));
}

/** All of 127.0.0.0/8 is loopback (RFC 1122, 3.2.1.3), and `::1`. */
export function isLoopbackAddress(hostIp: string): boolean {
  const address = canonical(hostIp);
  return address === '::1' || /^127(?:\.\d+){3}$/.test(address);
}

export function reachOf(hostIp: string): Reach {
  if (isAnyAddress(hostIp)) return 'allInterfaces';
  return isLoopbackAddress(hostIp) ? 'thisHost' : 'specific';
}

export type AddressFamily = 'ipv4' | 'ipv6';

export function familyOf(hostIp: string): AddressFamily {
  return canonical(hostIp).includes(':') ? 'ipv6' : 'ipv4';
}

/**
 * Whether a port taken on one address cannot be taken on the other: the same address, or one of
 * them every address of the other's family. An empty address stands for every address of both.
 */
export function addressesOverlap(left: string, right: string): boolean {
  if (left === '' || right === '' || isSameAddress(left, right)) return true;
  if (familyOf(left) !== familyOf(right)) return false;
  return isAnyAddress(left) || isAnyAddress(right);
}

/** As it stands in a URL or before `:port`: IPv6 in brackets (RFC 3986, 3.2.2). */
export function bracketed(hostIp: string): string {
  return hostIp.includes(':') ? `[${hostIp}]` : hostIp;
}
