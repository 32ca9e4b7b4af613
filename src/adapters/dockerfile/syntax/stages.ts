import type { Span } from '../../../core/parsed.ts';
import type { Findings } from '../findings.ts';
import { instructionFault } from './instructionFaults.ts';
import {
  placeOf,
  wholeOf,
  wordsOf,
  type DockerfileSyntax,
  type Instruction,
} from './instructions.ts';

/** `FROM` and what follows up to the next one. */
export interface Stage {
  /** 0 for the first. */
  readonly index: number;
  /** In lower case; empty without `AS`. */
  readonly name: string;
  readonly from: Instruction;
  readonly commands: readonly Instruction[];
}

export interface DockerfileStructure {
  /** `ARG` before the first `FROM`. */
  readonly globalArgs: readonly Instruction[];
  /** What stands before the first `FROM` and should not. */
  readonly strays: readonly Instruction[];
  readonly stages: readonly Stage[];
}

/** Sorts the instructions into stages, and says which of them BuildKit refuses as written. */
export function readStages(syntax: DockerfileSyntax, findings: Findings): DockerfileStructure {
  const globalArgs: Instruction[] = [];
  const strays: Instruction[] = [];
  const stages: (Stage & { commands: Instruction[] })[] = [];
  let hasStray = false;
  for (const instruction of syntax.instructions) {
    const accepted = checkInstruction(instruction, syntax.escape, findings);
    const stage = stages.at(-1);
    if (instruction.name === 'from') {
      const [, , name = ''] = wordsOf(instruction);
      const index = stages.length;
      stages.push({ index, name: name.toLowerCase(), from: instruction, commands: [] });
    } else if (stage !== undefined) {
      stage.commands.push(instruction);
    } else if (instruction.name === 'arg') {
      globalArgs.push(instruction);
    } else {
      if (accepted && !hasStray) {
        findings.fail('BuildFault', 'no build stage in current context', keywordOf(instruction));
      }
      hasStray ||= accepted;
      strays.push(instruction);
    }
  }
  return { globalArgs, strays, stages };
}

/** Where the keyword stands. */
export function keywordOf(instruction: Instruction): Span {
  return placeOf(instruction, instruction.keywordSpan);
}

function checkInstruction(instruction: Instruction, escape: string, findings: Findings): boolean {
  if (instruction.name === 'from') checkFromCasing(instruction, findings);
  const fault = instructionFault(instruction, escape);
  if (fault === undefined) return true;
  const message = `dockerfile parse error on line ${instruction.line.number}: ${fault.message}`;
  findings.fail('BuildFault', message, placeOf(instruction, fault.span));
  return false;
}

function checkFromCasing(from: Instruction, findings: Findings): void {
  const [, as, name, ...others] = wordsOf(from);
  if (as === undefined || name === undefined) return;
  const place = wholeOf(from);
  if (others.length === 0 && name !== name.toLowerCase()) {
    const message = `Stage name '${name}' should be lowercase`;
    findings.warn('StageNameCasing', message, place, from.check);
  }
  if (as === inCaseOf(from.keyword, as)) return;
  const message = `'${as}' and '${from.keyword}' keywords' casing do not match`;
  findings.warn('FromAsCasing', message, place, from.check);
}

/** The word in lower or upper case if the model is; else unchanged. */
function inCaseOf(model: string, word: string): string {
  if (model === model.toLowerCase()) return word.toLowerCase();
  return model === model.toUpperCase() ? word.toUpperCase() : word;
}
