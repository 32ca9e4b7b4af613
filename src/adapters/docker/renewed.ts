import type { Container } from '../../core/container.ts';
import type { EngineReading } from '../../core/engine.ts';
import type { Inspected, Inspection } from './inspector.ts';
import { unlessEqual } from './readContainer.ts';

/**
 * The containers with what was asked for in place; new ones first, the newest first of all. What
 * could not be read stays as far as it is known.
 */
export function merge(
  containers: readonly Container[],
  inspected: readonly Inspected[],
): readonly Container[] {
  const inspections = new Map(inspected.map(({ id, inspection }) => [id, inspection]));
  const known = new Set(containers.map(({ id }) => id));
  const added = inspected.flatMap(({ id, inspection }) =>
    known.has(id) || typeof inspection === 'string' ? [] : [inspection],
  );
  const kept = containers.flatMap((container) => {
    const inspection = inspections.get(container.id);
    return inspection === undefined ? [container] : inPlaceOf(container, inspection);
  });
  return [...added.reverse(), ...kept];
}

function inPlaceOf(container: Container, inspection: Inspection): readonly Container[] {
  if (inspection === 'gone') return [];
  if (inspection === 'unreadable') {
    return [unlessEqual(container, { ...container, knowledge: 'unreadable' })];
  }
  return [unlessEqual(container, inspection)];
}

/** The previous reading, engine or list of containers wherever the next says the same. */
export function renewed(previous: EngineReading | undefined, next: EngineReading): EngineReading {
  if (previous === undefined) return next;
  const engine = unlessEqual(previous.engine, next.engine);
  const sameContainers =
    previous.containers.length === next.containers.length &&
    previous.containers.every((container, at) => container === next.containers[at]);
  if (!sameContainers) return { engine, containers: next.containers };
  return engine === previous.engine ? previous : { engine, containers: previous.containers };
}
