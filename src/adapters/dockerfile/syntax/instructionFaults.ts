import { goQuote } from '../../../core/goText.ts';
import type { Span } from '../../../core/parsed.ts';
import { trimmed } from '../goBlanks.ts';
import { triggerOf, wordsOf, type Instruction } from './instructions.ts';
import { argArguments, envArguments, type KeyValue } from './keyValues.ts';
import { didYouMean, nearest } from './suggestion.ts';

/** The usual ones first: BuildKit suggests any of those that are equally near. */
const instructionNames = [
  ...['from', 'run', 'copy', 'env', 'arg', 'expose', 'cmd', 'workdir', 'label', 'user', 'volume'],
  ...['entrypoint', 'add', 'healthcheck', 'shell', 'stopsignal', 'onbuild', 'maintainer'],
];

/** What BuildKit says, and of which part of the logical line. */
export interface InstructionFault {
  readonly message: string;
  readonly span: Span;
}

/**
 * Why BuildKit does not take the instruction as it is written (frontend/dockerfile/instructions).
 * Looked for in the instructions that decide about ports, and in unknown ones.
 */
export function instructionFault(
  instruction: Instruction,
  escape: string,
): InstructionFault | undefined {
  switch (instruction.name) {
    case 'arg':
      return argFault(instruction, escape);
    case 'env':
      return flagFault(instruction, []) ?? envFault(instruction, escape);
    case 'expose':
      return missingArgument(instruction) ?? flagFault(instruction, []);
    case 'from':
      return fromFault(instruction) ?? flagFault(instruction, ['platform']);
    case 'onbuild':
      return (
        missingArgument(instruction) ??
        flagFault(instruction, []) ??
        triggerFault(instruction, triggerOf(instruction, escape).name)
      );
    default:
      return instructionNames.includes(instruction.name) ? undefined : unknownFault(instruction);
  }
}

function missingArgument({ name, args, keywordSpan }: Instruction): InstructionFault | undefined {
  return args === ''
    ? { message: `${name.toUpperCase()} requires at least one argument`, span: keywordSpan }
    : undefined;
}

function argFault(arg: Instruction, escape: string): InstructionFault | undefined {
  return missingArgument(arg) ?? blankName(arg, argArguments(arg.args, escape));
}

function envFault(env: Instruction, escape: string): InstructionFault | undefined {
  const args = envArguments(env.args, escape);
  return missingArgument(env) ?? blankName(env, args.ok ? args.pairs : []);
}

function blankName(
  { name, argsSpan }: Instruction,
  pairs: readonly KeyValue[],
): InstructionFault | undefined {
  return pairs.some(({ key }) => key === '')
    ? { message: `${name.toUpperCase()} names can not be blank`, span: argsSpan }
    : undefined;
}

function fromFault(from: Instruction): InstructionFault | undefined {
  const [, as = '', name = '', ...others] = wordsOf(from);
  if (as === '' && from.args !== '') return undefined;
  if (name === '' || others.length > 0 || as.toLowerCase() !== 'as') {
    const span = from.args === '' ? from.keywordSpan : from.argsSpan;
    return { message: 'FROM requires either one or three arguments', span };
  }
  if (/^[a-z][a-z0-9-_.]*$/.test(name.toLowerCase())) return undefined;
  const message = `invalid name for build stage: ${goQuote(name)}, name can't start with a number or contain symbols`;
  return { message, span: from.argsSpan };
}

function triggerFault({ argsSpan }: Instruction, trigger: string): InstructionFault | undefined {
  if (trigger === 'onbuild') {
    return { message: "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", span: argsSpan };
  }
  return trigger === 'from' || trigger === 'maintainer'
    ? { message: `${trigger.toUpperCase()} isn't allowed as an ONBUILD trigger`, span: argsSpan }
    : undefined;
}

function unknownFault({ keyword, name, keywordSpan }: Instruction): InstructionFault {
  const known = nearest(name, instructionNames);
  const isUpper = keyword === keyword.toUpperCase() && keyword !== name;
  const meant = didYouMean(isUpper ? known?.toUpperCase() : known);
  return { message: `unknown instruction: ${keyword}${meant}`, span: keywordSpan };
}

function flagFault(
  { flags, line, keywordSpan, argsSpan }: Instruction,
  known: readonly string[],
): InstructionFault | undefined {
  const span = trimmed(line.text, { start: keywordSpan.end, end: argsSpan.start });
  const used = new Set<string>();
  for (const flag of flags) {
    const equals = flag.indexOf('=');
    const written = equals === -1 ? flag : flag.slice(0, equals);
    const name = written.slice(2);
    if (!known.includes(name)) {
      const message = `unknown flag: ${written}${didYouMean(nearest(name, known))}`;
      return { message, span };
    }
    if (used.has(name)) return { message: `duplicate flag specified: ${written}`, span };
    if (equals === -1) return { message: `missing a value on flag: ${written}`, span };
    used.add(name);
  }
  return undefined;
}
