import { addressesOverlap } from './address.ts';
import { parseIpAddress } from './ipAddress.ts';
import { readPublishedRange } from './portNumber.ts';
import type { PortRange } from './portRange.ts';
import type { PortBinding } from './portSpec.ts';

/**
 * What is wrong with the wanted bindings, if anything. Stricter than the engine, which publishes the
 * host IP `localhost` on every address, and takes the same binding twice only to fail at the start.
 */
export function bindingsFault(
  bindings: readonly PortBinding[],
  exposed: readonly string[],
): string | undefined {
  for (const binding of bindings) {
    const fault = bindingFault(binding);
    if (fault !== undefined) return fault;
  }
  return exposed.map(exposedFault).find((fault) => fault !== undefined) ?? duplicateFault(bindings);
}

/** The key of `HostConfig.PortBindings` and `Config.ExposedPorts`. */
export function portKey({ containerPort, protocol }: PortBinding): string {
  return `${containerPort}/${protocol}`;
}

/** The one host port of a binding, unless the engine chooses it. */
export function fixedHostPort({ hostPort }: PortBinding): number | undefined {
  const range = hostPorts(hostPort);
  return range?.start === range?.end && range?.start !== 0 ? range?.start : undefined;
}

/** Whether both would hold the same port of the same address. */
export function bindingsCollide(left: PortBinding, right: PortBinding): boolean {
  const port = fixedHostPort(left);
  return (
    port !== undefined &&
    port === fixedHostPort(right) &&
    left.protocol === right.protocol &&
    addressesOverlap(left.hostIp, right.hostIp)
  );
}

function bindingFault(binding: PortBinding): string | undefined {
  const { containerPort, hostIp, hostPort } = binding;
  if (!Number.isInteger(containerPort) || containerPort < 1 || containerPort > 65_535) {
    return `${containerPort} is no container port: 1 to 65535.`;
  }
  if (hostIp !== '' && parseIpAddress(hostIp) === undefined) {
    return `${hostIp} is no literal IP address.`;
  }
  if (hostPort !== '' && hostPorts(hostPort) === undefined) {
    return `${hostPort} is no host port: 1 to 65535, or a range of them.`;
  }
  return undefined;
}

function exposedFault(key: string): string | undefined {
  const [port = '', protocol = ''] = key.split('/');
  const fine = /^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  return fine && /^(tcp|udp|sctp)$/.test(protocol) && key === `${port}/${protocol}`
    ? undefined
    : `${key} is no port to expose: write it as 80/tcp.`;
}

function duplicateFault(bindings: readonly PortBinding[]): string | undefined {
  const seen = new Map<string, PortBinding[]>();
  for (const binding of bindings) {
    const port = fixedHostPort(binding);
    if (port === undefined) continue;
    const key = `${port}/${binding.protocol}`;
    const others = seen.get(key) ?? [];
    if (others.some((other) => bindingsCollide(other, binding))) {
      return `Host port ${key} is used twice on the same address.`;
    }
    seen.set(key, [...others, binding]);
  }
  return undefined;
}

function hostPorts(text: string): PortRange | undefined {
  const reading = readPublishedRange(text);
  return reading.ok ? reading.range : undefined;
}
