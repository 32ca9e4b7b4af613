import type { Span } from '../../../core/parsed.ts';
import { noCheckOptions, parseCheckOptions } from '../checkOptions.ts';
import { ProblemList, type DockerfileProblem } from '../findings.ts';
import {
  readInstructions,
  type DockerfileSyntax,
  type Instruction,
} from '../syntax/instructions.ts';
import { readStages, type DockerfileStructure } from '../syntax/stages.ts';
import { checkContinuations, checkKeywordCasing, checkStageNames } from '../syntax/styleChecks.ts';
import type { TextRange } from '../textRanges.ts';
import { createBuildContext, type BuildContext } from './buildContext.ts';
import {
  checkImageNames,
  findTarget,
  neededFor,
  resolveBases,
  type BuildStage,
} from './buildGraph.ts';
import { evaluateStage, type EvaluatedStage } from './evaluateStage.ts';
import { readGlobalArgs, type GlobalArgs } from './globalArgs.ts';
import { Scope } from './scope.ts';

export interface BuildOptions {
  /** `--build-arg` */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** `--target`: a stage's name. Without it, the last stage. */
  readonly target?: string;
}

/** What a build would come to, as far as ports go; what it does not reach is evaluated too. */
export interface DockerfileBuild {
  readonly failed: boolean;
  readonly problems: readonly DockerfileProblem[];
  /** In the order of the file. */
  readonly stages: ReadonlyMap<BuildStage, EvaluatedStage>;
  /** Of a name that no stage has, the last. */
  readonly target?: BuildStage;
  /** What stands before the first FROM. */
  readonly strays: EvaluatedStage;
}

const fileStart: Span = { start: 0, end: 0 };

export function buildDockerfile(
  text: string,
  options: BuildOptions,
  rangeOf: (place: Span) => TextRange,
): DockerfileBuild {
  const syntax = readInstructions(text);
  const check = parseCheckOptions(syntax.check ?? '');
  const problems = new ProblemList(check.ok ? check.options : noCheckOptions, rangeOf);
  if (!check.ok) fail(problems, `failed to parse check options: ${check.message}`);
  reportSyntax(text, syntax, problems);
  const structure = readStages(syntax, problems);
  reportStructure(structure, problems);

  const context = createBuildContext(text, syntax.escape, options.buildArgs ?? {});
  const targetStage = options.target ?? structure.stages.at(-1)?.name ?? '';
  const globals = readGlobalArgs(structure.globalArgs, targetStage, context, problems);
  const stages = resolveBases(structure.stages, globals, context, problems);
  const target =
    findTarget(stages, options.target, (message) => {
      fail(problems, message);
    }) ?? stages.at(-1);
  checkImageNames(stages, problems);
  const evaluated = evaluateStages(stages, target, globals, context, problems);
  problems.finish(fileStart);
  return {
    failed: problems.failed,
    problems: problems.problems,
    stages: evaluated,
    ...(target === undefined ? {} : { target }),
    strays: evaluateStrays(structure.strays, globals, context, problems),
  };
}

/** For what is no particular line's fault. */
function fail(problems: ProblemList, message: string): void {
  problems.fail('BuildFault', message, fileStart);
}

function reportSyntax(text: string, syntax: DockerfileSyntax, problems: ProblemList): void {
  if (text === '') fail(problems, 'the Dockerfile cannot be empty');
  for (const { message, source } of syntax.faults) problems.fail('BuildFault', message, source);
  if (syntax.instructions.length === 0 && !problems.failed) {
    fail(problems, 'file with no instructions');
  }
  checkContinuations(syntax.instructions, problems);
}

function reportStructure({ stages }: DockerfileStructure, problems: ProblemList): void {
  if (stages.length === 0 && !problems.failed) {
    fail(problems, 'dockerfile contains no stages to build');
  }
  checkStageNames(stages, problems);
  checkKeywordCasing(stages, problems);
}

function evaluateStages(
  stages: readonly BuildStage[],
  target: BuildStage | undefined,
  globals: GlobalArgs,
  context: BuildContext,
  problems: ProblemList,
): ReadonlyMap<BuildStage, EvaluatedStage> {
  const needed = target === undefined ? new Set() : neededFor(target, stages);
  const evaluated = new Map<BuildStage, EvaluatedStage>();
  for (const stage of stages) {
    const base = stage.base && evaluated.get(stage.base);
    const scope = base === undefined ? Scope.onImage(stage.image) : Scope.on(base.scope);
    const isNeeded = needed.has(stage);
    const findings = isNeeded ? problems : problems.aside();
    // The triggers of a base are run for every stage on it; for those left out they do not matter.
    const triggers = isNeeded ? stage.triggers : [];
    const parts = { triggers, commands: stage.commands };
    evaluated.set(stage, evaluateStage(parts, scope, globals, context, findings));
  }
  return evaluated;
}

function evaluateStrays(
  strays: readonly Instruction[],
  globals: GlobalArgs,
  context: BuildContext,
  problems: ProblemList,
): EvaluatedStage {
  const parts = { triggers: [], commands: strays };
  return evaluateStage(parts, Scope.onImage(undefined), globals, context, problems.aside());
}
