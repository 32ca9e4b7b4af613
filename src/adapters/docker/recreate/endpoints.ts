import { field, objectOf, textOf, textsOf, type JsonObject } from '../json.ts';
import { isBefore } from './apiVersion.ts';
import { idOf } from './names.ts';

export interface Endpoints {
  /** `NetworkingConfig.EndpointsConfig`. */
  readonly create: JsonObject;
  /** To be connected before the start, since the create takes only one. */
  readonly connect: readonly { readonly network: string; readonly endpoint: JsonObject }[];
  /** Given by the create although the original had left it. */
  readonly disconnect: readonly string[];
}

/**
 * The networks of a container, as they were configured: never an address that the engine chose.
 * Before API 1.44 a create takes only one network.
 */
export function endpointsOf(original: unknown, apiVersion: string): Endpoints {
  const told = objectOf(field(original, 'NetworkSettings', 'Networks'));
  const primary = primaryNetwork(original);
  const modern = !isBefore(apiVersion, '1.44');
  const all = Object.entries(told).map(([network, endpoint]) => ({
    network,
    endpoint: configured(original, endpoint, {
      apiVersion,
      mac: !modern ? 'none' : network === primary ? 'primary' : 'other',
    }),
  }));
  const inCreate = all.filter(({ network }) => modern || network === primary);
  return {
    create: Object.fromEntries(inCreate.map(({ network, endpoint }) => [network, endpoint])),
    connect: modern ? [] : all.filter(({ network }) => network !== primary),
    disconnect: primary in told ? [] : [primary],
  };
}

/** The key in `NetworkSettings.Networks` of the network that `NetworkMode` names. */
export function primaryNetwork(original: unknown): string {
  const mode = textOf(field(original, 'HostConfig', 'NetworkMode')) ?? 'default';
  if (mode === 'default') return 'bridge';
  const told = objectOf(field(original, 'NetworkSettings', 'Networks'));
  if (mode in told) return mode;
  const byId = Object.entries(told).find(([, endpoint]) => field(endpoint, 'NetworkID') === mode);
  return byId?.[0] ?? mode;
}

interface EndpointContext {
  readonly apiVersion: string;
  readonly mac: 'none' | 'primary' | 'other';
}

function configured(original: unknown, endpoint: unknown, context: EndpointContext): JsonObject {
  const told = objectOf(endpoint);
  const copied = ['IPAMConfig', 'Links', 'DriverOpts', 'GwPriority']
    .filter((key) => !isNothing(told[key]))
    .map((key) => [key, told[key]] as const);
  const aliases = configuredAliases(original, endpoint, context.apiVersion);
  const mac = configuredMac(original, endpoint, context.mac);
  return {
    ...Object.fromEntries(copied),
    ...(aliases.length === 0 ? {} : { Aliases: aliases }),
    ...(mac === undefined ? {} : { MacAddress: mac }),
  };
}

/** Up to API 1.44 the engine mixes in the short id and the host name. */
export function configuredAliases(
  original: unknown,
  endpoint: unknown,
  apiVersion: string,
): readonly string[] {
  const aliases = textsOf(field(endpoint, 'Aliases'));
  if (!isBefore(apiVersion, '1.45')) return aliases;
  const added = [idOf(original).slice(0, 12), field(original, 'Config', 'Hostname')];
  return aliases.filter((alias) => !added.includes(alias));
}

function configuredMac(
  original: unknown,
  endpoint: unknown,
  kind: EndpointContext['mac'],
): string | undefined {
  if (kind === 'none') return undefined;
  if (kind === 'primary') return textOf(field(original, 'Config', 'MacAddress'));
  const mac = textOf(field(endpoint, 'MacAddress'));
  return mac === generatedMac(textOf(field(endpoint, 'IPAddress'))) ? undefined : mac;
}

/** Up to engine 27 a MAC address is made from the IPv4 address: 02:42 and its four bytes. */
function generatedMac(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const bytes = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
  return ['02', '42', ...bytes].join(':');
}

function isNothing(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === 0 ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
