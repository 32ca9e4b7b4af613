import { removeElement, spliced } from './editLayout.ts';
import { lastLineEnd, lineEnd, lineStart } from './editLines.ts';
import { edited, type Edited, type EntryTarget } from './editTarget.ts';

/**
 * The text without the entry, in the order of preference: with the last one goes the key, unless a
 * comment or an instruction to Compose stands there, which `[]` keeps.
 */
export function withoutEntry(entry: EntryTarget): readonly Edited[] {
  const { target, ports, list, index } = entry;
  const { text, service } = target;
  if (list.elements.length > 1) return [edited(removeElement(text, list, index))];
  const emptied = edited(withEmptyList(entry));
  if (saysMore(entry)) return [emptied];
  return [edited(removeElement(text, service, service.elements.indexOf(ports))), emptied];
}

function withEmptyList({ target: { text }, ports, list, index }: EntryTarget): string | undefined {
  const removed = removeElement(text, list, index);
  if (removed === undefined || list.flow) return removed;
  const key = /^[ \t]*:(?:[ \t]+[&!]\S+)*/.exec(text.slice(ports.key.end));
  if (key === null) return undefined;
  const at = ports.key.end + key[0].length;
  return spliced(removed, at, at, ' []');
}

function saysMore({ target: { text }, ports, list, item }: EntryTarget): boolean {
  const isInstruction = ports.value?.node.tag === '!override';
  const before = text.slice(ports.key.end, list.flow ? item.start : lineStart(text, item.start));
  const after = list.flow
    ? text.slice(lineEnd(text, item.end), list.end)
    : text.slice(lineEnd(text, item.end), lastLineEnd(text, { start: ports.start, end: item.end }));
  return isInstruction || before.includes('#') || after.includes('#');
}
