import { emptyEnvironment } from '../shell/shellEnvironment.ts';
import { expandWord } from '../shell/shellWords.ts';

/** What ends the body of a heredoc. */
export interface Heredoc {
  readonly terminator: string;
  /** `<<-`: the terminator may be indented by tabs. */
  readonly indented: boolean;
}

export type Heredocs =
  | { readonly ok: true; readonly heredocs: readonly Heredoc[] }
  | { readonly ok: false; readonly message: string };

/** The heredocs that the words of a line begin, in order (BuildKit heredocsFromLine). */
export function heredocsOf(line: string): Heredocs {
  const written = expandWord(line, emptyEnvironment('\\'), {
    rawQuotes: true,
    rawEscapes: true,
    keepUnset: true,
  });
  const heredocs: Heredoc[] = [];
  for (const { text } of written.ok ? written.words : []) {
    const [, indent, name = ''] = /^[0-9]*<<(-?)[\t\n\f\r ]*([^<]*)$/.exec(text) ?? [];
    if (name === '') continue;
    const expanded = expandWord(name, emptyEnvironment('\\'), { keepUnset: true });
    if (!expanded.ok) return expanded;
    const [word, ...others] = expanded.words;
    if (word === undefined || others.length > 0) continue;
    heredocs.push({ terminator: word.text, indented: indent === '-' });
  }
  return { ok: true, heredocs };
}
