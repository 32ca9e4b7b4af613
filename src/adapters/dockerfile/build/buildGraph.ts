import { goQuote } from '../../../core/goText.ts';
import { imageReferenceFault } from '../../../core/imageReference.ts';
import type { Findings } from '../findings.ts';
import { expandWord } from '../shell/shellWords.ts';
import { placeOf, triggerOf, wordsOf, type Instruction } from '../syntax/instructions.ts';
import type { Stage } from '../syntax/stages.ts';
import { didYouMean, nearest } from '../syntax/suggestion.ts';
import { shellEnvironment, type BuildContext } from './buildContext.ts';
import type { GlobalArgs } from './globalArgs.ts';

/** A stage and what it is built from. */
export interface BuildStage extends Stage {
  /** The stage that it builds on. */
  readonly base?: BuildStage;
  /** The image that it builds on, as far as known; without both it builds on `scratch`. */
  readonly image?: string;
  /** What the ONBUILD instructions of the base keep, run before the stage's own commands. */
  readonly triggers: readonly Instruction[];
}

/** The stages with their bases: a FROM names an earlier stage, `scratch` or an image. */
export function resolveBases(
  stages: readonly Stage[],
  globals: GlobalArgs,
  context: BuildContext,
  findings: Findings,
): readonly BuildStage[] {
  const named = new Map<string, BuildStage>();
  const triggers = new Map<BuildStage, readonly Instruction[]>();
  return stages.map((stage) => {
    const name = baseName(stage.from, globals, context, findings);
    const base = named.get(name);
    const build =
      base === undefined
        ? { ...stage, ...imageOf(name), triggers: [] }
        : { ...stage, base, triggers: triggers.get(base) ?? triggersOf(base, context.escape) };
    if (base !== undefined) triggers.set(base, build.triggers);
    if (stage.name !== '') named.set(stage.name, build);
    return build;
  });
}

/** The stage of that name, without one the last; undefined, and a complaint, if there is none. */
export function findTarget(
  stages: readonly BuildStage[],
  target: string | undefined,
  complain: (message: string) => void,
): BuildStage | undefined {
  if (target === undefined || target === '') return stages.at(-1);
  const found = byName(stages).get(target.toLowerCase());
  if (found === undefined) {
    const names = stages.map(({ name, index }) => name || `stage-${index}`);
    const meant = didYouMean(nearest(target, names));
    complain(`target stage ${goQuote(target)} could not be found${meant}`);
  }
  return found;
}

/** Stage names are in lower case, so `FROM Base` names an image, and none can be called so. */
export function checkImageNames(stages: readonly BuildStage[], findings: Findings): void {
  for (const { image, from } of stages) {
    if (image === undefined || image === '' || image.includes('$')) continue;
    const fault = imageReferenceFault(image);
    if (fault === undefined) continue;
    const message = `failed to parse stage name ${goQuote(image)}: ${fault}`;
    findings.fail('BuildFault', message, placeOf(from, from.argsSpan));
  }
}

/** The target and the stages that its build needs: bases, and what COPY and RUN take files from. */
export function neededFor(
  target: BuildStage,
  stages: readonly BuildStage[],
): ReadonlySet<BuildStage> {
  const named = byName(stages);
  const needed = new Set<BuildStage>();
  const waiting: (BuildStage | undefined)[] = [target];
  while (waiting.length > 0) {
    const stage = waiting.pop();
    if (stage === undefined || needed.has(stage)) continue;
    needed.add(stage);
    waiting.push(stage.base);
    for (const step of [...stage.triggers, ...stage.commands]) {
      for (const source of sourcesOf(step, stages, named)) waiting.push(source);
    }
  }
  return needed;
}

/** The stage, what it builds on, and so on. */
export function lineage(stage: BuildStage): readonly BuildStage[] {
  const stages: BuildStage[] = [];
  for (let at: BuildStage | undefined = stage; at !== undefined; at = at.base) stages.push(at);
  return stages;
}

function baseName(
  from: Instruction,
  globals: GlobalArgs,
  context: BuildContext,
  findings: Findings,
): string {
  const [written = ''] = wordsOf(from);
  const place = placeOf(from, from.argsSpan);
  const name = expandWord(written, shellEnvironment(context, globals.get));
  if (!name.ok) {
    findings.fail('InvalidSubstitution', name.message, place);
    return written;
  }
  if (name.doubt !== undefined) {
    const { variable, reason } = name.doubt;
    findings.inform('UnknownVariable', `The base depends on ${variable}: ${reason}.`, place);
  }
  if (name.text !== '' || written === '') return name.text;
  if (name.unset.length > 0 && name.unset.every(globals.declares)) {
    const message = `The base is not known: ${name.unset.join(', ')} gets its value when the image is built.`;
    findings.inform('UnknownVariable', message, place);
  } else {
    findings.fail('BuildFault', `base name (${written}) should not be blank`, place);
  }
  return written;
}

function imageOf(name: string): { readonly image?: string } {
  return name === 'scratch' ? {} : { image: name };
}

function triggersOf({ commands }: BuildStage, escape: string): readonly Instruction[] {
  return commands
    .filter(({ name, args }) => name === 'onbuild' && args !== '')
    .map((onbuild) => triggerOf(onbuild, escape));
}

/** The stages that `COPY --from` and `RUN --mount=from=` name. */
function sourcesOf(
  { name, flags }: Instruction,
  stages: readonly BuildStage[],
  named: ReadonlyMap<string, BuildStage>,
): readonly (BuildStage | undefined)[] {
  switch (name) {
    case 'copy':
      return valuesOf(flags, '--from=').map((source) =>
        /^\d+$/.test(source) ? stages[Number(source)] : named.get(source.toLowerCase()),
      );
    case 'run':
      return valuesOf(flags, '--mount=')
        .flatMap((mount) => mount.split(','))
        .filter((field) => /^from=/i.test(field))
        .map((field) => named.get(field.slice('from='.length).toLowerCase()));
    default:
      return [];
  }
}

function valuesOf(flags: readonly string[], name: string): readonly string[] {
  return flags.filter((flag) => flag.startsWith(name)).map((flag) => flag.slice(name.length));
}

/** Names are in lower case; the last of several stages has the name. */
function byName(stages: readonly BuildStage[]): ReadonlyMap<string, BuildStage> {
  return new Map(stages.filter(({ name }) => name !== '').map((stage) => [stage.name, stage]));
}
