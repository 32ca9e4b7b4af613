import type { Span } from '../../../core/parsed.ts';
import type { Doubt } from './shellEnvironment.ts';
import type { ShellWord } from './wordCollector.ts';

/** What a word stands for. */
export type Expansion = ExpandedText | ExpansionFault;

interface Evaluated {
  /** The variables that are not set. */
  readonly unset: readonly string[];
  readonly doubt?: Doubt;
}

export interface ExpandedText extends Evaluated {
  readonly ok: true;
  /** Quotes removed, variables replaced, blanks kept (BuildKit's ProcessWord). */
  readonly text: string;
  /** The same, split at blanks that are neither quoted nor escaped (ProcessWords). */
  readonly words: readonly ShellWord[];
  /** What stands in `text` and, by a fault of BuildKit, in none of the words. */
  readonly lost: readonly Span[];
}

/** Its doubt is one about the fault. */
export interface ExpansionFault extends Evaluated {
  readonly ok: false;
  readonly message: string;
}

/** How the words of a heredoc are read: as written. */
export interface ShellOptions {
  readonly rawQuotes?: boolean;
  readonly rawEscapes?: boolean;
  readonly keepUnset?: boolean;
}
