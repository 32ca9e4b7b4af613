import type { PublishRule } from '../../core/portSpec.ts';
import { columnOf, lineStart } from './editLines.ts';
import { fieldNames, fieldsOf, fieldText, longRefusal, type FieldName } from './editLong.ts';
import {
  aliasOf,
  mapOf,
  quoteOf,
  sourceOf,
  type Quote,
  type WrittenItem,
  type WrittenList,
  type WrittenMap,
} from './editNodes.ts';
import { isNumber, scalarText } from './editScalar.ts';
import { shortText } from './editShort.ts';

/** How a new entry is written: as a long entry like the model, or as a short one in these quotes. */
export interface EntryStyle {
  readonly model?: WrittenMap;
  readonly quote: Quote;
}

/** The style that the entries of a list have in common; where they differ, the short one. */
export function siblingStyle(
  text: string,
  list: WrittenList,
  rule: PublishRule,
  preferred: Quote,
): EntryStyle {
  const quote = siblingQuote(text, list, preferred);
  const values = ownValues(list);
  const maps = values.map((value) => mapOf(text, value)).filter((map) => map !== undefined);
  const model = maps.at(-1);
  const isLong = maps.length === values.length && longRefusal(rule) === undefined;
  return isLong && model !== undefined ? { model, quote } : { quote };
}

/** The quotes of the last entry that has some; none where all are plain text. */
export function siblingQuote(text: string, list: WrittenList, preferred: Quote): Quote {
  const texts = ownValues(list).filter((value) => sourceOf(value) !== undefined);
  const quoted = texts.findLast((value) => quoteOf(text, value) !== '');
  if (quoted !== undefined) return quoteOf(text, quoted);
  // A port number alone does not say how text is written.
  return texts.some((value) => !isNumber(sourceOf(value) ?? '')) ? '' : preferred;
}

function ownValues({ elements }: WrittenList): readonly WrittenItem['value'][] {
  return elements.map(({ value }) => value).filter((value) => aliasOf(value) === undefined);
}

/** The entry as an item of a flow list. */
export function flowEntry(text: string, { model, quote }: EntryStyle, rule: PublishRule): string {
  return model === undefined ? scalarText(shortText(rule), quote) : flowMap(text, model, rule);
}

/** The lines of the entry as an item of a block list, below its sibling. */
export function itemLines(
  text: string,
  style: EntryStyle,
  sibling: WrittenItem,
  rule: PublishRule,
): readonly string[] {
  const { model } = style;
  const beside =
    model !== undefined && lineStart(text, model.start) === lineStart(text, sibling.start);
  const dash = /^- +(?=\S)/.exec(text.slice(sibling.start))?.[0] ?? '- ';
  if (model === undefined || model.flow) return [dash + flowEntry(text, style, rule)];
  const indent = ' '.repeat(columnOf(text, model.start) - columnOf(text, sibling.start));
  const [first = '', ...others] = fieldsLike(text, model, rule);
  const rest = others.map((field) => indent + field);
  return beside ? [dash + first, ...rest] : ['-', indent + first, ...rest];
}

/** The fields of a rule in the order of the model, with a protocol where the model has one. */
function fieldsLike(text: string, { elements }: WrittenMap, rule: PublishRule): readonly string[] {
  const named = elements.some(({ name }) => name === 'protocol');
  const fields = { ...fieldsOf(rule), ...(named ? { protocol: rule.protocol } : {}) };
  const rank = (name: FieldName): number => {
    const index = elements.findIndex((pair) => pair.name === name);
    return index === -1 ? elements.length : index;
  };
  return [...fieldNames]
    .sort((left, right) => rank(left) - rank(right))
    .flatMap((name) => {
      const value = fields[name];
      return value === undefined ? [] : [fieldText(text, name, value, elements)];
    });
}

function flowMap(text: string, model: WrittenMap, rule: PublishRule): string {
  const { start, end, elements } = model;
  const [first, second] = elements;
  const blanks = (from: number, to: number): string =>
    /^,?(\s*)$/.exec(text.slice(from, to))?.[1] ?? '';
  const open = first === undefined ? '' : blanks(start + 1, first.start);
  const gap = first === undefined || second === undefined ? ' ' : blanks(first.end, second.start);
  const close = blanks(elements.at(-1)?.end ?? start + 1, end - 1);
  return `{${open}${fieldsLike(text, model, rule).join(`,${gap}`)}${close}}`;
}
