import { formatPortRange, portCount } from '../../core/portRange.ts';
import type { PublishRule } from '../../core/portSpec.ts';
import { insertBelow, insertInFlow, removeElement } from './editLayout.ts';
import {
  aliasOf,
  mapOf,
  quoteOf,
  readingOf,
  type Quote,
  type WrittenMap,
  type WrittenPair,
} from './editNodes.ts';
import { replaceScalar, scalarText } from './editScalar.ts';
import { isAddress, isRange, valueOf } from './editShort.ts';
import {
  edited,
  findEntry,
  refuse,
  type Edited,
  type EntryTarget,
  type Found,
} from './editTarget.ts';
import type { LookUp } from './interpolation.ts';

/** The fields of a long entry that say what is published, in the order of Compose's documentation. */
export const fieldNames = ['target', 'host_ip', 'published', 'protocol'] as const;

export type FieldName = (typeof fieldNames)[number];

/** What a rule says in each field; undefined where the field is not needed. */
export function fieldsOf(rule: PublishRule): Readonly<Record<FieldName, string | undefined>> {
  const { hostIp, hostPorts, containerPorts, protocol } = rule;
  return {
    target: formatPortRange(containerPorts),
    host_ip: hostIp === '' ? undefined : hostIp,
    published: hostPorts === undefined ? undefined : formatPortRange(hostPorts),
    protocol: protocol === 'tcp' ? undefined : protocol,
  };
}

/** Why the rule cannot be one long entry. */
export function longRefusal({ containerPorts }: PublishRule): string | undefined {
  if (portCount(containerPorts) === 1) return undefined;
  return `A long entry has one container port, not ${formatPortRange(containerPorts)}.`;
}

/** One field as it is written, as the fields of the model are. */
export function fieldText(
  text: string,
  name: FieldName,
  value: string,
  model: readonly WrittenPair[],
  preferred: Quote = '"',
): string {
  const keyQuote = model[0] === undefined ? '' : quoteOf(text, model[0].key);
  const like = model.find((pair) => pair.name === name)?.value;
  const quote =
    like === undefined
      ? usualQuote(name, value, keyQuote || preferred, keyQuote !== '')
      : quoteOf(text, like);
  return `${keyQuote}${name}${keyQuote}: ${scalarText(value, quote)}`;
}

/** Compose's documentation has the published port in quotes; JSON has every text in them. */
function usualQuote(name: FieldName, value: string, quote: Quote, isJson: boolean): Quote {
  if (name === 'target') return '';
  return isJson || name === 'published' || value.includes(':') ? quote : '';
}

/** The text with the fields of one long entry that differ from the rule changed, added or removed. */
export function changedLong(entry: EntryTarget, rule: PublishRule, lookUp: LookUp): Edited {
  const refusal = longRefusal(rule);
  if (refusal !== undefined) return refuse(refusal);
  const { target, index } = entry;
  let { text } = target;
  for (const name of fieldNames) {
    const found = findEntry(text, target.name, index);
    if (!found.ok) return found;
    const field = changedField(found.value, name, rule, lookUp);
    if (!field.ok) return field;
    text = field.text;
  }
  return { ok: true, text };
}

/** The mapping of a long entry. */
export function longMap({ target, item }: EntryTarget): Found<WrittenMap> {
  const map = mapOf(target.text, item.value);
  if (map === undefined) return refuse('The entry is no plain mapping.');
  if (map.elements.some(({ name }) => name === '<<')) {
    return refuse('A merge key brings part of the entry.');
  }
  return { ok: true, value: map };
}

function changedField(
  entry: EntryTarget,
  name: FieldName,
  rule: PublishRule,
  lookUp: LookUp,
): Edited {
  const map = longMap(entry);
  if (!map.ok) return map;
  const { text } = entry.target;
  const { elements } = map.value;
  const at = elements.findIndex((pair) => pair.name === name);
  const wanted = fieldsOf(rule)[name];
  const pair = elements[at];
  if (pair === undefined) {
    if (name === 'target') return refuse('The entry has no target.');
    return wanted === undefined
      ? { ok: true, text }
      : edited(withField(text, map.value, name, fieldText(text, name, wanted, elements)));
  }
  const written = (pair.value && readingOf(pair.value)) ?? '';
  const value = valueOf(written, lookUp);
  if (value !== undefined && says(name, rule)(value)) return { ok: true, text };
  const alias = pair.value && aliasOf(pair.value);
  if (alias !== undefined) return refuse(`The field ${name} is the alias *${alias}.`);
  if (written.includes('$')) return refuse(`The field ${name} comes from a variable: ${written}`);
  if (wanted === undefined && name !== 'protocol') {
    return edited(removeElement(text, map.value, at));
  }
  return pair.value === undefined
    ? refuse(`The field ${name} has no value.`)
    : replaceScalar(text, pair.value, wanted ?? rule.protocol, '"');
}

function says(name: FieldName, rule: PublishRule): (text: string) => boolean {
  switch (name) {
    case 'target':
      return isRange(rule.containerPorts);
    case 'published':
      return isRange(rule.hostPorts);
    case 'host_ip':
      return isAddress(rule.hostIp);
    case 'protocol':
      return (text) => (text === '' ? 'tcp' : text.toLowerCase()) === rule.protocol;
  }
}

/** The field after those that come before it by custom. */
function withField(
  text: string,
  map: WrittenMap,
  name: FieldName,
  written: string,
): string | undefined {
  const before = fieldNames.slice(0, fieldNames.indexOf(name));
  const index = map.elements.findLastIndex((pair) => before.some((other) => other === pair.name));
  const neighbour = map.elements[index];
  if (neighbour === undefined) return undefined;
  return map.flow
    ? insertInFlow(text, map, index, written)
    : insertBelow(text, neighbour, [written]);
}
