import { familyOf, isAnyAddress, type AddressFamily } from './address.ts';
import type { UnnamedMapping } from './mapping.ts';

/** A place in the result, whose mapping others may still be joined to. */
interface Place {
  mapping: UnnamedMapping;
}

/** Places by what a mapping must be to be joined there; the first one waits longest. */
class Waiting {
  readonly #places = new Map<string, Place[]>();

  add(key: string, place: Place): void {
    const places = this.#places.get(key);
    if (places === undefined) this.#places.set(key, [place]);
    else places.push(place);
  }

  take(key: string): Place | undefined {
    return this.#places.get(key)?.shift();
  }
}

/** Makes one of the `0.0.0.0` and the `::` that differ in nothing else. */
export function joinTwins(mappings: readonly UnnamedMapping[]): UnnamedMapping[] {
  const waiting = new Waiting();
  const places: Place[] = [];
  for (const mapping of mappings) {
    const family = familyOfAny(mapping);
    const place = family && waiting.take(twinKey(mapping, family === 'ipv4' ? 'ipv6' : 'ipv4'));
    if (place !== undefined) {
      place.mapping = twins(place.mapping, mapping);
      continue;
    }
    const alone = { mapping };
    places.push(alone);
    if (family !== undefined) waiting.add(twinKey(mapping, family), alone);
  }
  return places.map(({ mapping }) => mapping);
}

/** Of a mapping that is on every address of one family. */
function familyOfAny({ addresses }: UnnamedMapping): AddressFamily | undefined {
  const [address, ...others] = addresses;
  const onOne = address !== undefined && others.length === 0;
  return onOne && isAnyAddress(address) ? familyOf(address) : undefined;
}

function twinKey(mapping: UnnamedMapping, family: AddressFamily): string {
  const { containerPorts, hostPorts } = mapping;
  return `${character(mapping)} ${containerPorts.start} ${hostPorts?.start ?? ''} ${family}`;
}

function twins(one: UnnamedMapping, other: UnnamedMapping): UnnamedMapping {
  return {
    ...one,
    hostIp: one.hostIp === other.hostIp ? one.hostIp : '',
    addresses: [...one.addresses, ...other.addresses].sort(),
  };
}

/** Joins neighbours whose container ports, and whose host ports if they have any, both step by one. */
export function joinConsecutive(mappings: readonly UnnamedMapping[]): UnnamedMapping[] {
  const waiting = new Waiting();
  const places: Place[] = [];
  for (const mapping of [...mappings].sort(byPorts)) {
    const before = waiting.take(neighbourKey(mapping, 'start', 0));
    const place = before ?? { mapping };
    if (before === undefined) places.push(place);
    else before.mapping = range(before.mapping, mapping);
    // A binding that chooses from a range stands alone: its range is not the next one's.
    if (mapping.request !== 'range') waiting.add(neighbourKey(mapping, 'end', 1), place);
  }
  return places.map(({ mapping }) => mapping);
}

function byPorts(left: UnnamedMapping, right: UnnamedMapping): number {
  return (
    left.containerPorts.start - right.containerPorts.start ||
    (left.hostPorts?.start ?? 0) - (right.hostPorts?.start ?? 0)
  );
}

/** Names the mapping that stands `step` ports away from one end of this one. */
function neighbourKey(mapping: UnnamedMapping, end: 'start' | 'end', step: number): string {
  const { containerPorts, hostPorts, hostIp, addresses } = mapping;
  const hostPort = hostPorts === undefined ? '' : hostPorts[end] + step;
  return [character(mapping), hostIp, addresses, containerPorts[end] + step, hostPort].join(' ');
}

function range(first: UnnamedMapping, last: UnnamedMapping): UnnamedMapping {
  const containerPorts = { start: first.containerPorts.start, end: last.containerPorts.end };
  const exposedBy = first.exposedBy === last.exposedBy ? first.exposedBy : 'several';
  if (first.hostPorts === undefined || last.hostPorts === undefined) {
    return { ...first, exposedBy, containerPorts };
  }
  const hostPorts = { start: first.hostPorts.start, end: last.hostPorts.end };
  return { ...first, exposedBy, containerPorts, hostPorts };
}

/** Everything by which two mappings of one container differ, but for address and ports. */
function character(mapping: UnnamedMapping): string {
  const { kind, protocol, request, requestedRange, publishedBy, exposedBy } = mapping;
  const chosenFrom = requestedRange && `${requestedRange.start}-${requestedRange.end}`;
  // A range that is published is one, even if the image exposes only some of its ports.
  const origin = kind === 'exposed' ? exposedBy : '';
  return [kind, protocol, request, chosenFrom, publishedBy, origin].join(' ');
}
