import { isLocalEndpoint, type Engine } from './engine.ts';
import { formatIpAddress, parseIpAddress } from './ipAddress.ts';

/** This host only, and every address of both families. */
const loopback = '127.0.0.1';
const everyAddress = '';

/**
 * The host IP of a new mapping: a literal address, or empty for every one. A setting that is an
 * address decides; any other counts as `auto`:
 *
 * - `127.0.0.1` where the user sits at the engine's machine: what is published on every address is
 *   open to the network, past the rules of UFW (docs.docker.com, Packet filtering and firewalls).
 * - every address where the engine is on another machine or in a virtual one: the user comes to it
 *   from outside, and its loopback address lets nobody in. VirtualBox, for one, delivers forwarded
 *   ports to the guest's own address.
 *
 * @param remote the user sits at another machine than the one that this program runs on.
 */
export function defaultAddress(
  setting: string,
  engine: Engine | undefined,
  remote: boolean,
): string {
  const literal = parseIpAddress(setting.trim());
  if (literal !== undefined) return formatIpAddress(literal);
  return isElsewhere(engine, remote) ? everyAddress : loopback;
}

/** Why it is this address, in a sentence. */
export function defaultAddressReason(
  setting: string,
  engine: Engine | undefined,
  remote: boolean,
): string {
  if (parseIpAddress(setting.trim()) !== undefined) return 'The address that the settings name.';
  return isElsewhere(engine, remote)
    ? 'Docker runs on another machine than the one you sit at; its loopback address would not let you in.'
    : 'New mappings are for this host only unless you choose otherwise.';
}

function isElsewhere(engine: Engine | undefined, remote: boolean): boolean {
  return remote || (engine !== undefined && !isLocalEndpoint(engine.endpoint));
}
