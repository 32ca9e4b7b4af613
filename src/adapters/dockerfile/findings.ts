import type { Span } from '../../core/parsed.ts';
import { withComment, type CheckOptions } from './checkOptions.ts';
import type { TextRange } from './textRanges.ts';

/** BuildKit's own checks of the lines that decide about ports, by BuildKit's names. */
export type BuildCheck =
  | 'ConsistentInstructionCasing'
  | 'DuplicateStageName'
  | 'ExposeInvalidFormat'
  | 'ExposeProtoCasing'
  | 'FromAsCasing'
  | 'LegacyKeyValueFormat'
  | 'NoEmptyContinuation'
  | 'ReservedStageName'
  | 'StageNameCasing'
  | 'UndefinedVar';

/**
 * What a problem is about: a build check, or, where BuildKit has no name for it:
 *
 * - `BuildFault`: a build stops here, for what is no matter of ports.
 * - `InvalidPort`: a build stops at this port.
 * - `InvalidSubstitution`: a build stops at this use of a variable.
 * - `DuplicatePort`: the stage declares the port already.
 * - `LostText`: BuildKit drops the beginning of the word.
 * - `UnknownVariable`: the ports depend on what this file does not say.
 * - `UnsetVariable`: the variable has no value, so nothing is exposed.
 */
export type DockerfileRule =
  | BuildCheck
  | 'BuildFault'
  | 'InvalidPort'
  | 'InvalidSubstitution'
  | 'DuplicatePort'
  | 'LostText'
  | 'UnknownVariable'
  | 'UnsetVariable';

/**
 * - `error`: a build of the target fails, with this message.
 * - `warning`: a build warns of it.
 * - `info`: worth knowing. Also what a build does not come to: in a stage that it leaves out, or
 *   warnings after the first error.
 */
export interface DockerfileProblem extends TextRange {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: DockerfileRule;
  readonly message: string;
}

/** Takes what a part of the file gives rise to; places are offsets into the file. */
export interface Findings {
  fail(rule: DockerfileRule, message: string, place: Span): void;
  /** `comment`: the value of a `# check=` right above. */
  warn(rule: BuildCheck, message: string, place: Span, comment?: string): void;
  inform(rule: DockerfileRule, message: string, place: Span): void;
}

/** The problems of a file, in the order in which BuildKit comes to them. */
export class ProblemList implements Findings {
  readonly problems: DockerfileProblem[] = [];
  readonly #warned = new Set<BuildCheck>();
  readonly #options: CheckOptions;
  readonly #rangeOf: (place: Span) => TextRange;
  #hasFailed = false;

  constructor(options: CheckOptions, rangeOf: (place: Span) => TextRange) {
    this.#options = options;
    this.#rangeOf = rangeOf;
  }

  get failed(): boolean {
    return this.#hasFailed;
  }

  fail(rule: DockerfileRule, message: string, place: Span): void {
    this.#hasFailed = true;
    this.#add('error', rule, message, place);
  }

  warn(rule: BuildCheck, message: string, place: Span, comment?: string): void {
    if (isOff(rule, this.#options, comment)) return;
    if (!this.#hasFailed) this.#warned.add(rule);
    this.#add(this.#hasFailed ? 'info' : 'warning', rule, message, place);
  }

  inform(rule: DockerfileRule, message: string, place: Span): void {
    this.#add('info', rule, message, place);
  }

  /** For a stage that is not built. */
  aside(): Findings {
    const inform = (rule: DockerfileRule, message: string, place: Span): void => {
      this.#add('info', rule, `${message} (this stage is not built)`, place);
    };
    return {
      fail: inform,
      inform,
      warn: (rule, message, place, comment) => {
        if (!isOff(rule, this.#options, comment)) inform(rule, message, place);
      },
    };
  }

  /** `# check=error=true` makes the warnings fail the build, at its end. */
  finish(place: Span): void {
    if (!this.#options.error || this.#hasFailed || this.#warned.size === 0) return;
    const rules = [...this.#warned].join(', ');
    this.fail('BuildFault', `lint violation found for rules: ${rules}`, place);
  }

  #add(
    severity: DockerfileProblem['severity'],
    rule: DockerfileRule,
    message: string,
    place: Span,
  ): void {
    this.problems.push({ severity, rule, message, ...this.#rangeOf(place) });
  }
}

function isOff(rule: BuildCheck, options: CheckOptions, comment: string | undefined): boolean {
  const { skip } = withComment(options, comment);
  return skip === 'all' || skip.has(rule);
}
