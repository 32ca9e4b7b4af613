import type { DeclaredPorts } from '../../../core/builtFrom.ts';
import { formatPortRange, type PortRange } from '../../../core/portRange.ts';
import type { FileEdit, TextEdit } from '../../../core/textEdit.ts';
import { readExposeWord } from '../exposePorts.ts';
import { checkedEdit, hostPartFirst, refused } from './checkedEdit.ts';
import type { ExposeLayout, WrittenExpose, WrittenWord } from './exposeLayout.ts';
import { removalOf } from './removal.ts';
import { readWrittenPort } from './writtenPort.ts';

/** Takes one port, `80/tcp`, out of what the image exposes, wherever this file says it. */
export function removePortEdit(layout: ExposeLayout, key: string): FileEdit {
  const reading = readExposeWord(key);
  if (!reading.ok) return refused(`${key} is no port.`);
  const port = reading.ports;
  const concerned = layout.exposes.filter(({ words }) => words.some((word) => names(word, port)));
  if (concerned.length === 0) return refused(`This file does not expose ${key}.`);
  const edits: TextEdit[] = [];
  for (const expose of concerned) {
    const part = removalFrom(layout, expose, port);
    if (!part.ok) return part;
    edits.push(...part.edits);
  }
  const wanted = layout.reading.tokens.flatMap(({ stage, ports, use }) =>
    ports.flatMap((declared) =>
      (use === 'none' ? [declared.range] : without(declared, port)).map((range) => ({
        stage,
        range,
        protocol: declared.protocol,
      })),
    ),
  );
  return checkedEdit(layout, edits, wanted);
}

function removalFrom(layout: ExposeLayout, expose: WrittenExpose, port: DeclaredPorts): FileEdit {
  const removed = new Set<WrittenWord>();
  const edits: TextEdit[] = [];
  for (const word of expose.words.filter((candidate) => names(candidate, port))) {
    const reading = readWrittenPort(word.token, layout.escape);
    if (!reading.ok) return reading;
    const left = word.token.ports.flatMap((declared) => without(declared, port));
    const text = left
      .map((range) => `${formatPortRange(range)}${reading.written.suffix}`)
      .join(' ');
    if (text === '') removed.add(word);
    else if (reading.written.host !== undefined) return refused(hostPartFirst);
    else edits.push({ ...word.span, text });
  }
  if (removed.size === 0) return { ok: true, edits };
  const removal = removalOf(layout, expose, removed);
  return removal.ok ? { ok: true, edits: [...edits, ...removal.edits] } : removal;
}

/** Whether the word adds the port to the image. */
function names({ token }: WrittenWord, port: DeclaredPorts): boolean {
  return (
    token.use !== 'none' &&
    token.ports.some((declared) => without(declared, port)[0] !== declared.range)
  );
}

/** The ports that are left without one of them: the same range if it is not among them. */
function without({ range, protocol }: DeclaredPorts, port: DeclaredPorts): readonly PortRange[] {
  const { start } = port.range;
  if (protocol !== port.protocol || start < range.start || range.end < start) return [range];
  const left = [
    { start: range.start, end: start - 1 },
    { start: start + 1, end: range.end },
  ];
  return left.filter((part) => part.start <= part.end);
}
