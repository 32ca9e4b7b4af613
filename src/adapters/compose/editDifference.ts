import type { TextEdit } from '../../core/textEdit.ts';

/** One edit with only what differs; none where nothing does. */
export function differenceOf(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const end = before.length - same;
  return [{ start, end, text: after.slice(start, after.length - same) }];
}
