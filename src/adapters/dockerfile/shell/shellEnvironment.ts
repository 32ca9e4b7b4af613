/** Why a value is not certain: the variable, and what decides about it. */
export interface Doubt {
  readonly variable: string;
  readonly reason: string;
}

/** `text` is missing for a variable that is not set. With a doubt, it is the likely answer. */
export interface Variable {
  readonly text?: string;
  readonly doubt?: Doubt;
}

/** Where a word is expanded. */
export interface ShellEnvironment {
  /** The escape character of the file. */
  readonly escape: string;
  readonly lookup: (name: string) => Variable;
  /** Whether that many more characters may come out of variables: values can double and double. */
  readonly spend: (characters: number) => boolean;
}

/** Where no variable is set. */
export function emptyEnvironment(escape: string): ShellEnvironment {
  return { escape, lookup: () => ({}), spend: () => true };
}
