import { substitute, type InterpolationFault, type LookUp } from './interpolation.ts';
import type { ProblemLog } from './problems.ts';
import { isDynamic, placeOf, within, withEntries, type MapValue, type Value } from './value.ts';

/** Where a value stands: keys from the root on, `[]` for the items of a list. */
type Path = readonly string[];

interface Context {
  readonly lookUp: LookUp;
  readonly log: ProblemLog;
}

/** The document with every variable replaced; a value that cannot be read is reported and left out. */
export function interpolate(root: MapValue, lookUp: LookUp, log: ProblemLog): MapValue {
  return interpolateMap(root, [], { lookUp, log });
}

function interpolateMap(map: MapValue, path: Path, context: Context): MapValue {
  const entries: [string, Value][] = [];
  for (const [key, value] of map.entries) {
    const interpolated = interpolateValue(value, [...path, key], context);
    if (interpolated !== undefined) entries.push([key, interpolated]);
  }
  return withEntries(map, entries);
}

function interpolateValue(value: Value, path: Path, context: Context): Value | undefined {
  if (!isDynamic(value)) return value;
  if (value.type === 'map') return interpolateMap(value, path, context);
  if (value.type === 'list') {
    const items = value.items.map((item) => interpolateValue(item, [...path, '[]'], context));
    return { ...value, items: items.filter((item) => item !== undefined) };
  }
  if (value.type !== 'string') return value;
  const { lookUp, log } = context;
  const result = substitute(value.value, lookUp);
  if (!result.ok) {
    log.error('interpolation', faultMessage(result.fault, path.join('.')), placeOf(value));
    return undefined;
  }
  for (const name of bearsOnPorts(path) ? result.unset : []) {
    const message = `The "${name}" variable is not set. Defaulting to a blank string.`;
    log.warn('unset-variable', message, placeOf(value));
  }
  return within('interpolation', { ...value, value: result.text });
}

const keysThatBear = new Set(['ports', 'expose', 'extends', 'network_mode', 'profiles']);

/** Compose warns of every variable; the other values are not this reader's business. */
function bearsOnPorts([top, , key = '']: Path): boolean {
  return top === 'include' || (top === 'services' && keysThatBear.has(key));
}

function faultMessage(fault: InterpolationFault, path: string): string {
  if (fault.kind === 'invalid') {
    return `invalid interpolation format for ${path}.\nYou may need to escape any $ with another $.\n${fault.template}`;
  }
  const { variable, reason } = fault;
  const message = `required variable ${variable} is missing a value${reason && `: ${reason}`}`;
  return `error while interpolating ${path}: ${message}`;
}
