import { field, listOf, objectOf, type JsonObject } from '../../src/adapters/docker/json.ts';

/**
 * An inspect without what a recreate is to change, and what it must: ports, ids and times, and our
 * labels. What the engine tells of one container in another order is sorted.
 */
export function comparable(inspected: unknown): unknown {
  const config = without(field(inspected, 'Config'), ['Image', 'ExposedPorts', 'Labels']);
  const hostConfig = without(field(inspected, 'HostConfig'), ['PortBindings', 'Mounts']);
  const labels = field(inspected, 'Config', 'Labels');
  const state = objectOf(field(inspected, 'State'));
  return {
    name: field(inspected, 'Name'),
    driver: field(inspected, 'Driver'),
    program: [field(inspected, 'Path'), field(inspected, 'Args')],
    state: [state['Status'], state['Running'], state['Paused']],
    config: { ...config, Labels: withoutChange(labels) },
    hostConfig,
    mounts: sorted(listOf(field(inspected, 'Mounts')).map((each) => JSON.stringify(mountOf(each)))),
    networks: networksOf(inspected),
  };
}

function without(value: unknown, keys: readonly string[]): JsonObject {
  const kept = Object.entries(objectOf(value)).filter(([key]) => !keys.includes(key));
  return Object.fromEntries(kept);
}

function withoutChange(labels: unknown): unknown {
  return Object.fromEntries(
    Object.entries(objectOf(labels)).filter(
      ([label]) => !label.startsWith('port-mappings.') || label === 'port-mappings.test-run',
    ),
  );
}

function mountOf(mount: unknown): unknown {
  const keys = ['Type', 'Name', 'Source', 'Destination', 'RW', 'Driver'];
  return Object.fromEntries(keys.map((key) => [key, field(mount, key)]));
}

function networksOf(inspected: unknown): unknown {
  const id = String(field(inspected, 'Id')).slice(0, 12);
  const networks = objectOf(field(inspected, 'NetworkSettings', 'Networks'));
  return Object.fromEntries(
    Object.entries(networks).map(([name, endpoint]) => {
      const { IPAMConfig, IPAddress, MacAddress, Links, DriverOpts } = objectOf(endpoint);
      const aliases = listOf(field(endpoint, 'Aliases')).filter((alias) => alias !== id);
      return [
        name,
        { IPAMConfig, IPAddress, MacAddress, Links, DriverOpts, aliases: sorted(aliases) },
      ];
    }),
  );
}

function sorted(values: readonly unknown[]): readonly unknown[] {
  return [...values].sort();
}
