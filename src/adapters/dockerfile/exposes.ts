import type { DeclaredPorts } from '../../core/builtFrom.ts';
import type { Span } from '../../core/parsed.ts';
import { lineage, type BuildStage } from './build/buildGraph.ts';
import {
  buildDockerfile,
  type BuildOptions,
  type DockerfileBuild,
} from './build/dockerfileBuild.ts';
import type { StageWord } from './build/evaluateStage.ts';
import type { ExposedWord } from './exposeWords.ts';
import type { DockerfileProblem } from './findings.ts';
import { PortSet } from './portSet.ts';
import { textRangesOf, type TextRange } from './textRanges.ts';

/** What a Dockerfile exposes, as far as the file alone says it. */
export interface DockerfileExposes {
  /**
   * The image's `Config.ExposedPorts`, `["80/tcp", …]` by number and protocol, without those of its
   * base image. Empty where the build fails.
   */
  readonly exposed: readonly string[];
  /** The words of all EXPOSE instructions, in the order of the file. */
  readonly tokens: readonly ExposeToken[];
  /** In the order in which BuildKit comes to them: the first error is the one that a build ends with. */
  readonly problems: readonly DockerfileProblem[];
  /** The image that the target is built on; undefined for `scratch`. */
  readonly baseImage?: string;
}

/** A word of EXPOSE and where it stands, its quotes and variables included. */
export interface ExposeToken extends TextRange {
  /** As written, without the line ends of continuations. */
  readonly text: string;
  /** What the word declares; none where it is faulty or stands for nothing. */
  readonly ports: readonly DeclaredPorts[];
  /** Whether variables are in it. */
  readonly fromVariables: boolean;
  /** The variable that `ports` depend on, where this file does not decide about it. */
  readonly dependsOn?: string;
  /** The stage that it stands in: 0 is the first, -1 before any. */
  readonly stage: number;
  /** How the target gets the ports: from its own stage, from one that it builds on, not at all. */
  readonly use: 'target' | 'inherited' | 'none';
}

/**
 * Reads a Dockerfile as BuildKit 73ed682 (2026-08) evaluates EXPOSE: continuations, comments,
 * heredocs and the escape directive; stages and what they inherit, the ONBUILD of a base in the same
 * file included; ARG and ENV, the later instruction winning; all substitutions; words split after
 * their expansion; errors and checks with BuildKit's texts.
 *
 * What the file alone cannot say is told and not guessed: the variables and ports of a base image,
 * and the platform. What has nothing to do with ports is not checked.
 *
 * Through a scanner of its own and not through dockerfile-ast: that has neither BuildKit's order of
 * ARG and ENV nor all of its operators, and its resolveVariable is quadratic; and this reads the
 * whole file in less than half of the time that dockerfile-ast takes to parse it.
 */
export function readExposes(text: string, options: BuildOptions = {}): DockerfileExposes {
  const rangeOf = textRangesOf(text);
  const build = buildDockerfile(text, options, rangeOf);
  const line = build.target === undefined ? [] : lineage(build.target);
  const image = line.at(-1)?.image;
  return {
    exposed: build.failed ? [] : portsOf(line, build).keys(),
    tokens: tokensOf(line, build, rangeOf),
    problems: build.problems,
    ...(image === undefined ? {} : { baseImage: image }),
  };
}

function portsOf(line: readonly BuildStage[], { stages }: DockerfileBuild): PortSet {
  const ports = new PortSet();
  for (const stage of line) {
    const own = stages.get(stage)?.ports;
    if (own !== undefined) ports.addAll(own);
  }
  return ports;
}

interface UsedWord extends Pick<ExposeToken, 'stage' | 'use'> {
  readonly word: ExposedWord;
}

function tokensOf(
  line: readonly BuildStage[],
  { stages, strays }: DockerfileBuild,
  rangeOf: (place: Span) => TextRange,
): readonly ExposeToken[] {
  const inTarget = new Set(line);
  const used = [...stages].flatMap(([stage, { words }]): UsedWord[] => {
    if (!inTarget.has(stage)) return unusedWords(words, stage.index);
    const use = stage === line[0] ? 'target' : 'inherited';
    return words.map(({ word, triggered }) =>
      triggered
        ? { word, stage: stage.base?.index ?? -1, use: 'inherited' }
        : { word, stage: stage.index, use },
    );
  });
  return [...unusedWords(strays.words, -1), ...used]
    .sort((left, right) => left.word.place.start - right.word.place.start)
    .map((usedWord) => tokenOf(usedWord, rangeOf(usedWord.word.place)));
}

/** What an ONBUILD keeps is no word of the stage that it is not used in. */
function unusedWords(words: readonly StageWord[], stage: number): UsedWord[] {
  return words
    .filter(({ triggered }) => !triggered)
    .map(({ word }) => ({ word, stage, use: 'none' }));
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Field by field: a file may have thousands of these, and spreading takes most of the time. */
function tokenOf({ word, stage, use }: UsedWord, range: TextRange): ExposeToken {
  const { text, ports, fromVariables, dependsOn } = word;
  const { line, start, end, endLine } = range;
  const token: Writable<ExposeToken> = {
    line,
    start,
    end,
    text,
    ports,
    fromVariables,
    stage,
    use,
  };
  if (endLine !== undefined) token.endLine = endLine;
  if (dependsOn !== undefined) token.dependsOn = dependsOn;
  return token;
}
