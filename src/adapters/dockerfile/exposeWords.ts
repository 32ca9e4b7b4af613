import type { DeclaredPorts } from '../../core/builtFrom.ts';
import type { Span } from '../../core/parsed.ts';
import { readExposeWord } from './exposePorts.ts';
import type { Findings } from './findings.ts';
import { splitAtBlanks } from './goBlanks.ts';
import type { ExpandedText, Expansion } from './shell/expansion.ts';
import type { Doubt, ShellEnvironment } from './shell/shellEnvironment.ts';
import { expandWord } from './shell/shellWords.ts';
import type { ShellWord } from './shell/wordCollector.ts';
import { placeOf, type Instruction } from './syntax/instructions.ts';

/** A word of EXPOSE as it stands in the file. */
export interface ExposedWord {
  /** Offsets into the file. */
  readonly place: Span;
  /** As written, without the line ends of continuations. */
  readonly text: string;
  /** What the word declares; none where it is faulty or empty. */
  readonly ports: readonly DeclaredPorts[];
  readonly fromVariables: boolean;
  /** The variable that this file does not decide about, where the ports depend on one. */
  readonly dependsOn?: string;
}

/** A word as written and what it stands for. */
interface Expanded {
  readonly span: Span;
  readonly expansion: Expansion;
}

/**
 * The words of one EXPOSE instruction, in the order of the file. Findings come in BuildKit's order:
 * it sorts the words, expands all of them and then reads the ports.
 */
export function readExposeInstruction(
  expose: Instruction,
  environment: ShellEnvironment,
  findings: Findings,
): readonly ExposedWord[] {
  const spans = splitAtBlanks(expose.args, { start: 0, end: expose.args.length });
  const expanded = spans
    .map((span) => ({ span, written: expose.args.slice(span.start, span.end) }))
    .sort((left, right) => compareTexts(left.written, right.written))
    .map(({ span, written }) => ({ span, expansion: expandWord(written, environment) }));
  for (const word of expanded) reportExpansion(word, expose, findings);
  return expanded
    .flatMap((word) => readWord(word, expose, findings))
    .sort((left, right) => left.place.start - right.place.start);
}

function readWord(word: Expanded, expose: Instruction, findings: Findings): ExposedWord[] {
  const { span, expansion } = word;
  if (!expansion.ok || expansion.words.length === 0) {
    const fromVariables = expansion.unset.length > 0 || !expansion.ok;
    return [exposedWord(expose, span, [], fromVariables, expansion.doubt)];
  }
  return groupsOf(expansion.words).map((group) => {
    const part = {
      start: span.start + group.start,
      end: span.start + group.end,
    };
    const ports = group.words.flatMap(({ text }) =>
      readPorts(text, placeInFile(expose, part), expansion, expose, findings),
    );
    const fromVariables = group.words.some((shellWord) => shellWord.fromVariables);
    return exposedWord(expose, part, ports, fromVariables, expansion.doubt);
  });
}

function readPorts(
  text: string,
  place: Span,
  { doubt }: ExpandedText,
  expose: Instruction,
  findings: Findings,
): DeclaredPorts[] {
  const reading = readExposeWord(text);
  if (doubt !== undefined) return reading.ok ? [reading.ports] : [];
  for (const { rule, message } of reading.warnings) {
    findings.warn(rule, message, place, expose.check);
  }
  if (reading.ok) return [reading.ports];
  findings.fail('InvalidPort', reading.message, place);
  return [];
}

function reportExpansion(
  { span, expansion }: Expanded,
  expose: Instruction,
  findings: Findings,
): void {
  const place = placeInFile(expose, span);
  if (expansion.doubt !== undefined) {
    const { variable, reason } = expansion.doubt;
    findings.inform('UnknownVariable', `The ports depend on ${variable}: ${reason}.`, place);
    return;
  }
  if (!expansion.ok) {
    findings.fail('InvalidSubstitution', expansion.message, place);
    return;
  }
  for (const { start, end } of expansion.lost) {
    const lost = placeInFile(expose, { start: span.start + start, end: span.start + end });
    const message =
      'BuildKit drops what stands before ${…} with an operator in EXPOSE. Begin the word with it, or set a variable first.';
    findings.inform('LostText', message, lost);
  }
  if (expansion.words.length === 0 && expansion.unset.length > 0) {
    const names = [...new Set(expansion.unset)].join(', ');
    findings.inform('UnsetVariable', `${names} has no value here: this exposes nothing.`, place);
  }
}

/** Words that came out of the same characters are one word of the file. */
function groupsOf(words: readonly ShellWord[]): (Span & { readonly words: ShellWord[] })[] {
  const groups: { start: number; end: number; words: ShellWord[] }[] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last === undefined || word.start >= last.end) {
      groups.push({ start: word.start, end: word.end, words: [word] });
    } else {
      last.words.push(word);
      last.end = Math.max(last.end, word.end);
    }
  }
  return groups;
}

function exposedWord(
  expose: Instruction,
  span: Span,
  ports: readonly DeclaredPorts[],
  fromVariables: boolean,
  doubt: Doubt | undefined,
): ExposedWord {
  const text = expose.args.slice(span.start, span.end);
  const word = { place: placeInFile(expose, span), text, ports, fromVariables };
  return doubt === undefined ? word : { ...word, dependsOn: doubt.variable };
}

/** From offsets into the arguments to offsets into the file. */
function placeInFile(expose: Instruction, { start, end }: Span): Span {
  const { start: argsStart } = expose.argsSpan;
  return placeOf(expose, { start: argsStart + start, end: argsStart + end });
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
