import { isAlias, isScalar } from 'yaml';
import { applyEdits } from '../../core/textEdit.ts';
import { spliced } from './editLayout.ts';
import { columnOf, endsLine, lineEnd, lineEnding } from './editLines.ts';
import { fieldNames, fieldsOf, fieldText, longMap, longRefusal } from './editLong.ts';
import { quoteOf, sourceOf, type Quote } from './editNodes.ts';
import { ruleOf } from './editRule.ts';
import { scalarText } from './editScalar.ts';
import { shortText } from './editShort.ts';
import { siblingQuote } from './editStyle.ts';
import { edited, refuse, type Edited, type EntryTarget, type Refusal } from './editTarget.ts';

/** The short entry as a long one. */
export function inLongForm(entry: EntryTarget): Edited {
  const { target, ports, list, item } = entry;
  const { text } = target;
  const refusal = rewriteRefusal(entry);
  if (refusal !== undefined) return refusal;
  if (sourceOf(item.value) === undefined) return refuse('The entry is in the long form already.');
  const rule = ruleOf(entry, noVariables);
  if (!rule.ok) return rule;
  const tooMany = longRefusal(rule.value);
  if (tooMany !== undefined) return refuse(tooMany);
  const values = fieldsOf(rule.value);
  const quote = quoteOf(text, item.value) || '"';
  const fields = fieldNames.flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [fieldText(text, name, value, [ports], quote)];
  });
  const { start, end } = item.value;
  if (list.flow) return edited(spliced(text, start, end, `{${fields.join(', ')}}`));
  return edited(withFields(entry, fields));
}

/** The first field in the place of the entry, the others below what stands on its line. */
function withFields(
  { target: { text }, item: { value } }: EntryTarget,
  [first = '', ...others]: readonly string[],
): string | undefined {
  if (!endsLine(text, value.end)) return undefined;
  const below = lineEnding(text, value.end) + ' '.repeat(columnOf(text, value.start));
  const at = lineEnd(text, value.end);
  return applyEdits(text, [
    { start: value.start, end: value.end, text: first },
    { start: at, end: at, text: others.map((field) => below + field).join('') },
  ]);
}

/** The long entry as a short one, where that loses nothing. */
export function inShortForm(entry: EntryTarget, preferred: Quote): Edited {
  const { target, list, item } = entry;
  const { text } = target;
  const refusal = rewriteRefusal(entry);
  if (refusal !== undefined) return refusal;
  if (sourceOf(item.value) !== undefined) return refuse('The entry is in the short form already.');
  const map = longMap(entry);
  if (!map.ok) return map;
  const lost = map.value.elements.find(
    ({ name, value }) =>
      fieldNames.every((known) => known !== name) &&
      !(name === 'mode' && value !== undefined && sourceOf(value) === 'ingress'),
  );
  if (lost !== undefined) return refuse(`The short form cannot say ${lost.name}.`);
  const { start, end } = item.value;
  if (/\s#/.test(text.slice(start, end))) return refuse('A comment stands in the entry.');
  const rule = ruleOf(entry, noVariables);
  if (!rule.ok) return rule;
  const quote = siblingQuote(text, list, preferred);
  const alone = list.flow ? null : /-\s+$/.exec(text.slice(item.start, start));
  const from = alone?.[0].includes('\n') === true ? item.start : start;
  const dash = from === start ? '' : '- ';
  return edited(spliced(text, from, end, dash + scalarText(shortText(rule.value), quote)));
}

/** The short entry in quotes. */
export function inQuotes(entry: EntryTarget, preferred: Quote): Edited {
  const { target, list, item } = entry;
  const { text } = target;
  const { value } = item;
  const source = sourceOf(value);
  const { start, end } = value;
  if (source === undefined || source === '' || source !== text.slice(start, end)) {
    return refuse('The entry is no plain text that could be put in quotes.');
  }
  if (/["'\\]/.test(source)) return refuse('The entry has quotes in it.');
  if (!source.includes('$')) {
    const rule = ruleOf(entry, noVariables);
    if (!rule.ok) return rule;
  }
  const quote = siblingQuote(text, list, preferred) || preferred;
  return edited(spliced(text, start, end, quote + source + quote));
}

/** What the entry says has to stand in it. */
function rewriteRefusal({ target: { text }, item }: EntryTarget): Refusal | undefined {
  const { start, end, value } = item;
  if (text.slice(start, end).includes('$')) {
    return refuse('A variable decides part of the entry: its form stays.');
  }
  const { node } = value;
  if (isAlias(node)) return refuse(`The entry is the alias *${node.source}.`);
  if (isScalar(node) && node.type?.startsWith('BLOCK') === true) {
    return refuse('The entry is a block of text: its form stays.');
  }
  return node.tag !== undefined || node.anchor !== undefined
    ? refuse('The entry has an anchor or a tag: its form stays.')
    : undefined;
}

function noVariables(): undefined {
  return undefined;
}
