import { goDecimal, goString, goTypeOf } from './goValue.ts';
import type { ComposeRule, ProblemLog } from './problems.ts';
import { mapList, mapServices } from './serviceLists.ts';
import { placeOf, type MapValue, type Value } from './value.ts';

type Key =
  { readonly ok: true; readonly key: string } | { readonly ok: false; readonly fault: string };

/**
 * Every list of ports and of profiles with each key once: a later entry takes the place of an earlier
 * one (compose-go override/uncity.go). An entry that has no key is reported and left out.
 */
export function enforceUniqueness(root: MapValue, log: ProblemLog): MapValue {
  return mapServices(root, (service, name) => {
    const path = (list: string, index: number): string => `services.${name}.${list}.[${index}]`;
    const withPorts = mapList(service, 'ports', (items) =>
      uniqueItems(items, (item, index) => portKey(item, path('ports', index)), 'port', log),
    );
    const withExposed = mapList(withPorts, 'expose', (items) =>
      uniqueItems(items, (item, index) => exposeKey(item, path('expose', index)), 'expose', log),
    );
    return mapList(withExposed, 'profiles', (items) =>
      uniqueItems(items, (item, index) => profileKey(item, path('profiles', index)), 'schema', log),
    );
  });
}

function uniqueItems(
  items: readonly Value[],
  keyOf: (item: Value, index: number) => Key,
  rule: ComposeRule,
  log: ProblemLog,
): readonly Value[] {
  const slots = new Map<string, Slot>();
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    if (!key.ok) {
      log.error(rule, key.fault, placeOf(item));
      return;
    }
    const slot = slots.get(key.key);
    if (slot === undefined) {
      slots.set(key.key, { item, hidden: [] });
      return;
    }
    const { hides = [], ...shown } = slot.item;
    slot.hidden.push(...hides, shown);
    slot.item = item;
  });
  return [...slots.values()].map(({ item, hidden }) =>
    hidden.length === 0 ? item : { ...item, hides: [...hidden, ...(item.hides ?? [])] },
  );
}

/** The place of an entry, taken over by each later one of its key. */
interface Slot {
  item: Value;
  readonly hidden: Value[];
}

/** A short entry is its text until it is expanded; a long one is its address, ports and protocol. */
function portKey(item: Value, path: string): Key {
  if (item.type === 'int') return { ok: true, key: item.text };
  if (item.type === 'string') return { ok: true, key: item.value };
  if (item.type !== 'map') return { ok: true, key: '' };
  const target = item.entries.get('target');
  if (target === undefined) {
    return { ok: false, fault: `service ports ${path} is missing a target port` };
  }
  const part = (key: string, otherwise: string): string => {
    const value = item.entries.get(key);
    return value === undefined ? otherwise : goString(value);
  };
  const host = `${part('host_ip', '0.0.0.0')}:${part('published', '%!s(<nil>)')}`;
  return { ok: true, key: `${host}:${goDecimal(target)}/${part('protocol', 'tcp')}` };
}

function exposeKey(item: Value, path: string): Key {
  if (item.type === 'string') return { ok: true, key: item.value };
  if (item.type === 'int') return { ok: true, key: item.text };
  return { ok: false, fault: `${path}: unsupported expose value ${goString(item)}` };
}

function profileKey(item: Value, path: string): Key {
  if (item.type === 'string') return { ok: true, key: item.value.split('=', 1)[0] ?? '' };
  return { ok: false, fault: `${path}: unexpected type ${goTypeOf(item)}` };
}
