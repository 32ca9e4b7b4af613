import { readExposeInstruction, type ExposedWord } from '../exposeWords.ts';
import type { Findings } from '../findings.ts';
import { PortSet } from '../portSet.ts';
import type { ShellEnvironment, Variable } from '../shell/shellEnvironment.ts';
import { expandWord } from '../shell/shellWords.ts';
import { instructionFault } from '../syntax/instructionFaults.ts';
import { placeOf, wholeOf, type Instruction } from '../syntax/instructions.ts';
import { argArguments, envArguments, type KeyValue } from '../syntax/keyValues.ts';
import { didYouMean, nearest } from '../syntax/suggestion.ts';
import { shellEnvironment, type BuildContext } from './buildContext.ts';
import type { BuildStage } from './buildGraph.ts';
import type { GlobalArgs } from './globalArgs.ts';
import type { Scope } from './scope.ts';

export interface StageWord {
  readonly word: ExposedWord;
  /** Of an ONBUILD in the base. */
  readonly triggered: boolean;
}

/** What a stage sets and declares, its ONBUILD steps included. */
export interface EvaluatedStage {
  readonly scope: Scope;
  readonly words: readonly StageWord[];
  /** Without what its base declares. */
  readonly ports: PortSet;
}

/** Runs ARG, ENV and EXPOSE as BuildKit does (dockerfile2llb dispatch). */
export function evaluateStage(
  { triggers, commands }: Pick<BuildStage, 'triggers' | 'commands'>,
  scope: Scope,
  globals: GlobalArgs,
  context: BuildContext,
  findings: Findings,
): EvaluatedStage {
  const evaluation = new StageEvaluation(scope, globals, context, findings);
  for (const trigger of triggers) evaluation.runTrigger(trigger);
  for (const command of commands) evaluation.run(command, false);
  return evaluation;
}

/** Among so many variables one is looked for that a misspelt name may mean. */
const mostSuggestions = 50;

class StageEvaluation implements EvaluatedStage {
  readonly scope: Scope;
  readonly words: StageWord[] = [];
  readonly ports = new PortSet();
  readonly #environment: ShellEnvironment;
  readonly #globals: GlobalArgs;
  readonly #context: BuildContext;
  readonly #findings: Findings;

  constructor(scope: Scope, globals: GlobalArgs, context: BuildContext, findings: Findings) {
    this.scope = scope;
    this.#environment = shellEnvironment(context, (name) => scope.get(name));
    this.#globals = globals;
    this.#context = context;
    this.#findings = findings;
  }

  /** An instruction of the base's ONBUILD, which is checked only now. */
  runTrigger(instruction: Instruction): void {
    const fault = instructionFault(instruction, this.#context.escape);
    if (fault === undefined) this.run(instruction, true);
    else this.#findings.fail('BuildFault', fault.message, placeOf(instruction, fault.span));
  }

  run(instruction: Instruction, triggered: boolean): void {
    if (instruction.name === 'env') this.#runEnv(instruction);
    else if (instruction.name === 'arg') this.#runArg(instruction);
    else if (instruction.name === 'expose') this.#runExpose(instruction, triggered);
  }

  /** All names and values are expanded before any is set. */
  #runEnv(env: Instruction): void {
    const args = envArguments(env.args, this.#context.escape);
    if (!args.ok) return;
    const pairs = args.pairs.map(({ key, value = '' }) => ({
      name: this.#expand(key, env).text ?? '',
      variable: this.#expand(value, env),
    }));
    for (const { name, variable } of pairs) this.scope.setEnv(name, variable);
    if (!args.legacy) return;
    const message = `"${env.keyword} key=value" should be used instead of legacy "${env.keyword} key value" format`;
    this.#findings.warn('LegacyKeyValueFormat', message, wholeOf(env), env.check);
  }

  #runArg(arg: Instruction): void {
    for (const pair of argArguments(arg.args, this.#context.escape)) {
      this.scope.declareArg(pair.key, this.#argValue(pair, arg));
    }
  }

  #argValue({ key, value }: KeyValue, arg: Instruction): Variable | undefined {
    const given = this.#context.buildArgs.get(key);
    if (given !== undefined) return { text: given };
    if (value !== undefined) return this.#expand(value, arg);
    const global = this.#globals.get(key);
    return global.text === undefined ? undefined : global;
  }

  #runExpose(expose: Instruction, triggered: boolean): void {
    for (const word of readExposeInstruction(expose, this.#environment, this.#findings)) {
      this.words.push({ word, triggered });
      const added = word.ports.filter((ports) => this.ports.add(ports));
      if (word.ports.length === 0 || added.length > 0) continue;
      const message = `${word.text} is already declared in this stage.`;
      this.#findings.inform('DuplicatePort', message, word.place);
    }
  }

  #expand(word: string, instruction: Instruction): Variable {
    const expansion = expandWord(word, this.#environment);
    const { doubt, unset } = expansion;
    if (doubt !== undefined) return { text: expansion.ok ? expansion.text : '', doubt };
    for (const name of new Set(unset)) this.#reportUndefined(name, instruction);
    if (expansion.ok) return { text: expansion.text };
    const place = wholeOf(instruction);
    this.#findings.fail('InvalidSubstitution', expansion.message, place);
    return { text: '', doubt: { variable: word, reason: 'it cannot be expanded' } };
  }

  #reportUndefined(name: string, instruction: Instruction): void {
    if (this.scope.declares(name)) return;
    const like = nearest(name, first(mostSuggestions, this.scope.names()));
    const meant = didYouMean(like === undefined ? undefined : `$${like}`);
    const message = `Usage of undefined variable '$${name}'${meant}`;
    const place = wholeOf(instruction);
    this.#findings.warn('UndefinedVar', message, place, instruction.check);
  }
}

function* first<T>(count: number, items: Iterable<T>): Generator<T> {
  let left = count;
  for (const item of items) {
    if (left === 0) return;
    left -= 1;
    yield item;
  }
}
