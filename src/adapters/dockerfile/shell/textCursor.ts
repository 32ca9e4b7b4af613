/** Reads a text from left to right by character (code point); the empty string is its end. */
export class TextCursor {
  readonly text: string;
  #offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** UTF-16 offset of the next character. */
  get at(): number {
    return this.#offset;
  }

  get atEnd(): boolean {
    return this.#offset >= this.text.length;
  }

  peek(): string {
    const code = this.text.codePointAt(this.#offset);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  take(): string {
    const character = this.peek();
    this.#offset += character.length;
    return character;
  }

  /** What the sticky expression matches here, or nothing. */
  takeMatch(sticky: RegExp): string {
    sticky.lastIndex = this.#offset;
    const match = sticky.exec(this.text)?.[0] ?? '';
    this.#offset += match.length;
    return match;
  }

  /** Everything up to the character, and the character; undefined, and at the end, without one. */
  takeThrough(character: string): string | undefined {
    const start = this.#offset;
    const found = this.text.indexOf(character, start);
    this.#offset = found === -1 ? this.text.length : found + character.length;
    return found === -1 ? undefined : this.text.slice(start, this.#offset);
  }

  /** Leaves nothing to read. */
  stop(): void {
    this.#offset = this.text.length;
  }
}
