import type { ProblemLog } from './problems.ts';
import { entryOf, placeOf, withEntries, withEntry, type MapValue, type Value } from './value.ts';

/** Services, or keys of services, that `!reset` and `!override` take out of what was read before. */
export type ResetPath = readonly [top: string, service?: string, key?: string];

/** The instructions of one document, as far as they reach a service's lists. */
export function resetsOf(root: MapValue): readonly ResetPath[] {
  const services = entryOf(root, 'services');
  const inServices = services?.type === 'map' ? services : undefined;
  return [
    ...resetKeys(root).map((top): ResetPath => [top]),
    ...resetKeys(inServices).map((service): ResetPath => ['services', service]),
    ...[...(inServices?.entries ?? [])].flatMap(([service, value]) =>
      resetKeys(value).map((key): ResetPath => ['services', service, key]),
    ),
  ];
}

function resetKeys(map: Value | undefined): readonly string[] {
  if (map?.type !== 'map' || map.origin.tag === '!override') return [];
  const overridden = [...map.entries].filter(([, { origin }]) => origin.tag === '!override');
  return [...map.resets, ...overridden.map(([key]) => key)];
}

/** The project without what the instructions name. */
export function applyResets(root: MapValue, resets: readonly ResetPath[]): MapValue {
  return resets.reduce((project, path) => without(project, path), root);
}

function without(map: MapValue, [step, ...rest]: readonly (string | undefined)[]): MapValue {
  if (step === undefined) return map;
  if (rest[0] === undefined) return withEntry(map, step, undefined);
  const inner = map.entries.get(step);
  return inner?.type === 'map' ? withEntry(map, step, without(inner, rest)) : map;
}

/**
 * The second project over the first, as Compose joins files: services and their keys one by one,
 * `ports` and `expose` one after the other. Everything else of a service is simply replaced: how
 * Compose joins that makes no difference to a port.
 */
export function mergeProjects(base: MapValue, over: MapValue, log: ProblemLog): MapValue {
  return mergeMaps(base, over, (key, before, after) => {
    if (key !== 'services') return replaced(before, after);
    return mergeTyped(before, after, 'services', log, (left, right) =>
      mergeMaps(left, right, (name, baseService, service) =>
        mergeTyped(baseService, service, `services.${name}`, log, (one, other) =>
          mergeServices(one, other, name, log),
        ),
      ),
    );
  });
}

/** One definition of a service over another. */
export function mergeServices(
  base: MapValue,
  over: MapValue,
  name: string,
  log: ProblemLog,
): MapValue {
  return mergeMaps(base, over, (key, before, after) => {
    if (!joinedKeys.has(key)) return replaced(before, after);
    return mergeTyped(before, after, `services.${name}.${key}`, log, (left, right) =>
      mergeMaps(left, right, (_, one, other) => replaced(one, other)),
    );
  });
}

/** What Compose joins without a rule of its own, and what bears on ports. */
const joinedKeys = new Set(['ports', 'expose', 'profiles', 'extends']);

function replaced(before: Value, after: Value): Value {
  return after.type === 'null' ? before : after;
}

function mergeMaps(
  base: MapValue,
  over: MapValue,
  merge: (key: string, before: Value, after: Value) => Value,
): MapValue {
  const entries = new Map(base.entries);
  for (const [key, after] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? after : merge(key, before, after));
  }
  return withEntries(over, entries);
}

/** Values of one type; a mapping over a list, or the like, is refused and has no effect. */
function mergeTyped(
  before: Value,
  after: Value,
  path: string,
  log: ProblemLog,
  mergeMappings: (before: MapValue, after: MapValue) => Value,
): Value {
  if (after.type === 'null') return before;
  if (before.type === 'map' && after.type === 'map') return mergeMappings(before, after);
  if (before.type === 'list' && after.type === 'list') {
    return { ...after, items: [...before.items, ...after.items] };
  }
  if (before.type !== 'map' && before.type !== 'list') return after;
  log.error('merge', `cannot override ${path}`, placeOf(after));
  return before;
}
