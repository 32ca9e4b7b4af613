import type { Span } from '../../../core/parsed.ts';
import { readExposes, type DockerfileExposes, type ExposeToken } from '../exposes.ts';
import {
  placeOf,
  readInstructions,
  triggerOf,
  wholeOf,
  type Instruction,
} from '../syntax/instructions.ts';
import { textSpansOf } from '../textRanges.ts';

/** A word of EXPOSE and its offsets in the file. */
export interface WrittenWord {
  readonly token: ExposeToken;
  readonly span: Span;
}

/** An EXPOSE instruction, alone or kept by an ONBUILD. */
export interface WrittenExpose {
  readonly instruction: Instruction;
  /** From the keyword to the last argument, the ONBUILD included. */
  readonly whole: Span;
  /** The EXPOSE keyword. */
  readonly keyword: Span;
  /** Those of an ONBUILD only where a stage of this file runs it. */
  readonly words: readonly WrittenWord[];
  readonly isTrigger: boolean;
}

/** A Dockerfile as the edits see it. */
export interface ExposeLayout {
  readonly text: string;
  readonly escape: string;
  readonly reading: DockerfileExposes;
  readonly instructions: readonly Instruction[];
  /** In the order of the file. */
  readonly exposes: readonly WrittenExpose[];
}

/** A word and the instruction that it belongs to. */
export interface PlacedWord extends WrittenWord {
  readonly expose: WrittenExpose;
}

export function layoutOf(text: string): ExposeLayout {
  const { escape, instructions } = readInstructions(text);
  const reading = readExposes(text);
  const spanOf = textSpansOf(text);
  const words = reading.tokens.map((token) => ({ token, span: spanOf(token) }));
  const exposes = instructions.flatMap((instruction): WrittenExpose[] => {
    const isTrigger = instruction.name === 'onbuild';
    const expose = isTrigger ? triggerOf(instruction, escape) : instruction;
    if (expose.name !== 'expose') return [];
    const whole = wholeOf(instruction);
    const inside = words.filter(({ span }) => whole.start <= span.start && span.end <= whole.end);
    const keyword = placeOf(instruction, expose.keywordSpan);
    return [{ instruction, whole, keyword, words: inside, isTrigger }];
  });
  return { text, escape, reading, instructions, exposes };
}

/** The word that stands where the token does; undefined if the text has none there. */
export function wordOf(
  { exposes }: ExposeLayout,
  { line, start }: Pick<ExposeToken, 'line' | 'start'>,
): PlacedWord | undefined {
  for (const expose of exposes) {
    const word = expose.words.find(({ token }) => token.line === line && token.start === start);
    if (word !== undefined) return { ...word, expose };
  }
  return undefined;
}
