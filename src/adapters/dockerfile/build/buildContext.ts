import type { ShellEnvironment, Variable } from '../shell/shellEnvironment.ts';

/** What holds for a whole build. */
export interface BuildContext {
  readonly escape: string;
  /** `--build-arg` */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** See ShellEnvironment. */
  readonly spend: (characters: number) => boolean;
}

/**
 * How much longer the values of variables may make a file: far more than ports need. Without a
 * limit, 30 lines of `ENV A=$A$A` fill the memory.
 */
const growth = { factor: 10, atLeast: 10_000 };

export function createBuildContext(
  text: string,
  escape: string,
  buildArgs: Readonly<Record<string, string>>,
): BuildContext {
  let left = growth.atLeast + growth.factor * text.length;
  return {
    escape,
    buildArgs: new Map(Object.entries(buildArgs)),
    spend: (characters) => {
      const enough = characters <= left;
      if (enough) left -= characters;
      return enough;
    },
  };
}

/** Where words see these variables. */
export function shellEnvironment(
  { escape, spend }: BuildContext,
  lookup: (name: string) => Variable,
): ShellEnvironment {
  return { escape, spend, lookup };
}
