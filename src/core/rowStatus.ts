import type { Container } from './container.ts';
import type { Mapping } from './mapping.ts';

/**
 * What a row's shape and word say. `stopped` and `restarting`: its ports are reserved; `discarded`:
 * published without effect; `conflict`: reserved, and held by another container right now.
 */
export type RowStatus =
  'running' | 'paused' | 'restarting' | 'stopped' | 'exposed' | 'discarded' | 'conflict';

export function rowStatus(container: Pick<Container, 'state'>, { kind }: Mapping): RowStatus {
  switch (kind) {
    case 'exposed':
    case 'discarded':
      return kind;
    case 'reserved':
      return container.state === 'restarting' ? 'restarting' : 'stopped';
    case 'published':
      return container.state === 'paused' ? 'paused' : 'running';
  }
}
