import type { Container } from './container.ts';
import type { PortSuggestion } from './exposeSuggestions.ts';
import type { ForwardWritingPlace } from './forwardWritingPlace.ts';
import { callAt, unreadAt, type VagrantReading } from './vagrantReading.ts';
import { manyForwards } from './vagrantInput.ts';
import { unforwardedPorts } from './vagrantReport.ts';
import { serviceName, wellKnownPorts } from './wellKnownPorts.ts';

/** Whether Ruby makes a call of what is at the place. @param reading of the filled text. */
export function isInCall(reading: VagrantReading, { start }: ForwardWritingPlace): boolean {
  return callAt(reading, start) !== undefined || unreadAt(reading, start) !== undefined;
}

/**
 * Ports of the VM to forward: those that containers publish and no other forward of the machine leads
 * to, and those that images commonly expose.
 *
 * @param reading of the filled text.
 */
export function suggestGuestPorts(
  reading: VagrantReading,
  { start, protocol }: ForwardWritingPlace,
  containers: readonly Container[],
): readonly PortSuggestion[] {
  const suggestions = new Map<number, PortSuggestion>();
  const suggest = (port: number, origin: string): void => {
    if (suggestions.has(port)) return;
    const service = serviceName(port, protocol);
    const text = String(port);
    suggestions.set(port, { text, origin, ...(service === undefined ? {} : { service }) });
  };
  const machine = callAt(reading, start)?.forwards[0]?.machine;
  for (const { ports, protocol: own, container } of unforwardedPorts(
    reading,
    machine,
    containers,
  )) {
    if (own !== protocol) continue;
    const last = Math.min(ports.end, ports.start + manyForwards - 1);
    for (let port = ports.start; port <= last; port += 1) {
      suggest(port, `published by ${container.name}`);
    }
  }
  for (const { port, protocol: own } of wellKnownPorts) {
    if (own === protocol) suggest(port, 'commonly exposed');
  }
  return [...suggestions.values()];
}
