import { goQuote } from '../../../core/goText.ts';
import type { Expansion, ShellOptions } from './expansion.ts';
import type { Doubt, ShellEnvironment } from './shellEnvironment.ts';
import { substitute, type Substitution } from './substitution.ts';
import { TextCursor } from './textCursor.ts';
import type { WordCollector } from './wordCollector.ts';

interface Fault {
  readonly message: string;
  /** With nothing left to read, the message of the outermost open bracket wins. */
  readonly atEnd: boolean;
  /** Whether another value of the variable had none. */
  readonly ofValue: boolean;
}

/** A word while it is read: its variables, and what was found so far. */
export class ShellReading {
  readonly cursor: TextCursor;
  readonly #environment: ShellEnvironment;
  readonly #options: ShellOptions;
  readonly #unset: string[] = [];
  #references = 0;
  #doubt: Doubt | undefined;
  #fault: Fault | undefined;

  constructor(source: string, environment: ShellEnvironment, options: ShellOptions) {
    this.cursor = new TextCursor(source);
    this.#environment = environment;
    this.#options = options;
  }

  /** How many variables were looked up. */
  get references(): number {
    return this.#references;
  }

  get isFaulty(): boolean {
    return this.#fault !== undefined;
  }

  /** Undefined for a variable that is not set. */
  valueOf(name: string): string | undefined {
    this.#references += 1;
    const { text, doubt } = this.#environment.lookup(name);
    this.#doubt ??= doubt;
    if (text === undefined) this.#unset.push(name);
    else if (!this.#environment.spend(text.length)) return this.#tooLong(name);
    return text;
  }

  /** `$name` and `${name}`. */
  plainValue(name: string, written: string): string {
    return this.valueOf(name) ?? (this.#options.keepUnset === true ? written : '');
  }

  /** The substitution replaced. */
  result(substitution: Substitution): string {
    const { name, operator, word, replacement } = substitution;
    const value = this.valueOf(name);
    if (value === undefined && this.#options.keepUnset === true) {
      return `\${${name}${operator}${word}${replacement && `/${replacement}`}}`;
    }
    const longest = ((value ?? '').length + 1) * replacement.length;
    if (!this.#environment.spend(longest)) return this.#tooLong(name);
    const substituted = substitute(substitution, value);
    return substituted.ok ? substituted.text : this.fail(substituted.message, true);
  }

  /** Nothing more is read. The first fault counts. */
  fail(message: string, ofValue = false): '' {
    this.#fault ??= { message, atEnd: this.cursor.atEnd, ofValue };
    this.cursor.stop();
    return '';
  }

  /** Says something else of a fault at the end of the text. */
  renameFaultAtEnd(message: string): void {
    if (this.#fault?.atEnd === true) this.#fault = { ...this.#fault, message };
  }

  expansion(text: string, collected: WordCollector): Expansion {
    const [unset, doubt, fault] = [this.#unset, this.#doubt, this.#fault];
    if (fault === undefined) {
      const { words, lost } = collected.finish();
      const expanded = { ok: true, text, words, lost, unset } as const;
      return doubt === undefined ? expanded : { ...expanded, doubt };
    }
    const message = `failed to process ${goQuote(this.cursor.text)}: ${fault.message}`;
    const faulty = { ok: false, message, unset } as const;
    return doubt === undefined || !fault.ofValue ? faulty : { ...faulty, doubt };
  }

  #tooLong(name: string): '' {
    this.#doubt ??= { variable: name, reason: 'the values in this file grow too long to follow' };
    return '';
  }
}
