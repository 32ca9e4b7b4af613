import type { PublishRule } from '../../core/portSpec.ts';
import { insertBelow, insertInFlow, spliced } from './editLayout.ts';
import { columnOf } from './editLines.ts';
import { listOf, quoteOf, type Quote, type WrittenList, type WrittenPair } from './editNodes.ts';
import { scalarText } from './editScalar.ts';
import { shortText } from './editShort.ts';
import { flowEntry, itemLines, siblingStyle } from './editStyle.ts';
import { edited, type Edited, type ServiceTarget } from './editTarget.ts';

/** The text with one more entry in the `ports` of the service, which are made where there are none. */
export function appendEntry(target: ServiceTarget, rule: PublishRule, preferred: Quote): Edited {
  const { text, list, ports } = target;
  const last = list?.elements.at(-1);
  if (list !== undefined && last !== undefined) {
    const style = siblingStyle(text, list, rule, preferred);
    return edited(
      list.flow
        ? insertInFlow(text, list, list.elements.length - 1, flowEntry(text, style, rule))
        : insertBelow(text, last, itemLines(text, style, last, rule)),
    );
  }
  const entry = scalarText(shortText(rule), jsonQuote(target) || preferred);
  if (list !== undefined) return edited(insertInFlow(text, list, 0, entry));
  return edited(ports === undefined ? withPorts(target, entry) : filled(target, ports, entry));
}

/** In JSON every key is in quotes, and every text has to be. */
function jsonQuote({ text, service }: ServiceTarget): Quote {
  const [first] = service.elements;
  return first === undefined ? '' : quoteOf(text, first.key);
}

/** A list for `ports` that say nothing. */
function filled(target: ServiceTarget, ports: WrittenPair, entry: string): string | undefined {
  const { text, service } = target;
  const { value } = ports;
  if (value === undefined) return undefined;
  if (!service.flow && value.start === value.end) {
    return insertBelow(text, ports, [`${stepOf(target)}- ${entry}`]);
  }
  const blank = /\s/.test(text[value.start - 1] ?? '') ? '' : ' ';
  return spliced(text, value.start, value.end, `${blank}[${entry}]`);
}

/** What stands before `ports` by custom: where they are exposed, or else what runs. */
const keysBefore = ['container_name', 'image', 'build'];

function withPorts(target: ServiceTarget, entry: string): string | undefined {
  const { text, service } = target;
  const { elements } = service;
  const exposed = elements.findIndex(({ name }) => name === 'expose');
  const running = elements.findLastIndex(({ name }) => keysBefore.includes(name));
  const index = [exposed, running, elements.length - 1].find((at) => at !== -1) ?? 0;
  const quote = jsonQuote(target);
  const key = `${quote}ports${quote}:`;
  if (service.flow) return insertInFlow(text, service, index, `${key} [${entry}]`);
  const before = elements[index];
  return before && insertBelow(text, before, [key, `${stepOf(target)}- ${entry}`]);
}

/** How far lists stand to the right of their key: in this service, else in this file. */
function stepOf({ text, key, service }: ServiceTarget): string {
  const steps = service.elements.flatMap((pair) => stepIn(text, pair));
  const step =
    steps[0] ?? stepInFile(text) ?? columnOf(text, service.start) - columnOf(text, key.start);
  return ' '.repeat(step);
}

function stepIn(text: string, { start, value }: WrittenPair): readonly number[] {
  const list: WrittenList | undefined = value && listOf(text, value);
  if (list === undefined || list.flow) return [];
  return [columnOf(text, list.start) - columnOf(text, start)];
}

function stepInFile(text: string): number | undefined {
  const list = /^( *)[\w.-]+:[ \t]*(?:#.*)?\r?\n(\1 *)- /m.exec(text);
  return list === null ? undefined : (list[2] ?? '').length - (list[1] ?? '').length;
}
