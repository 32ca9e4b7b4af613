import type { Span } from '../../core/parsed.ts';
import { firstLineOf, type SourceFile } from './sourceFile.ts';

/** What Compose, or this reader, has to say about one place in one file. */
export interface ComposeProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: ComposeRule;
  /** Of an error: what `docker compose config` prints. */
  readonly message: string;
  /** Name of the file. */
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  /** UTF-16 columns on that line, `end` not included. */
  readonly start: number;
  readonly end: number;
}

/**
 * - `yaml`, `schema`: not a YAML text, not a compose file.
 * - `interpolation`: a substitution that cannot be made; `unset-variable`: one that gives nothing.
 * - `port`, `expose`: an entry that Compose refuses.
 * - `merge`, `extends`, `include`, `consistency`: the parts do not fit together.
 * - `dot-env`: the `.env` file; `unread-file`: a file that was not given; `limit`: more than is read here.
 * - `discarded-ports`: ports that the network mode ignores.
 */
export type ComposeRule =
  | 'yaml'
  | 'schema'
  | 'interpolation'
  | 'unset-variable'
  | 'port'
  | 'expose'
  | 'merge'
  | 'extends'
  | 'include'
  | 'consistency'
  | 'unread-file'
  | 'limit'
  | 'dot-env'
  | 'discarded-ports';

export type Place = Span & { readonly file: SourceFile };

/** Takes the problems of one reading, in the order in which Compose would meet them. */
export interface ProblemLog {
  readonly problems: readonly ComposeProblem[];
  error(rule: ComposeRule, message: string, place: Place): void;
  warn(rule: ComposeRule, message: string, place: Place): void;
  /** Nothing more about this file: what was said already makes the rest uncertain. */
  mute(file: SourceFile): void;
}

/** The same problem at the same place, as aliases and merge keys make it, is kept once. */
export function problemLog(): ProblemLog {
  const problems: ComposeProblem[] = [];
  const known = new Set<string>();
  const muted = new Set<string>();
  const add =
    (severity: ComposeProblem['severity']) =>
    (rule: ComposeRule, message: string, place: Place): void => {
      const file = place.file.name;
      const where = firstLineOf(place.file, place);
      const identity = JSON.stringify([rule, message, file, where]);
      if (muted.has(file) || known.has(identity)) return;
      known.add(identity);
      problems.push({ severity, rule, message, file, ...where });
    };
  return {
    problems,
    error: add('error'),
    warn: add('warning'),
    mute: ({ name }) => {
      muted.add(name);
    },
  };
}
