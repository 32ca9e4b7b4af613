import type { PortSuggestion } from '../core/exposeSuggestions.ts';
import { serviceName } from '../core/wellKnownPorts.ts';
import type { PortRange } from '../core/portRange.ts';
import type { FreePortWish } from './portUse.ts';

/** The free host port next to the preferred one, and the first of the user's range. */
export async function freeSuggestions(
  { prefer, ...wish }: Omit<FreePortWish, 'count'>,
  find: (wish: FreePortWish) => Promise<PortRange | undefined>,
): Promise<readonly PortSuggestion[]> {
  const wishes = [...(prefer === undefined ? [] : [{ ...wish, prefer }]), wish];
  const ports = new Set<number>();
  for (const each of wishes) {
    const free = await find({ ...each, count: 1 });
    if (free !== undefined) ports.add(free.start);
  }
  return [...ports].map((port) => {
    const service = serviceName(port, wish.protocol);
    const origin = 'free host port';
    return { text: String(port), origin, ...(service === undefined ? {} : { service }) };
  });
}
