import { goQuote } from '../../core/goText.ts';
import { mergeServices, type ResetPath } from './merge.ts';
import type { ProblemLog } from './problems.ts';
import { mapLists, mapServices } from './serviceLists.ts';
import {
  entryOf,
  placeOf,
  textOf,
  within,
  withEntries,
  withEntry,
  type MapValue,
  type Value,
} from './value.ts';

/** Where services are looked up, and what that file resets in them. */
export interface ServiceScope {
  /** A service that is extended is put back here: that need not be done twice. */
  readonly services: Map<string, Value>;
  readonly resets: readonly ResetPath[];
}

/** A service that extends one of another file. */
export interface FileReference {
  readonly service: string;
  readonly file: string;
  readonly base: string;
  /** What names the file, for problems. */
  readonly value: Value;
}

export interface ExtendsContext {
  /** Name of the file that is read, for messages. */
  readonly fileName: string;
  readonly log: ProblemLog;
  /** The services of another file; undefined, with a problem, where they cannot be had. */
  readonly open: (reference: FileReference) => ServiceScope | undefined;
}

/**
 * Every service with what it extends under it (compose-go loader/extends.go): first the base with
 * its own bases, then the service over it. A service whose base cannot be had stays as it is.
 */
export function applyExtends(
  document: MapValue,
  resets: readonly ResetPath[],
  context: ExtendsContext,
): MapValue {
  const services = document.entries.get('services');
  if (services === undefined) return document;
  if (services.type !== 'map') {
    context.log.error('schema', 'services must be a mapping', placeOf(services));
    return withEntry(document, 'services', undefined);
  }
  const extended = new Map(services.entries);
  for (const name of services.entries.keys()) {
    const service = extend(name, { services: extended, resets }, context, []);
    if (service === undefined) extended.delete(name);
  }
  return withEntry(document, 'services', withEntries(services, extended));
}

/** What Compose calls every service that extends another where the two do not fit together. */
const shownName = 'x';

/** Far more than anyone writes, and less than the stack holds. */
const maximumSteps = 100;

/** A service on the way from the one that is read to its last base. */
interface Step {
  readonly service: string;
  readonly file: string;
}

/** Undefined where there is no such service, or none that could be one. */
function extend(
  name: string,
  scope: ServiceScope,
  context: ExtendsContext,
  steps: readonly Step[],
): Value | undefined {
  const service = scope.services.get(name);
  if (service === undefined || service.type === 'null') return service;
  if (service.type !== 'map') {
    context.log.error('schema', `services.${name} must be a mapping`, placeOf(service));
    return undefined;
  }
  const reference = service.entries.get('extends');
  if (reference === undefined) return service;
  const base = baseOf(name, reference, scope, context, steps);
  const own = withEntry(service, 'extends', undefined);
  const extended = base?.type === 'map' ? overBase(base, own, name, scope, context.log) : own;
  scope.services.set(name, extended);
  return extended;
}

function overBase(
  base: MapValue,
  own: MapValue,
  name: string,
  { resets }: ServiceScope,
  log: ProblemLog,
): MapValue {
  const kept = withoutReset(markBase(base), name, resets);
  return withEntry(mergeServices(kept, own, shownName, log), 'extends', undefined);
}

function baseOf(
  name: string,
  reference: Value,
  scope: ServiceScope,
  context: ExtendsContext,
  steps: readonly Step[],
): Value | undefined {
  const { log, fileName } = context;
  const base = textOf(reference.type === 'map' ? reference.entries.get('service') : reference);
  if (base === undefined && reference.type === 'map') {
    log.error('extends', `extends.${name}.service is required`, placeOf(reference));
    return undefined;
  }
  const target = base ?? '';
  const file = textOf(entryOf(reference, 'file'));
  const found =
    file === undefined
      ? scope
      : context.open({ service: name, file, base: target, value: reference });
  if (found === undefined) return undefined;
  if (!found.services.has(target)) {
    const where = `cannot extend service ${goQuote(name)} in ${fileName}`;
    log.error('extends', `${where}: service ${goQuote(target)} not found`, placeOf(reference));
    return undefined;
  }
  const step = { service: name, file: file ?? fileName };
  const circle = [...steps, step];
  if (circle.length > maximumSteps) {
    log.error(
      'limit',
      `services extend each other more than ${maximumSteps} times`,
      placeOf(reference),
    );
    return undefined;
  }
  if (steps.some((earlier) => earlier.service === name && earlier.file === step.file)) {
    log.error('extends', circleMessage(circle), placeOf(reference));
    return undefined;
  }
  return extend(target, found, context, circle);
}

/** `extends: web` in the form that has the same entries as `extends: { service: web, file: … }`. */
export function canonicalExtends(root: MapValue): MapValue {
  return mapServices(root, (service) => {
    const reference = service.entries.get('extends');
    if (reference?.type !== 'string') return service;
    const entries = new Map([['service', reference]]);
    const { origin } = reference;
    const map: MapValue = {
      type: 'map',
      entries,
      resets: new Set(),
      dynamic: false,
      size: 2,
      origin,
    };
    return withEntry(service, 'extends', map);
  });
}

function circleMessage([first, ...others]: readonly Step[]): string {
  const begin = `  ${first?.service ?? ''} in ${first?.file ?? ''}`;
  const rest = others.map(({ service, file }) => `  extends ${service} in ${file}`);
  return ['Circular reference:', begin, ...rest].join('\n');
}

function markBase(base: MapValue): MapValue {
  return mapLists(base, (items) => items.map((item) => within('extends', item)));
}

function withoutReset(base: MapValue, name: string, resets: readonly ResetPath[]): MapValue {
  return resets.reduce(
    (kept, [, service, key]) =>
      service === name && key !== undefined ? withEntry(kept, key, undefined) : kept,
    base,
  );
}
