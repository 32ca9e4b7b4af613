import type { DeclaredPorts } from '../../../core/builtFrom.ts';
import { formatPortRange } from '../../../core/portRange.ts';
import type { FileEdit, TextEdit } from '../../../core/textEdit.ts';
import { readExposeWord } from '../exposePorts.ts';
import { PortSet } from '../portSet.ts';
import { wholeOf, type Instruction } from '../syntax/instructions.ts';
import { checkedEdit, declaredIn, refused } from './checkedEdit.ts';
import type { ExposeLayout, WrittenExpose } from './exposeLayout.ts';

/**
 * Adds ports to the image: to the last EXPOSE of the final stage, in the way in which its ports are
 * set; as a line of their own where every EXPOSE has one port, and where there is none yet: before
 * CMD and ENTRYPOINT, which usually come last.
 */
export function addExposeEdit(layout: ExposeLayout, keys: readonly string[]): FileEdit {
  const ports: DeclaredPorts[] = [];
  for (const key of keys) {
    const reading = readExposeWord(key);
    if (!reading.ok) return refused(`${key} is no port.`);
    ports.push(reading.ports);
  }
  const stage = finalStage(layout);
  if (stage === undefined) return refused('The file has no FROM, so there is no image.');
  const missing = ports.filter(isNewTo(layout));
  if (missing.length === 0) return refused(`The file exposes ${keys.join(', ')} already.`);
  const texts = missing.map(
    ({ range, protocol }) => formatPortRange(range) + (protocol === 'tcp' ? '' : `/${protocol}`),
  );
  const wanted = [
    ...declaredIn(layout.reading),
    ...missing.map((declared) => ({ stage: stage.index, ...declared })),
  ];
  return checkedEdit(layout, [additionTo(layout, stage, texts)], wanted);
}

/** Whether the image does not expose all of the ports already; each is new once. */
function isNewTo({ reading }: ExposeLayout): (ports: DeclaredPorts) => boolean {
  const exposed = new PortSet();
  for (const { use, ports } of reading.tokens) {
    if (use !== 'none') for (const each of ports) exposed.add(each);
  }
  return (ports) => exposed.add(ports);
}

interface FinalStage {
  readonly index: number;
  /** Its instructions after FROM. */
  readonly commands: readonly Instruction[];
  readonly exposes: readonly WrittenExpose[];
}

function finalStage({ instructions, exposes }: ExposeLayout): FinalStage | undefined {
  const froms = instructions.filter(({ name }) => name === 'from');
  const last = froms.at(-1);
  if (last === undefined) return undefined;
  const commands = instructions.slice(instructions.indexOf(last) + 1);
  const inStage = new Set(commands);
  const own = exposes.filter(
    ({ instruction, isTrigger, words }) =>
      !isTrigger && words.length > 0 && inStage.has(instruction),
  );
  return { index: froms.length - 1, commands, exposes: own };
}

function additionTo(layout: ExposeLayout, stage: FinalStage, texts: readonly string[]): TextEdit {
  const last = stage.exposes.at(-1);
  if (last === undefined) return newLine(layout, stage, texts);
  const isOnePerLine =
    stage.exposes.length > 1 && stage.exposes.every(({ words }) => words.length === 1);
  return isOnePerLine ? lineAfter(layout, last, texts) : appended(layout, last, texts);
}

/** After the last word, with what stands between the last two. */
function appended(
  { text }: ExposeLayout,
  { words }: WrittenExpose,
  texts: readonly string[],
): TextEdit {
  const [previous, last] = words.slice(-2).map(({ span }) => span);
  const end = last?.end ?? previous?.end ?? 0;
  const gap = last === undefined ? ' ' : text.slice(previous?.end, last.start);
  const separator = /^[ \t]*(?:[\\`][ \t]*\r?\n)?[ \t]*$/.test(gap) && gap !== '' ? gap : ' ';
  return inserted(end, texts.map((port) => separator + port).join(''));
}

/** Lines like that of the EXPOSE, after it. */
function lineAfter(
  layout: ExposeLayout,
  expose: WrittenExpose,
  texts: readonly string[],
): TextEdit {
  const { text } = layout;
  const { whole, keyword, words } = expose;
  const lineStart = text.lastIndexOf('\n', whole.start - 1) + 1;
  const indent = text.slice(lineStart, whole.start).replace('\uFEFF', '');
  const start = text.slice(keyword.start, words[0]?.span.start ?? keyword.end);
  const blank = start.includes('\n') ? `${text.slice(keyword.start, keyword.end)} ` : start;
  const end = expose.instruction.line.lastLine.end;
  return inserted(end, texts.map((port) => lineEndOf(text) + indent + blank + port).join(''));
}

/** Before the first CMD or ENTRYPOINT of the stage and the comments right above it; else at the end. */
function newLine(
  layout: ExposeLayout,
  { commands }: FinalStage,
  texts: readonly string[],
): TextEdit {
  const { text } = layout;
  const lineEnd = lineEndOf(text);
  const line = `${keywordFor(layout.instructions)} ${texts.join(' ')}`;
  const next = commands.find(({ name }) => name === 'cmd' || name === 'entrypoint');
  if (next !== undefined) return inserted(startWithComments(layout, next), line + lineEnd);
  const end = text.replace(/\s+$/, '').length;
  return inserted(end, lineEnd + line);
}

/** Where the line of an instruction begins, or the first of the comments that stand right above. */
function startWithComments({ text, instructions }: ExposeLayout, instruction: Instruction): number {
  const before = instructions[instructions.indexOf(instruction) - 1];
  const least = before?.line.lastLine.end ?? 0;
  let start = text.lastIndexOf('\n', wholeOf(instruction).start - 1) + 1;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (above <= least || !/^[ \t]*#/.test(text.slice(above, start))) return start;
    start = above;
  }
}

/** In the case of the file's EXPOSE, else in that of most instructions. */
function keywordFor(instructions: readonly Instruction[]): string {
  const own = instructions.find(({ name }) => name === 'expose');
  if (own !== undefined) return own.keyword;
  const lower = instructions.filter(({ keyword, name }) => keyword === name).length;
  return lower > instructions.length - lower ? 'expose' : 'EXPOSE';
}

function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

function inserted(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
