import { isDeepStrictEqual } from 'node:util';
import { field, listOf, objectOf, textOf, type JsonObject } from '../json.ts';
import { configuredAliases } from './endpoints.ts';
import { withoutOurs } from './names.ts';

/**
 * Paths in the inspect of a created container where it is not what was asked for. `body` is what was
 * posted; mounts and networks are compared with the original, since the engine makes them out itself.
 */
export function differences(
  body: JsonObject,
  original: unknown,
  created: unknown,
  apiVersion: string,
): readonly string[] {
  return [
    ...differingKeys('Config', body, field(created, 'Config')),
    ...differingKeys('HostConfig', objectOf(body['HostConfig']), field(created, 'HostConfig')),
    ...differingLabels(original, created),
    ...differingMounts(original, created),
    ...differingNetworks(original, created, apiVersion),
  ];
}

/** Told elsewhere or in another form than they are posted, or merged with what the image has. */
const notCompared = new Set([
  'Entrypoint',
  'ExposedPorts',
  'HostConfig',
  'Image',
  'Labels',
  'Links',
  'MacAddress',
  'NetworkingConfig',
]);

function differingKeys(path: string, asked: JsonObject, told: unknown): readonly string[] {
  return Object.entries(asked)
    .filter(([key]) => !notCompared.has(key))
    .filter(([key, value]) => !isSame(value, field(told, key)))
    .map(([key]) => `${path}.${key}`);
}

/** The engine leaves out what says nothing, and tells its defaults for what was not set. */
function isSame(asked: unknown, told: unknown): boolean {
  return isNothing(asked) || isDeepStrictEqual(substance(asked), substance(told));
}

function substance(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(substance);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => !isNothing(inner))
      .map(([key, inner]) => [key, substance(inner)]),
  );
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

function differingLabels(original: unknown, created: unknown): readonly string[] {
  const [before, after] = [original, created].map((each) =>
    withoutOurs(field(each, 'Config', 'Labels')),
  );
  return isDeepStrictEqual(before, after) ? [] : ['Config.Labels'];
}

function differingMounts(original: unknown, created: unknown): readonly string[] {
  const [before, after] = [original, created].map((each) =>
    listOf(field(each, 'Mounts'))
      .map((mount) =>
        ['Type', 'Name', 'Source', 'Destination', 'RW'].map((key) => field(mount, key)).join('\n'),
      )
      .sort(),
  );
  return isDeepStrictEqual(before, after) ? [] : ['Mounts'];
}

function differingNetworks(
  original: unknown,
  created: unknown,
  apiVersion: string,
): readonly string[] {
  const [before, after] = [original, created].map((each) => configuredNetworks(each, apiVersion));
  return isDeepStrictEqual(before, after) ? [] : ['NetworkSettings.Networks'];
}

function configuredNetworks(inspected: unknown, apiVersion: string): unknown {
  const networks = objectOf(field(inspected, 'NetworkSettings', 'Networks'));
  return Object.fromEntries(
    Object.entries(networks).map(([name, endpoint]) => [
      name,
      {
        ipv4: textOf(field(endpoint, 'IPAMConfig', 'IPv4Address')),
        ipv6: textOf(field(endpoint, 'IPAMConfig', 'IPv6Address')),
        aliases: [...configuredAliases(inspected, endpoint, apiVersion)].sort(),
      },
    ]),
  );
}
