import type { RowFilter } from '../src/core/rowFilter.ts';
import type { PageStatus } from '../src/protocol.ts';
import type { Action } from './actionBar.ts';
import type { NoticeContent } from './notice.ts';

/** How many rows there are, how many of them the filter lets through, and what it says. */
export interface RowCounts {
  readonly total: number;
  readonly visible: number;
  readonly filter: RowFilter;
}

/** The notice that fits the state; none while rows are on their way, and mostly when they are there. */
export function noticeFor(
  { state, text, empty }: PageStatus,
  { total, visible, filter }: RowCounts,
  actions: readonly Action[],
  clearFilter: () => void,
): NoticeContent | undefined {
  if (state === 'failed') return { kind: 'failed', text, actions };
  if (total > 0 && visible === 0) {
    return {
      kind: 'empty',
      text: noMatchWords(filter),
      actions: [{ label: 'Clear Filter', run: clearFilter }],
    };
  }
  if (state === 'connecting' || empty === undefined) return undefined;
  return { kind: total > 0 ? 'note' : 'empty', text: empty.text, actions: [] };
}

function noMatchWords({ text }: RowFilter): string {
  const wanted = text.trim();
  return wanted === '' ? 'No mapping matches the filter.' : `No mapping matches "${wanted}".`;
}
