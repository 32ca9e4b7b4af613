import { isScalar } from 'yaml';
import {
  aliasOf,
  anchorsIn,
  anchorsOf,
  entriesOf,
  listOf,
  mapOf,
  pairsOf,
  repeatedAnchor,
  sourceOf,
  type WrittenItem,
  type WrittenList,
  type WrittenMap,
  type WrittenPair,
} from './editNodes.ts';
import { sourceFile } from './sourceFile.ts';
import { parseYaml, type JoinedMap, type NodeAt } from './yamlBlocks.ts';

/** Why an edit is not made: a sentence that names what stands in the way. */
export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

/** The text after an edit. */
export type Edited = { readonly ok: true; readonly text: string } | Refusal;

export type Found<T> = { readonly ok: true; readonly value: T } | Refusal;

/** A service in the one place of the text where it is written. */
export interface ServiceTarget {
  readonly text: string;
  readonly name: string;
  readonly key: WrittenPair;
  readonly service: WrittenMap;
  readonly ports?: WrittenPair;
  /** Missing where there are no `ports`, or nothing in them. */
  readonly list?: WrittenList;
}

/** One entry of the `ports` of a service. */
export interface EntryTarget {
  readonly target: ServiceTarget;
  readonly ports: WrittenPair;
  readonly list: WrittenList;
  readonly index: number;
  readonly item: WrittenItem;
}

export function refuse(reason: string): Refusal {
  return { ok: false, reason };
}

/** The outcome of a change of the layout, undefined where that is too unusual. */
export function edited(text: string | undefined): Edited {
  return text === undefined
    ? refuse('The lines around it are laid out in a way that is not edited.')
    : { ok: true, text };
}

export function findService(text: string, name: string): Found<ServiceTarget> {
  const { documents } = parseYaml(sourceFile('', text));
  const [key, another] = documents
    .flatMap((document) => servicesOf(text, document))
    .filter((service) => service.name === name);
  if (key === undefined) return refuse(`Service ${name} is not written in this file.`);
  if (another !== undefined) {
    return refuse(`Service ${name} is written in several documents of this file.`);
  }
  const alias = key.value && aliasOf(key.value);
  if (alias !== undefined) return refuse(`Service ${name} is the alias *${alias}.`);
  const service = key.value && mapOf(text, key.value);
  if (service === undefined) return refuse(`Service ${name} is no plain mapping.`);
  const ports = service.elements.find((pair) => pair.name === 'ports');
  const target = { text, name, key, service };
  return ports === undefined ? { ok: true, value: target } : withList(target, ports);
}

function servicesOf(text: string, document: NodeAt | JoinedMap): readonly WrittenPair[] {
  return entriesOf(document).flatMap(({ key: { node }, value }) =>
    isScalar(node) && node.source === 'services' ? pairsOf(text, value) : [],
  );
}

function withList(target: ServiceTarget, ports: WrittenPair): Found<ServiceTarget> {
  const { text, name } = target;
  const { value } = ports;
  if (value === undefined || isNull(sourceOf(value))) {
    return { ok: true, value: { ...target, ports } };
  }
  const alias = aliasOf(value);
  if (alias !== undefined) return refuse(`The ports of ${name} are the alias *${alias}.`);
  const anchor = repeatedAnchor(text, anchorsOf(value.node));
  if (anchor !== undefined) return anchorRefusal(anchor);
  if (value.node.tag === '!reset') return refuse(`The ports of ${name} are reset with !reset.`);
  const list = listOf(text, value);
  if (list === undefined) return refuse(`The ports of ${name} are no list.`);
  return { ok: true, value: { ...target, ports, list } };
}

function isNull(source: string | undefined): boolean {
  return source !== undefined && /^(?:~|null|Null|NULL)?$/.test(source);
}

function anchorRefusal(name: string): Refusal {
  return refuse(`The anchor &${name} is used elsewhere in this file, which would change as well.`);
}

export function findEntry(text: string, name: string, index: number): Found<EntryTarget> {
  const found = findService(text, name);
  if (!found.ok) return found;
  const { ports, list } = found.value;
  const item = list?.elements[index];
  if (ports === undefined || list === undefined || item === undefined) {
    return refuse(`Service ${name} has no entry ${index + 1} in its ports.`);
  }
  const anchor = repeatedAnchor(text, anchorsIn(item.value.node));
  if (anchor !== undefined) return anchorRefusal(anchor);
  return { ok: true, value: { target: found.value, ports, list, index, item } };
}
