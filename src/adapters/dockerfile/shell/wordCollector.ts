import type { Span } from '../../../core/parsed.ts';
import { goBlank, goNonBlank } from '../goBlanks.ts';

/** One word of the expanded text and the part of the source that it came out of. */
export interface ShellWord extends Span {
  readonly text: string;
  readonly fromVariables: boolean;
}

const blanksOrWord = new RegExp(`${goBlank}+|${goNonBlank}+`, 'g');
const startsBlank = new RegExp(`^${goBlank}`);

/** Puts words together from pieces of text, each with its place in the source. */
export class WordCollector {
  readonly #words: ShellWord[] = [];
  readonly #lost: Span[] = [];
  #pending: ShellWord | undefined;

  /** Quoted or escaped text: its blanks are part of the word. */
  addWhole(text: string, source: Span, fromVariables: boolean): void {
    this.#pending = {
      text: (this.#pending?.text ?? '') + text,
      start: this.#pending?.start ?? source.start,
      end: source.end,
      fromVariables: fromVariables || (this.#pending?.fromVariables ?? false),
    };
  }

  /** Text whose blanks end words. What came out of a variable stands where the variable stands. */
  addSplit(text: string, source: Span, fromVariables: boolean): void {
    if (text === '') this.addWhole('', source, fromVariables);
    for (const { 0: piece, index } of text.matchAll(blanksOrWord)) {
      const start = source.start + index;
      const place = fromVariables ? source : { start, end: start + piece.length };
      if (startsBlank.test(piece)) this.#endWord();
      else this.addWhole(piece, place, fromVariables);
    }
  }

  /**
   * BuildKit keeps the unfinished word and what it reads inside `${name:-word}` in one buffer (since
   * dockerfile 1.9, shell/lex.go wordsBuffer): the word's beginning is gone.
   */
  loseBeginning(): void {
    if (this.#pending === undefined) return;
    const { text, start, end } = this.#pending;
    if (text !== '') this.#lost.push({ start, end });
    this.#pending = { ...this.#pending, text: '' };
  }

  finish(): { readonly words: readonly ShellWord[]; readonly lost: readonly Span[] } {
    this.#endWord();
    return { words: this.#words, lost: this.#lost };
  }

  #endWord(): void {
    if (this.#pending !== undefined && this.#pending.text !== '') this.#words.push(this.#pending);
    this.#pending = undefined;
  }
}
