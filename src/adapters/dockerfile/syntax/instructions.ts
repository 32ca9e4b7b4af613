import type { Span } from '../../../core/parsed.ts';
import { skipBlanks, splitAtBlanks, trimmed } from '../goBlanks.ts';
import { readBuilderFlags } from './builderFlags.ts';
import { isExecForm } from './execForm.ts';
import { heredocsOf, type Heredoc } from './heredocs.ts';
import { envArguments } from './keyValues.ts';
import { LineReader, sourceOf, type LogicalLine } from './logicalLines.ts';
import { directiveOf, ParserDirectives } from './parserDirectives.ts';

/** One instruction, split as far as BuildKit splits all of them alike. */
export interface Instruction {
  /** As written. */
  readonly keyword: string;
  /** In lower case. */
  readonly name: string;
  readonly flags: readonly string[];
  /** The rest, without blanks around it. */
  readonly args: string;
  readonly line: LogicalLine;
  /** Where the keyword and the arguments stand in the logical line. */
  readonly keywordSpan: Span;
  readonly argsSpan: Span;
  /** The value of a `# check=` comment right above. */
  readonly check?: string;
}

export interface SyntaxFault {
  readonly message: string;
  readonly source: Span;
}

/** What BuildKit's parser makes of a file; it stops at the first fault, this one goes on. */
export interface DockerfileSyntax {
  readonly escape: string;
  /** The value of the `# check=` directive. */
  readonly check?: string;
  readonly instructions: readonly Instruction[];
  readonly faults: readonly SyntaxFault[];
}

/**
 * The instructions of a Dockerfile (BuildKit frontend/dockerfile/parser):
 *
 *     file        = { directive } { comment | blank line | instruction [ heredoc bodies ] }
 *     instruction = keyword { flag } arguments      on one line or continued lines
 */
export function readInstructions(text: string): DockerfileSyntax {
  return new InstructionReader(text).read();
}

/** Where a part of an instruction's logical line stands in the file. */
export function placeOf(instruction: Instruction, span: Span): Span {
  return sourceOf(instruction.line, span);
}

/** The whole instruction. */
export function wholeOf(instruction: Instruction): Span {
  const { keywordSpan, argsSpan } = instruction;
  return placeOf(instruction, { start: keywordSpan.start, end: argsSpan.end });
}

/** The arguments between blanks, where quotes do not count. */
export function wordsOf({ args }: Instruction): readonly string[] {
  const words = splitAtBlanks(args, { start: 0, end: args.length });
  return words.map(({ start, end }) => args.slice(start, end));
}

/** The instruction that begins at an offset of a logical line: a whole one, or an ONBUILD's. */
export function instructionAt(line: LogicalLine, from: number, escape: string): Instruction {
  const whole = trimmed(line.text, { start: from, end: line.text.length });
  const blank = /[\t\v\f\r ]+/g;
  blank.lastIndex = whole.start;
  const gap = blank.exec(line.text);
  const keywordEnd = Math.min(gap?.index ?? whole.end, whole.end);
  const rest = { start: Math.min(blank.lastIndex || whole.end, whole.end), end: whole.end };
  const { flags, end } = readBuilderFlags(line.text, rest, escape);
  const argsSpan = trimmed(line.text, { start: end, end: whole.end });
  const keyword = line.text.slice(whole.start, keywordEnd);
  return {
    keyword,
    name: keyword.toLowerCase(),
    flags,
    args: line.text.slice(argsSpan.start, argsSpan.end),
    line,
    keywordSpan: { start: whole.start, end: keywordEnd },
    argsSpan,
  };
}

/** The instruction that an ONBUILD instruction keeps for later. */
export function triggerOf(onbuild: Instruction, escape: string): Instruction {
  return instructionAt(onbuild.line, onbuild.argsSpan.start, escape);
}

class InstructionReader {
  readonly #text: string;
  readonly #lines: LineReader;
  readonly #directives = new ParserDirectives();
  readonly #instructions: Instruction[] = [];
  readonly #faults: SyntaxFault[] = [];
  #check: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineReader(text);
  }

  read(): DockerfileSyntax {
    for (let line = this.#lines.read(); line !== undefined; line = this.#lines.read()) {
      const start = skipBlanks(this.#text, line);
      if (this.#text[start] === '#' && start < line.end) {
        this.#readComment(line, { start, end: line.end });
        continue;
      }
      this.#directives.end();
      if (start < line.end) this.#readInstruction({ start, end: line.end });
    }
    return {
      escape: this.#directives.escape,
      ...(this.#directives.check === undefined ? {} : { check: this.#directives.check }),
      instructions: this.#instructions,
      faults: this.#faults,
    };
  }

  #readComment(line: Span, comment: Span): void {
    const text = this.#text.slice(comment.start, comment.end);
    const reading = this.#directives.read(text, comment.start > line.start);
    if (typeof reading === 'object') {
      this.#faults.push({ message: reading.message, source: comment });
      return;
    }
    if (reading === 'directive') return;
    const { start, end } = trimmed(text, { start: 1, end: text.length });
    if (start === end) {
      this.#check = undefined;
      return;
    }
    // BuildKit takes the first character for the `#`, so an indented comment has no directive.
    const directive = comment.start === line.start ? directiveOf(text.slice(1)) : undefined;
    if (directive?.name === 'check') this.#check ??= directive.value;
  }

  #readInstruction(first: Span): void {
    const { escape } = this.#directives;
    const line = this.#lines.join(first, escape);
    const plain = instructionAt(line, 0, escape);
    const instruction = this.#check === undefined ? plain : { ...plain, check: this.#check };
    this.#check = undefined;
    this.#instructions.push(instruction);
    const command = instruction.name === 'onbuild' ? triggerOf(instruction, escape) : instruction;
    if (command.name === 'env') this.#checkEnv(command);
    if (mayHaveHeredoc(command)) this.#skipHeredocs(instruction);
  }

  #checkEnv(env: Instruction): void {
    const args = envArguments(env.args, this.#directives.escape);
    if (!args.ok) this.#fault(args.message, env, env.argsSpan);
  }

  #skipHeredocs(instruction: Instruction): void {
    const found = heredocsOf(instruction.line.text);
    if (!found.ok) {
      this.#fault(found.message, instruction, instruction.argsSpan);
      return;
    }
    for (const heredoc of found.heredocs) {
      if (this.#skipBody(heredoc)) continue;
      this.#fault('unterminated heredoc', instruction, instruction.argsSpan);
      return;
    }
  }

  /** Whether the body ends. */
  #skipBody({ terminator, indented }: Heredoc): boolean {
    for (let line = this.#lines.read(); line !== undefined; line = this.#lines.read()) {
      const content = this.#text.slice(line.start, line.end);
      if ((indented ? content.replace(/^\t+/, '') : content) === terminator) return true;
    }
    return false;
  }

  #fault(message: string, instruction: Instruction, span: Span): void {
    this.#faults.push({ message, source: placeOf(instruction, span) });
  }
}

function mayHaveHeredoc({ name, args, line }: Instruction): boolean {
  return ['run', 'copy', 'add'].includes(name) && line.text.includes('<<') && !isExecForm(args);
}
