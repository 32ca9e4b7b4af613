import { goQuote } from '../../../core/goText.ts';
import type { Findings } from '../findings.ts';
import { wholeOf, type Instruction } from './instructions.ts';
import { keywordOf, type Stage } from './stages.ts';

const reservedNames = new Set(['context', 'scratch']);

/** Each stage name once, and none that FROM and the build context use. */
export function checkStageNames(stages: readonly Stage[], findings: Findings): void {
  const seen = new Set<string>();
  for (const { name, from } of stages) {
    const place = wholeOf(from);
    if (reservedNames.has(name)) {
      const message = `Stage name should not use the same name as reserved stage ${goQuote(name)}`;
      findings.warn('ReservedStageName', message, place);
    }
    if (seen.has(name)) {
      const message = `Duplicate stage name ${goQuote(name)}, stage names should be unique`;
      findings.warn('DuplicateStageName', message, place);
    }
    if (name !== '') seen.add(name);
  }
}

/** All keywords in the case that most of them have; in upper case if as many have either. */
export function checkKeywordCasing(stages: readonly Stage[], findings: Findings): void {
  const instructions = stages.flatMap(({ from, commands }) => [from, ...commands]);
  const lower = instructions.filter(isLower).length;
  const upper = instructions.filter((instruction) => isUpper(instruction) && !isLower(instruction));
  const expected = lower > upper.length ? 'lowercase' : 'uppercase';
  const isExpected = expected === 'lowercase' ? isLower : isUpper;
  for (const instruction of instructions) {
    if (isExpected(instruction)) continue;
    const message = `Command '${instruction.keyword}' should match the case of the command majority (${expected})`;
    findings.warn('ConsistentInstructionCasing', message, keywordOf(instruction));
  }
}

/** An empty line between two that belong to one instruction. */
export function checkContinuations(instructions: readonly Instruction[], findings: Findings): void {
  for (const { line } of instructions) {
    if (!line.hasEmptyContinuation) continue;
    findings.warn('NoEmptyContinuation', 'Empty continuation line', line.lastLine);
  }
}

function isLower({ keyword }: Instruction): boolean {
  return keyword === keyword.toLowerCase();
}

function isUpper({ keyword }: Instruction): boolean {
  return keyword === keyword.toUpperCase();
}
