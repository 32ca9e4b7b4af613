import type { RowUpdate } from './rowFeed.ts';
import { rowLabel, rowSentence } from './rowText.ts';

/**
 * What of an update is worth saying aloud: that the row with the focus is another one or gone, and
 * that a conflict appeared.
 *
 * @param focusedId the row that had the focus before the update.
 */
export function changeWords(
  { removed, changed, before }: RowUpdate,
  focusedId: string | undefined,
): string[] {
  const words = changed
    .filter(({ id, status }) => status === 'conflict' && before.get(id)?.status !== 'conflict')
    .map((row) => row.notes[0] ?? rowSentence(row));
  const focused = focusedId === undefined ? undefined : before.get(focusedId);
  if (focused === undefined) return words;
  if (removed.includes(focused.id)) words.push(`${rowLabel(focused)}, ${focused.name}: removed.`);
  const now = changed.find(({ id }) => id === focused.id);
  if (now !== undefined && rowSentence(now) !== rowSentence(focused)) words.push(rowSentence(now));
  return words;
}
