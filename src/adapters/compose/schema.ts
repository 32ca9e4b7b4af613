import { equalItems } from './equalItems.ts';
import { goFloat } from './goValue.ts';
import type { Place, ProblemLog } from './problems.ts';
import { schemaKeys } from './schemaKeys.ts';
import {
  entryOf,
  keyPlaceOf,
  placeOf,
  withEntries,
  withEntry,
  type MapValue,
  type Value,
} from './value.ts';

interface Fault {
  /** How far in the place is: Compose reports the innermost. */
  readonly depth: number;
  readonly message: string;
  readonly place: Place;
}

type Report = (fault: Fault) => void;
type Path = readonly string[];

/**
 * What Compose's JSON schema says of services, of their keys and of what bears on ports. What is
 * not allowed is reported, as Compose words it, and left out. JSON has neither dates nor Infinity:
 * a date counts as a string there.
 */
export function validateSchema(root: MapValue, fileName: string, log: ProblemLog): MapValue {
  const faults: Fault[] = [];
  const valid = validRoot(root, (fault) => faults.push(fault));
  faults.sort((left, right) => right.depth - left.depth);
  for (const { message, place } of faults) {
    log.error('schema', `validating ${fileName}: ${message}`, place);
  }
  return valid;
}

function validRoot(root: MapValue, report: Report): MapValue {
  const known = onlyKnown(root, schemaKeys.root, [], report);
  for (const [key, value] of known.entries) {
    if (schemaKeys.mappings.has(key) && value.type !== 'map') {
      refuse([key], 'must be a mapping', value, report);
    }
  }
  const services = entryOf(known, 'services');
  if (services?.type !== 'map') return known;
  const named = onlyKnown(services, /^[a-zA-Z0-9._-]+$/, ['services'], report);
  const valid: [string, Value][] = [];
  for (const [name, service] of named.entries) {
    const path = ['services', name];
    if (service.type === 'map') valid.push([name, validService(service, path, report)]);
    else refuse(path, 'must be a mapping', service, report);
  }
  return withEntry(known, 'services', withEntries(named, valid));
}

function validService(service: MapValue, path: Path, report: Report): MapValue {
  const known = onlyKnown(service, schemaKeys.service, path, report);
  const valid: [string, Value][] = [];
  for (const [key, value] of known.entries) {
    const checked = validField(value, key, [...path, key], report);
    if (checked !== undefined) valid.push([key, checked]);
  }
  return withEntries(known, valid);
}

function validField(value: Value, key: string, path: Path, report: Report): Value | undefined {
  switch (key) {
    case 'ports':
      return validList(value, path, report, validPort);
    case 'expose':
    case 'profiles':
      return validList(value, path, report, (item) => item);
    case 'build':
      if (isString(value) || value.type === 'map') return value;
      refuse(path, 'must be a string', value, report);
      return undefined;
    case 'image':
    case 'network_mode':
      if (isString(value)) return value;
      refuse(path, 'must be a string', value, report);
      return undefined;
    default:
      return value;
  }
}

function validList(
  list: Value,
  path: Path,
  report: Report,
  validItem: (item: Value, path: Path, report: Report) => Value | undefined,
): Value | undefined {
  if (list.type !== 'list') {
    refuse(path, 'must be a array', list, report);
    return undefined;
  }
  const equal = equalItems(list.items);
  if (equal !== undefined) {
    const [earlier, later] = equal;
    const item = list.items[later] ?? list;
    refuse(path, `items at ${earlier} and ${later} are equal`, item, report);
  }
  const items = list.items.map((item, index) => validItem(item, [...path, String(index)], report));
  return { ...list, items: items.filter((item) => item !== undefined) };
}

function validPort(item: Value, path: Path, report: Report): Value | undefined {
  if (item.type === 'map') return validLongPort(item, path, report);
  if (!isJson(item, report)) return undefined;
  if (isString(item) || isNumber(item)) return item;
  refuse(path, 'must be a number', item, report);
  return undefined;
}

/** Compose has the schema check the project as JSON, which knows no Infinity. */
function isJson(value: Value, report: Report): boolean {
  if (value.type !== 'float' || Number.isFinite(value.value)) return true;
  const message = `json: unsupported value: ${goFloat(value.value)}`;
  report({ depth: Infinity, message, place: placeOf(value) });
  return false;
}

/** An entry with a field that is not allowed is no entry. */
function validLongPort(item: MapValue, path: Path, report: Report): Value | undefined {
  let valid = true;
  for (const [key, value] of item.entries) {
    if (!isJson(value, report)) return undefined;
    const numeric = key === 'target' || key === 'published';
    const checked = schemaKeys.port.has(key) && !isString(value) && !(numeric && isInteger(value));
    if (!checked) continue;
    valid = false;
    const types = numeric ? 'a integer or string' : 'a string';
    refuse([...path, key], `must be ${types}`, value, report);
  }
  const known = onlyKnown(item, schemaKeys.port, path, report);
  return valid && known.entries.size === item.entries.size ? item : undefined;
}

/** The map without keys that are neither known nor begin with `x-`. */
function onlyKnown(
  map: MapValue,
  known: ReadonlySet<string> | RegExp,
  path: Path,
  report: Report,
): MapValue {
  const isKnown = (key: string): boolean =>
    known instanceof RegExp ? known.test(key) : known.has(key) || key.startsWith('x-');
  const unknown = [...map.entries.keys()].filter((key) => !isKnown(key)).sort();
  const [first] = unknown;
  if (first === undefined) return map;
  const names = unknown.map((key) => `'${key}'`).join(', ');
  const message = `${path.join('.')} additional properties ${names} not allowed`;
  const place = keyPlaceOf(map.entries.get(first) ?? map);
  report({ depth: path.length, message, place });
  return withEntries(
    map,
    [...map.entries].filter(([key]) => isKnown(key)),
  );
}

function refuse(path: Path, message: string, value: Value, report: Report): void {
  report({ depth: path.length, message: `${path.join('.')} ${message}`, place: placeOf(value) });
}

function isString(value: Value): boolean {
  return value.type === 'string' || value.type === 'time';
}

function isNumber(value: Value): boolean {
  return value.type === 'int' || value.type === 'uint64' || value.type === 'float';
}

function isInteger(value: Value): boolean {
  return isNumber(value) && (value.type !== 'float' || Number.isInteger(value.value));
}
