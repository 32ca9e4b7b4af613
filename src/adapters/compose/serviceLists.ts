import { goQuote } from '../../core/goText.ts';
import type { ProblemLog } from './problems.ts';
import {
  entryOf,
  obstacleOf,
  placeOf,
  within,
  withEntry,
  type EditObstacle,
  type MapValue,
  type Value,
} from './value.ts';

/** The lists of a service that say something about ports. */
const portLists = ['ports', 'expose'] as const;

/** The project with each service that is a mapping changed by the function. */
export function mapServices(
  root: MapValue,
  change: (service: MapValue, name: string) => MapValue,
): MapValue {
  const services = entryOf(root, 'services');
  return services?.type === 'map' ? withEntry(root, 'services', mapMaps(services, change)) : root;
}

/** The mapping with each entry that is a mapping changed by the function. */
export function mapMaps(
  map: MapValue,
  change: (entry: MapValue, key: string) => MapValue,
): MapValue {
  let entries: Map<string, Value> | undefined;
  for (const [key, entry] of map.entries) {
    const changed = entry.type === 'map' ? change(entry, key) : entry;
    if (changed !== entry) (entries ??= new Map(map.entries)).set(key, changed);
  }
  return entries === undefined ? map : { ...map, entries };
}

/** The service with the items of a list changed; what is no list stays. */
export function mapList(
  service: MapValue,
  key: string,
  change: (items: readonly Value[]) => readonly Value[],
): MapValue {
  const list = service.entries.get(key);
  if (list?.type !== 'list') return service;
  const items = change(list.items);
  const same =
    items.length === list.items.length && items.every((item, index) => item === list.items[index]);
  return same ? service : withEntry(service, key, { ...list, items });
}

/** The service with the items of both lists changed. */
export function mapLists(
  service: MapValue,
  change: (items: readonly Value[]) => readonly Value[],
): MapValue {
  return mapList(mapList(service, 'ports', change), 'expose', change);
}

/**
 * Says on each entry what hinders its edit, which so far only the lists, services and documents
 * around it say: from here on entries of several lists are mixed.
 */
export function markObstacles(root: MapValue): MapValue {
  const services = entryOf(root, 'services');
  const outer = services === undefined ? undefined : outermost(root, services);
  return mapServices(root, (service) =>
    portLists.reduce((marked, key) => {
      const list = service.entries.get(key);
      const around = outer ?? (list === undefined ? undefined : outermost(service, list));
      return mapList(marked, key, (items) => items.map((item) => within(around, item)));
    }, service),
  );
}

function outermost(...values: readonly Value[]): EditObstacle | undefined {
  return values.map(obstacleOf).find((obstacle) => obstacle !== undefined);
}

/** Compose makes the target of a long entry a number while it replaces variables; or leaves it out. */
export function castTargets(root: MapValue, log: ProblemLog): MapValue {
  return mapServices(root, (service, name) =>
    mapList(service, 'ports', (items) =>
      items.map((item) => castTarget(item, name, log)).filter((item) => item !== undefined),
    ),
  );
}

function castTarget(item: Value, service: string, log: ProblemLog): Value | undefined {
  const target = entryOf(item, 'target');
  if (item.type !== 'map' || target?.type !== 'string') return item;
  const text = atoi(target.value);
  if (text.ok) {
    const { origin } = target;
    return withEntry(item, 'target', { type: 'int', text: text.value, origin });
  }
  const fault = `strconv.Atoi: parsing ${goQuote(target.value)}: ${text.fault}`;
  const message = `error while interpolating services.${service}.ports.[].target: failed to cast to expected type: ${fault}`;
  log.error('port', message, placeOf(target));
  return undefined;
}

/** The digits of the largest. */
const int64Digits = 19;

function atoi(
  text: string,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly fault: string } {
  const [, sign = '', digits] = /^([-+]?)0*([0-9]+)$/.exec(text) ?? [];
  if (digits === undefined) return { ok: false, fault: 'invalid syntax' };
  // Of a text of a million digits a BigInt takes seconds.
  const value =
    digits.length > int64Digits ? undefined : BigInt(digits) * (sign === '-' ? -1n : 1n);
  if (value === undefined || BigInt.asIntN(64, value) !== value) {
    return { ok: false, fault: 'value out of range' };
  }
  return { ok: true, value: value.toString() };
}
