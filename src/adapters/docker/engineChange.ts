import type { Health } from '../../core/container.ts';
import { field, parseJson, textOf } from './json.ts';
import { readHealth } from './readContainer.ts';

/** What an event of the engine says about one container. */
export type EngineChange =
  /** Created or started: what it is now must be asked. */
  | { readonly kind: 'created' | 'started'; readonly id: string }
  | { readonly kind: 'died' | 'paused' | 'unpaused' | 'removed'; readonly id: string }
  | { readonly kind: 'renamed'; readonly id: string; readonly name: string }
  | { readonly kind: 'health'; readonly id: string; readonly health: Health }
  /** Connected to a network, or disconnected from one. */
  | { readonly kind: 'networks'; readonly id: string };

/**
 * The events that say something new about ports. The engine filters: each health probe alone
 * would make three `exec_*` events.
 */
export const eventFilters = {
  type: ['container', 'network'],
  event: [
    'create',
    'start',
    'die',
    'pause',
    'unpause',
    'rename',
    'destroy',
    'health_status',
    'connect',
    'disconnect',
    // Podman filters by its own names, though it sends `die` and `remove`.
    'died',
    'remove',
  ],
} as const;

/** Reads a line of `GET /events`; `undefined` for what is of no interest. */
export function readEvent(line: string): EngineChange | undefined {
  const event = parseJson(line);
  const attributes = field(event, 'Actor', 'Attributes');
  const action = textOf(field(event, 'Action')) ?? '';
  if (field(event, 'Type') === 'network') {
    const id = textOf(field(attributes, 'container'));
    const known = id !== undefined && (action === 'connect' || action === 'disconnect');
    return known ? { kind: 'networks', id } : undefined;
  }
  const id = textOf(field(event, 'Actor', 'ID'));
  if (field(event, 'Type') !== 'container' || id === undefined) return undefined;
  return readContainerEvent(action, id, attributes);
}

function readContainerEvent(
  action: string,
  id: string,
  attributes: unknown,
): EngineChange | undefined {
  switch (action) {
    case 'create':
      return { kind: 'created', id };
    case 'start':
      return { kind: 'started', id };
    case 'die':
      return { kind: 'died', id };
    case 'pause':
      return { kind: 'paused', id };
    case 'unpause':
      return { kind: 'unpaused', id };
    case 'destroy':
    case 'remove':
      return { kind: 'removed', id };
    case 'rename': {
      const name = textOf(field(attributes, 'name'))?.replace(/^\//, '');
      return name === undefined ? undefined : { kind: 'renamed', id, name };
    }
    default: {
      // The status is part of the action: `health_status: healthy`.
      const health = readHealth(/^health_status: (\w+)$/.exec(action)?.[1]);
      return health === undefined ? undefined : { kind: 'health', id, health };
    }
  }
}
