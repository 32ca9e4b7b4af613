import type { Container } from './container.ts';
import { originalOf } from './keptOriginal.ts';
import type { Mapping } from './mapping.ts';

/**
 * What a row's shape and word say. `stopped` and `restarting`: its ports are reserved; `discarded`:
 * published without effect; `conflict`: reserved, and held by another container right now; `kept`: of
 * the original of a container that was recreated; `staged`: to be added, edited or removed by changes that are not applied;
 * `declared`: in a file of the workspace, and nothing runs of it.
 */
export type RowStatus =
  | 'running'
  | 'paused'
  | 'restarting'
  | 'stopped'
  | 'exposed'
  | 'discarded'
  | 'conflict'
  | 'staged'
  | 'kept'
  | 'declared';

export function rowStatus(
  container: Pick<Container, 'state' | 'name'>,
  { kind }: Mapping,
): RowStatus {
  switch (kind) {
    case 'exposed':
    case 'discarded':
    case 'staged':
      return kind;
    case 'reserved':
      if (originalOf(container) !== undefined) return 'kept';
      return container.state === 'restarting' ? 'restarting' : 'stopped';
    case 'published':
      return container.state === 'paused' ? 'paused' : 'running';
  }
}
