import type { Container } from '../../core/container.ts';
import type { EngineChange } from './engineChange.ts';
import { isUp, stopped, unlessEqual, withHealth } from './readContainer.ts';

/** Containers after a batch of changes, as far as the changes themselves tell. */
export interface Applied {
  /** The same array when nothing changed. */
  readonly containers: readonly Container[];
  /** Ids of containers that must be asked for: new ones in the order of their creation. */
  readonly stale: ReadonlySet<string>;
}

/**
 * Applies changes in order. Several about one container ask for it once; one that was removed is
 * not asked for at all.
 *
 * @param restarts whether the engine may start the container again by itself, so that its end does
 *   not tell its next state.
 */
export function applyChanges(
  containers: readonly Container[],
  changes: readonly EngineChange[],
  restarts: (id: string) => boolean,
): Applied {
  const byId = new Map(containers.map((container) => [container.id, container]));
  const stale = new Set<string>();
  for (const change of changes) {
    const known = byId.get(change.id);
    if (change.kind === 'removed') {
      byId.delete(change.id);
      stale.delete(change.id);
    } else if (known === undefined) {
      if (change.kind === 'created' || change.kind === 'started') stale.add(change.id);
    } else {
      if (change.kind === 'died') stale.delete(change.id);
      if (mustAsk(known, change, restarts)) stale.add(change.id);
      byId.set(change.id, unlessEqual(known, patched(known, change)));
    }
  }
  const next = [...byId.values()];
  const same =
    next.length === containers.length && next.every((each, at) => each === containers[at]);
  return { containers: same ? containers : next, stale };
}

function mustAsk(
  known: Container,
  change: EngineChange,
  restarts: (id: string) => boolean,
): boolean {
  switch (change.kind) {
    case 'created':
    case 'started':
      return true;
    case 'died':
      return restarts(change.id);
    case 'networks':
      // A container that starts is connected before, one that ends disconnected after; and the
      // engine sends nothing when a stopped one is connected. So only those that run are asked.
      return isUp(known);
    default:
      return false;
  }
}

function patched(container: Container, change: EngineChange): Container {
  switch (change.kind) {
    case 'died':
      return stopped(container);
    case 'paused':
      return { ...container, state: 'paused' };
    case 'unpaused':
      return { ...container, state: 'running' };
    case 'renamed':
      return { ...container, name: change.name };
    case 'health':
      return withHealth(container, change.health);
    case 'created':
    case 'started':
    case 'networks':
    case 'removed':
      return container;
  }
}
