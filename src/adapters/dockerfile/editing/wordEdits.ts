import type { DeclaredPorts } from '../../../core/builtFrom.ts';
import { sureDuplicates } from '../../../core/exposeDuplicates.ts';
import { formatPortRange, portCount, type PortRange } from '../../../core/portRange.ts';
import type { FileEdit } from '../../../core/textEdit.ts';
import { readExposeWord } from '../exposePorts.ts';
import type { ExposeToken } from '../exposes.ts';
import { checkedEdit, declaredIn, hostPartFirst, refused, type StagePorts } from './checkedEdit.ts';
import type { ExposeLayout, PlacedWord, WrittenWord } from './exposeLayout.ts';
import { removalOf } from './removal.ts';
import { readWrittenPort, type WrittenPort } from './writtenPort.ts';

/** A change of one word in its file. */
export type WordEdit = (layout: ExposeLayout, word: PlacedWord) => FileEdit;

/** More single ports than this in one line are worse to read than their range. */
const mostSinglePorts = 100;

/** `8080:80` to `80`. */
export const fixHostMapping: WordEdit = (layout, word) =>
  rewritten(layout, word, ({ host, ports, suffix }) =>
    host === undefined
      ? refused(`${word.token.text} maps no host port.`)
      : replaced(layout, word, [`${ports}${suffix}`]),
  );

/** `80/TCP` to `80/tcp`. */
export const lowerCaseProtocol: WordEdit = (layout, word) =>
  rewritten(layout, word, ({ host, ports, suffix }) => {
    const lower = suffix.toLowerCase();
    if (lower === suffix) return refused(`The protocol of ${word.token.text} is in lower case.`);
    return replaced(layout, word, [`${host === undefined ? '' : `${host}:`}${ports}${lower}`]);
  });

/** `8002-8000` to `8000-8002`. */
export const swapRange: WordEdit = (layout, word) =>
  rewritten(layout, word, ({ host, ports, suffix }) => {
    const [, start, end] = /^(\d+)-(\d+)$/.exec(ports) ?? [];
    if (start === undefined || end === undefined || Number(start) <= Number(end)) {
      return refused(`${word.token.text} does not end before it starts.`);
    }
    return host === undefined
      ? replaced(layout, word, [`${end}-${start}${suffix}`])
      : refused(hostPartFirst);
  });

/** `8000-8002/udp` to `8000/udp 8001/udp 8002/udp`. */
export const expandRange: WordEdit = (layout, word) =>
  rewritten(layout, word, ({ host, suffix }) => {
    const [ports] = word.token.ports;
    if (ports === undefined || portCount(ports.range) === 1) {
      return refused(`${word.token.text} is no range.`);
    }
    const count = portCount(ports.range);
    if (count > mostSinglePorts) return refused(`${count} ports are too many for single ones.`);
    if (host !== undefined) return refused(hostPartFirst);
    return replaced(
      layout,
      word,
      Array.from({ length: count }, (_, index) => `${ports.range.start + index}${suffix}`),
    );
  });

/** `8000 8001 8002` to `8000-8002`, with all ports of the instruction that follow on this one. */
export const compressPorts: WordEdit = (layout, word) => {
  const run = runAround(layout, word);
  const [first, ...others] = run.words;
  if (first === undefined || others.length === 0) {
    return refused(`No port next to ${word.token.text} is in the same EXPOSE.`);
  }
  const removal = removalOf(layout, word.expose, new Set(others));
  if (!removal.ok) return removal;
  const written = readWrittenPort(first.token, layout.escape);
  const suffix = written.ok ? written.written.suffix : '';
  const range = { ...first.span, text: `${formatPortRange(run.range)}${suffix}` };
  return checkedEdit(layout, [range, ...removal.edits], declaredIn(layout.reading));
};

/** `53` to `53 53/udp`. */
export const addUdpTwin: WordEdit = (layout, word) =>
  rewritten(layout, word, () => {
    const [declared] = word.token.ports;
    if (declared?.protocol !== 'tcp') return refused(`${word.token.text} is no TCP port.`);
    const { end } = word.span;
    const twin = { ...declared, protocol: 'udp' } as const;
    const text = ` ${formatPortRange(twin.range)}/udp`;
    const before = declaredIn(layout.reading);
    const wanted = [...before, { stage: word.token.stage, ...twin }];
    return checkedEdit(layout, [{ start: end, end, text }], wanted);
  });

/** Takes the word out that declares what another one of the stage does. */
export const removeDuplicate: WordEdit = (layout, word) => {
  const { token } = word;
  if (!hasProblem(layout, token, 'DuplicatePort')) {
    return refused(`${token.text} is declared once in this stage.`);
  }
  if (!sureDuplicates(layout.reading)(token)) {
    return refused('Whether it is a duplicate depends on the value of a variable.');
  }
  const own = word.expose.words.filter((other) => other.token === token);
  const removal = removalOf(layout, word.expose, new Set(own));
  return removal.ok ? checkedEdit(layout, removal.edits, declaredIn(layout.reading)) : removal;
};

/** Whether the reader found that at the word. */
export function hasProblem({ reading }: ExposeLayout, token: ExposeToken, rule: string): boolean {
  return reading.problems.some(
    (problem) =>
      problem.rule === rule &&
      problem.line === token.line &&
      problem.start === token.start &&
      problem.end === token.end,
  );
}

/** The words of the instruction whose ports make up one range with those of the word. */
export function runAround(
  { escape }: ExposeLayout,
  { token, expose }: PlacedWord,
): { readonly words: readonly WrittenWord[]; readonly range: PortRange } {
  const [own] = token.ports;
  if (own === undefined || !isPlain(token, escape))
    return { words: [], range: { start: 0, end: 0 } };
  const candidates = expose.words
    .filter((word) => isPlain(word.token, escape))
    .flatMap((word) => word.token.ports.map(({ range, protocol }) => ({ word, range, protocol })))
    .filter(({ protocol }) => protocol === own.protocol)
    .sort((left, right) => left.range.start - right.range.start);
  let { start, end } = own.range;
  for (const { range } of candidates) if (range.start <= end + 1) end = Math.max(end, range.end);
  for (const { range } of candidates.reverse()) {
    if (range.end >= start - 1) start = Math.min(start, range.start);
  }
  const inside = candidates.filter(({ range }) => start <= range.start && range.end <= end);
  const words = expose.words.filter((word) => inside.some((candidate) => candidate.word === word));
  return { words, range: { start, end } };
}

function isPlain(token: ExposeToken, escape: string): boolean {
  const reading = readWrittenPort(token, escape);
  return reading.ok && reading.written.host === undefined;
}

function rewritten(
  { escape }: ExposeLayout,
  { token }: PlacedWord,
  edit: (written: WrittenPort) => FileEdit,
): FileEdit {
  const reading = readWrittenPort(token, escape);
  return reading.ok ? edit(reading.written) : reading;
}

/** Other words in the place of one, which then declare what they say. */
function replaced(
  layout: ExposeLayout,
  { token, span }: PlacedWord,
  texts: readonly string[],
): FileEdit {
  const ports = texts.map(declaredBy);
  if (ports.includes(undefined)) return refused(`${token.text} would still not be a valid port.`);
  const others = layout.reading.tokens.filter((other) => other !== token);
  const wanted: readonly StagePorts[] = [
    ...declaredIn({ ...layout.reading, tokens: others }),
    ...ports.flatMap((declared) => (declared ? [{ stage: token.stage, ...declared }] : [])),
  ];
  return checkedEdit(layout, [{ ...span, text: texts.join(' ') }], wanted);
}

function declaredBy(text: string): DeclaredPorts | undefined {
  const reading = readExposeWord(text);
  return reading.ok ? reading.ports : undefined;
}
