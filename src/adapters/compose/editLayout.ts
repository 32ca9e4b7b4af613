import type { Span } from '../../core/parsed.ts';
import { applyEdits } from '../../core/textEdit.ts';
import type { Collection } from './editNodes.ts';
import {
  beginsLine,
  columnOf,
  endsLine,
  lastLineEnd,
  lineEnd,
  lineEnding,
  lineStart,
  nextLine,
} from './editLines.ts';

/** The text with lines below an element in block style, indented as it is. */
export function insertBelow(
  text: string,
  element: Span,
  lines: readonly string[],
): string | undefined {
  if (!endsLine(text, element.end) || keepsBlankLines(text, element)) return undefined;
  const indent = ' '.repeat(columnOf(text, element.start));
  const at = lastLineEnd(text, element);
  const ending = lineEnding(text, element.end);
  const added = lines.map((line) => ending + indent + line).join('');
  return applyEdits(text, [{ start: at, end: at, text: added }]);
}

/** A block of text with a `+` goes on through the blank lines below it. */
function keepsBlankLines(text: string, { start, end }: Span): boolean {
  return /[|>]\d?\+\d?[ \t]*(?:#.*)?$/m.test(text.slice(start, end));
}

/** The text with one more element in a flow collection, set apart as its neighbours are. */
export function insertInFlow(
  text: string,
  { start, end, elements }: Collection<Span>,
  index: number,
  written: string,
): string | undefined {
  const before = elements[index];
  if (before === undefined) {
    const inner = { start: start + 1, end: end - 1 };
    if (text.slice(inner.start, inner.end).trim() !== '') return undefined;
    return applyEdits(text, [{ ...inner, text: written }]);
  }
  const gap = gapBefore(text, elements, index);
  const rest = text.slice(before.end, lineEnd(text, before.end));
  const commented = /^[ \t]*,?[ \t]+#/.test(rest) && gap.includes('\n');
  if (!commented) return spliced(text, before.end, before.end, `,${gap}${written}`);
  const closing = /^[ \t]*,/.test(rest) ? ',' : '';
  const lineAt = before.end + rest.length;
  return applyEdits(text, [
    { start: before.end, end: before.end, text: closing === '' ? ',' : '' },
    { start: lineAt, end: lineAt, text: gap + written + closing },
  ]);
}

/** The blanks before the elements of a flow collection. */
function gapBefore(text: string, elements: readonly Span[], index: number): string {
  const own = blanksBefore(text, elements[index]);
  if (index > 0 || own.includes('\n')) return own;
  return elements[1] === undefined ? ' ' : blanksBefore(text, elements[1]);
}

function blanksBefore(text: string, element: Span | undefined): string {
  const before = text.slice(0, element?.start);
  return before.slice(before.trimEnd().length);
}

/** The text without one element, with the comment at the end of its line. */
export function removeElement(
  text: string,
  collection: Collection<Span>,
  index: number,
): string | undefined {
  const element = collection.elements[index];
  if (element === undefined) return undefined;
  return collection.flow
    ? removeFromFlow(text, collection, index, element)
    : removeLines(text, collection, index, element);
}

function removeLines(
  text: string,
  { elements }: Collection<Span>,
  index: number,
  element: Span,
): string | undefined {
  if (!endsLine(text, element.end)) return undefined;
  if (beginsLine(text, element.start)) return withoutLines(text, element);
  // The first key of a list item stands beside the dash: the next one takes its place.
  const next = elements[index + 1];
  if (next === undefined) return undefined;
  const between = text.slice(lineEnd(text, element.end), next.start);
  return between.includes('#') ? undefined : spliced(text, element.start, next.start, '');
}

function withoutLines(text: string, { start, end }: Span): string {
  const from = lineStart(text, start);
  const to = nextLine(text, end);
  // The line before a last one without a line end becomes such a line.
  const unended = to === text.length && !text.endsWith('\n') && from > 0;
  return spliced(text, unended ? lineEnd(text, lineStart(text, from - 1)) : from, to, '');
}

function removeFromFlow(
  text: string,
  { start, end, elements }: Collection<Span>,
  index: number,
  element: Span,
): string | undefined {
  const previous = elements[index - 1];
  const next = elements[index + 1];
  const last = previous !== undefined && next === undefined;
  const comma = commaAfter(text, element.end);
  if (standsAlone(text, element, next !== undefined)) {
    const lines = { start: lineStart(text, element.start), end: nextLine(text, element.end) };
    return last && comma === undefined
      ? withoutBoth(text, commaAfter(text, previous.end), lines)
      : spliced(text, lines.start, lines.end, '');
  }
  if (next !== undefined) return spliced(text, element.start, next.start, '');
  const commented = text.slice(previous?.end ?? start, element.start).includes('#');
  if (last && !commented) return spliced(text, previous.end, element.end, '');
  const rest = { start: lineStart(text, element.start), end: comma?.end ?? element.end };
  if (last) return withoutBoth(text, commaAfter(text, previous.end), rest);
  const bare = text.slice(element.end, end).includes('#') || commented;
  return bare ? spliced(text, element.start, rest.end, '') : spliced(text, start + 1, end - 1, '');
}

/** Whether the element has its lines for itself, but for a comment and the comma that ends it. */
function standsAlone(text: string, { start, end }: Span, isFollowed: boolean): boolean {
  const rest = /^[ \t]*(,?)[ \t]*(?:#.*)?$/.exec(text.slice(end, lineEnd(text, end)));
  return beginsLine(text, start) && rest !== null && (!isFollowed || rest[1] === ',');
}

/** The comma that follows, with the blanks before it; undefined where a comment comes first. */
function commaAfter(text: string, offset: number): Span | undefined {
  const found = /^\s*,/.exec(text.slice(offset));
  return found === null ? undefined : { start: offset, end: offset + found[0].length };
}

function withoutBoth(text: string, comma: Span | undefined, rest: Span): string | undefined {
  if (comma === undefined) return undefined;
  return applyEdits(text, [
    { ...comma, text: '' },
    { ...rest, text: '' },
  ]);
}

/** The text with another in the place of a part. */
export function spliced(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
