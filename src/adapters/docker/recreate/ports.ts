import type { RecreateRequest } from '../../../core/recreate.ts';
import { portKey } from '../../../core/recreateBindings.ts';
import type { PortBinding } from '../../../core/portSpec.ts';
import { field, listOf, objectOf, textOf, type JsonObject } from '../json.ts';

/** As `HostConfig.PortBindings`. */
export function portBindings(bindings: readonly PortBinding[]): JsonObject {
  const byPort = new Map<string, JsonObject[]>();
  for (const binding of bindings) {
    const key = portKey(binding);
    const entry = { HostIp: binding.hostIp, HostPort: binding.hostPort };
    byPort.set(key, [...(byPort.get(key) ?? []), entry]);
  }
  return Object.fromEntries(byPort);
}

/** The rules of a container: what was asked for, not what the engine then allocated. */
export function readBindings(inspected: unknown): readonly PortBinding[] {
  const told = objectOf(field(inspected, 'HostConfig', 'PortBindings'));
  return Object.entries(told).flatMap(([key, entries]) => {
    const [, port, protocol = 'tcp'] = /^(\d+)(?:\/(tcp|udp|sctp))?$/.exec(key) ?? [];
    if (port === undefined) return [];
    return listOf(entries).map((entry) => ({
      hostIp: textOf(field(entry, 'HostIp')) ?? '',
      hostPort: textOf(field(entry, 'HostPort')) ?? '',
      containerPort: Number(port),
      protocol: protocol as PortBinding['protocol'],
    }));
  });
}

/**
 * As `Config.ExposedPorts`. Up to engine 28 a binding is ignored whose port is not exposed. A port
 * that only a binding exposed goes with its last binding.
 */
export function exposedPorts(
  original: unknown,
  image: unknown,
  ports: Pick<RecreateRequest, 'bindings' | 'exposed' | 'unexposed'>,
): JsonObject {
  const wanted = [...ports.bindings.map(portKey), ...ports.exposed];
  const kept = new Set([...wanted, ...Object.keys(imagePorts(image))]);
  const gone = new Set([...readBindings(original).map(portKey), ...(ports.unexposed ?? [])]);
  const before = Object.keys(objectOf(field(original, 'Config', 'ExposedPorts')));
  const after = [...before.filter((key) => kept.has(key) || !gone.has(key)), ...wanted];
  return Object.fromEntries(after.map((key) => [key, {}]));
}

function imagePorts(image: unknown): JsonObject {
  return objectOf(field(image, 'Config', 'ExposedPorts'));
}
