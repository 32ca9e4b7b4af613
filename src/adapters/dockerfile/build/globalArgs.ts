import type { Findings } from '../findings.ts';
import type { Variable } from '../shell/shellEnvironment.ts';
import { expandWord } from '../shell/shellWords.ts';
import { wholeOf, type Instruction } from '../syntax/instructions.ts';
import { argArguments } from '../syntax/keyValues.ts';
import { shellEnvironment, type BuildContext } from './buildContext.ts';

/** The variables of FROM, which stages see where they declare them again. */
export interface GlobalArgs {
  readonly get: (name: string) => Variable;
  /** Whether an ARG before the first FROM names it. */
  readonly declares: (name: string) => boolean;
}

/** BuildKit's predefined platform arguments, as they are on the most common platform. */
const platformArgs = {
  BUILDPLATFORM: 'linux/amd64',
  BUILDOS: 'linux',
  BUILDOSVERSION: '',
  BUILDARCH: 'amd64',
  BUILDVARIANT: '',
  TARGETPLATFORM: 'linux/amd64',
  TARGETOS: 'linux',
  TARGETOSVERSION: '',
  TARGETARCH: 'amd64',
  TARGETVARIANT: '',
};

/** @param targetStage what TARGETSTAGE says: the target as given, or the last stage's name. */
export function readGlobalArgs(
  args: readonly Instruction[],
  targetStage: string,
  context: BuildContext,
  findings: Findings,
): GlobalArgs {
  const variables = new Map<string, Variable>();
  const declared = new Set<string>();
  for (const [name, text] of Object.entries(platformArgs)) {
    const reason = 'the platform decides; taken for linux/amd64';
    variables.set(name, given(name, context) ?? { text, doubt: { variable: name, reason } });
  }
  variables.set('TARGETSTAGE', given('TARGETSTAGE', context) ?? { text: targetStage || 'default' });
  const get = (name: string): Variable => variables.get(name) ?? {};
  for (const arg of args) {
    for (const { key, value } of argArguments(arg.args, context.escape)) {
      declared.add(key);
      const variable = given(key, context) ?? defaultOf(value, arg, get, context, findings);
      if (variable !== undefined) variables.set(key, variable);
    }
  }
  return { get, declares: (name) => declared.has(name) };
}

function given(name: string, { buildArgs }: BuildContext): Variable | undefined {
  const text = buildArgs.get(name);
  return text === undefined ? undefined : { text };
}

function defaultOf(
  value: string | undefined,
  arg: Instruction,
  get: (name: string) => Variable,
  context: BuildContext,
  findings: Findings,
): Variable | undefined {
  if (value === undefined) return undefined;
  const expanded = expandWord(value, shellEnvironment(context, get));
  if (!expanded.ok) {
    findings.fail('InvalidSubstitution', expanded.message, wholeOf(arg));
    return undefined;
  }
  const { text, doubt } = expanded;
  return doubt === undefined ? { text } : { text, doubt };
}
