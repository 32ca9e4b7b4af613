import { parseIpAddress } from '../../core/ipAddress.ts';
import { goTypeOf } from './goValue.ts';
import type { ProblemLog } from './problems.ts';
import { mapList, mapServices } from './serviceLists.ts';
import { entryOf, placeOf, withEntry, type MapValue, type Value } from './value.ts';

/** One entry of `ports` as `docker compose config` prints it; what is empty is left out. */
export interface ComposePort {
  readonly name?: string;
  readonly mode?: string;
  readonly host_ip?: string;
  readonly target?: number;
  /** A port, a range such as `8000-8010`, or any other text: Compose does not look at it. */
  readonly published?: string;
  readonly protocol?: string;
  readonly app_protocol?: string;
}

/** Entries with Compose's defaults; one whose `host_ip` is no address is reported and left out. */
export function completePorts(root: MapValue, log: ProblemLog): MapValue {
  return mapServices(root, (service, name) =>
    mapList(service, 'ports', (items) => items.flatMap((item) => completePort(item, name, log))),
  );
}

function completePort(item: Value, service: string, log: ProblemLog): readonly Value[] {
  if (item.type !== 'map') return [item];
  const address = entryOf(item, 'host_ip');
  if (address?.type === 'string' && parseIpAddress(address.value) === undefined) {
    const message = `services.${service}.ports.[]: invalid ip address: ${address.value}`;
    log.error('port', message, placeOf(address));
    return [];
  }
  return [withDefault(withDefault(item, 'protocol', 'tcp'), 'mode', 'ingress')];
}

function withDefault(item: MapValue, key: string, value: string): MapValue {
  if (item.entries.has(key)) return item;
  return withEntry(item, key, { type: 'string', value, origin: item.origin });
}

/** The entry as values, or why one of them cannot be what it has to be. */
export function decodePort(
  item: MapValue,
  path: string,
):
  | { readonly ok: true; readonly port: ComposePort }
  | { readonly ok: false; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const text = (key: string): string => {
    const value = entryOf(item, key);
    if (value === undefined) return '';
    if (value.type === 'string') return value.value;
    if (value.type === 'int') return value.text;
    faults.push(unconvertible(`${path}.${key}`, 'string', value));
    return '';
  };
  const name = text('name');
  const mode = text('mode');
  const hostIp = text('host_ip');
  const target = targetOf(item, path, faults);
  const published = text('published');
  const protocol = text('protocol');
  const appProtocol = text('app_protocol');
  if (faults.length > 0) return { ok: false, faults };
  const port: ComposePort = {
    ...(name === '' ? {} : { name }),
    ...(mode === '' ? {} : { mode }),
    ...(hostIp === '' ? {} : { host_ip: hostIp }),
    ...(target === 0 ? {} : { target }),
    ...(published === '' ? {} : { published }),
    ...(protocol === '' ? {} : { protocol }),
    ...(appProtocol === '' ? {} : { app_protocol: appProtocol }),
  };
  return { ok: true, port };
}

/** An unsigned number of 32 bits: what is larger loses its upper bits, as in compose-go. */
function targetOf(item: MapValue, path: string, faults: string[]): number {
  const target = entryOf(item, 'target');
  if (target === undefined) return 0;
  const place = `${path}.target`;
  switch (target.type) {
    case 'int':
    case 'uint64':
      if (!target.text.startsWith('-')) return Number(BigInt.asUintN(32, BigInt(target.text)));
      faults.push(overflow(place, target.text));
      return 0;
    case 'float':
      if (target.value >= 0) return Number(BigInt.asUintN(32, BigInt(Math.trunc(target.value))));
      faults.push(overflow(place, target.value.toFixed(6)));
      return 0;
    default:
      faults.push(unconvertible(place, 'uint32', target));
      return 0;
  }
}

function overflow(path: string, text: string): string {
  return `'${path}' cannot parse value as 'uint32': ${text} overflows uint`;
}

function unconvertible(path: string, type: string, value: Value): string {
  return `'${path}' expected type '${type}', got unconvertible type '${goTypeOf(value)}'`;
}
