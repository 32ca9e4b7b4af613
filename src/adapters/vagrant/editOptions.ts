import type { Span } from '../../core/parsed.ts';
import type { TextEdit } from '../../core/textEdit.ts';
import { keyStyle, layoutOfCall } from './editStyle.ts';
import {
  optionText,
  valueLike,
  type ForwardStyle,
  type OptionValue,
} from '../../core/forwardText.ts';
import { restOfLine } from './editStatements.ts';
import type { ForwardOption } from './forwardedPorts.ts';
import type { NetworkCall } from './layout.ts';

/** What options are to be; undefined for one that is to be gone. */
export type OptionChanges = ReadonlyMap<string, OptionValue | undefined>;

export type OptionEdits =
  { readonly edits: readonly TextEdit[] } | { readonly computed: ForwardOption | undefined };

/**
 * Gives options of a call other values, or none. `computed` is the option in the way, whose value is
 * not written out; undefined when the call has none at all.
 */
export function editOptions(text: string, call: NetworkCall, changes: OptionChanges): OptionEdits {
  const edits: TextEdit[] = [];
  const missing: string[] = [];
  const gone = new Set<ForwardOption>();
  const { quote } = layoutOfCall(text, call);
  for (const [name, value] of changes) {
    const option = call.options.findLast((candidate) => candidate.name === name);
    if (option?.literal === false) return { computed: option };
    if (option === undefined) {
      if (value !== undefined) missing.push(optionText(name, value, styleForNew(text, call)));
    } else if (value === undefined) {
      gone.add(option);
    } else {
      const { start, end } = option.value;
      const written = text.slice(start, end);
      const changed = valueLike(written, value, quote);
      if (changed !== written) edits.push({ start, end, text: changed });
    }
  }
  const kept = call.options.findLast((option) => !gone.has(option));
  if (kept === undefined) return { computed: undefined };
  return {
    edits: [
      ...edits,
      // Where both touch, what is added comes first.
      ...(missing.length === 0 ? [] : addOptions(text, call, kept, missing)),
      ...removeOptions(text, call.options, gone),
    ],
  };
}

function styleForNew(text: string, call: NetworkCall): ForwardStyle {
  const style = layoutOfCall(text, call);
  const last = call.options.at(-1);
  return last === undefined ? style : { ...style, ...keyStyle(text, last) };
}

/** Behind the last option that stays. */
function addOptions(
  text: string,
  call: NetworkCall,
  last: ForwardOption,
  added: readonly string[],
): readonly TextEdit[] {
  const { afterType, separator } = layoutOfCall(text, call);
  const usual = call.options.length > 1 ? separator : afterType;
  const { end } = last.pair;
  const between = usual.includes('\n') ? usual : usual.replace(/\s+/g, ' ');
  const comment = /^[ \t]*(,?)[ \t]*#.*$/.exec(restOfLine(text, end));
  if (!between.includes('\n') || comment === null) {
    return [{ start: end, end, text: added.map((option) => between + option).join('') }];
  }
  // A comment behind the last option stays beside it.
  const hasComma = comment[1] === ',';
  const lineEnd = end + comment[0].length;
  const lines = added.map((option) => between.replace(',', '') + option);
  return [
    ...(hasComma ? [] : [{ start: end, end, text: ',' }]),
    { start: lineEnd, end: lineEnd, text: lines.join(',') + (hasComma ? ',' : '') },
  ];
}

function removeOptions(
  text: string,
  options: readonly ForwardOption[],
  gone: ReadonlySet<ForwardOption>,
): readonly TextEdit[] {
  return options.flatMap((option, index) => {
    if (!gone.has(option)) return [];
    const next = options.slice(index + 1).find((other) => !gone.has(other));
    const after = options[index + 1];
    if (next !== undefined && after !== undefined) {
      return [removal(option.pair.start, endBefore(text, option, after))];
    }
    const before = options[index - 1];
    return before === undefined ? [] : removeLast(text, before.pair, option.pair);
  });
}

/** The start of the next option, unless a comment stands between them; else behind the comma. */
function endBefore(text: string, { pair }: ForwardOption, next: ForwardOption): number {
  const between = text.slice(pair.end, next.pair.start);
  const comma = /^\s*,[ \t]*/.exec(between)?.[0] ?? '';
  return between.includes('#') ? pair.end + comma.length : next.pair.start;
}

/** With the comma before it; a comment between the two stays. */
function removeLast(text: string, before: Span, { start, end }: Span): readonly TextEdit[] {
  const between = text.slice(before.end, start);
  if (/^\s*,\s*$/.test(between)) return [removal(before.end, end)];
  const comma = before.end + between.indexOf(',');
  const space = between.length - between.trimEnd().length;
  return [removal(comma, comma + 1), removal(start - space, end)];
}

function removal(start: number, end: number): TextEdit {
  return { start, end, text: '' };
}
