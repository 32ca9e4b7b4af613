import { stagedCount, stagedPlaces } from '../core/describeChange.ts';
import type { PageStaged } from '../protocol.ts';
import type { Staging } from './staging.ts';

/** What the bar below the table says. */
export function pageStaged({ changes, canRestore }: Staging): PageStaged {
  return {
    count: changes.length,
    text: `${stagedCount(changes)} in ${stagedPlaces(changes)}`,
    canRestore,
  };
}
