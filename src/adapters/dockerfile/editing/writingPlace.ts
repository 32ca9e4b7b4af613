import type { Span } from '../../../core/parsed.ts';
import { placeOf, readInstructions, triggerOf } from '../syntax/instructions.ts';

/** The word of EXPOSE that is written at the offset, empty between two; undefined elsewhere. */
export function exposeWordAt(text: string, offset: number): Span | undefined {
  const { escape, instructions } = readInstructions(text);
  const isInside = instructions.some((instruction) => {
    const expose = instruction.name === 'onbuild' ? triggerOf(instruction, escape) : instruction;
    if (expose.name !== 'expose') return false;
    const keyword = placeOf(instruction, expose.keywordSpan);
    return keyword.end < offset && offset <= instruction.line.lastLine.end;
  });
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (!isInside || /^\s*#/.test(text.slice(lineStart, offset))) return undefined;
  const [before = ''] = /\S*$/.exec(text.slice(lineStart, offset)) ?? [];
  const [after = ''] = /^[^\s\\`]*/.exec(text.slice(offset)) ?? [];
  return { start: offset - before.length, end: offset + after.length };
}
