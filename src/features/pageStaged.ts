import { counted } from '../core/describe.ts';
import { stagedCount } from '../core/describeChange.ts';
import type { PageStaged } from '../protocol.ts';
import type { Staging } from './staging.ts';

/** What the bar below the table says. */
export function pageStaged({ changes, canRestore }: Staging): PageStaged {
  const containers = new Set(
    changes.map((change) => (change.kind === 'run' ? change.id : change.container.name)),
  );
  return {
    count: changes.length,
    text: `${stagedCount(changes)} in ${counted(containers.size, 'container', 'containers')}`,
    canRestore,
  };
}
