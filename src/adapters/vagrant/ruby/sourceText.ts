import type { Location } from '@ruby/prism/src/deserialize.js';
import type { Span } from '../../../core/parsed.ts';

const longestQuote = 60;

/** The text of a Ruby file, with prism's UTF-8 byte offsets turned into UTF-16 ones. */
export class SourceText {
  readonly text: string;
  /** For every byte the UTF-16 offset of its character; missing when all characters are ASCII. */
  readonly #utf16: Uint32Array | undefined;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.text = text;
    this.#utf16 = utf16Offsets(text);
    this.#lineStarts = lineStarts(text);
  }

  span({ startOffset, length }: Location): Span {
    return { start: this.#offset(startOffset), end: this.#offset(startOffset + length) };
  }

  /** 1-based. */
  line(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** The text there, on one line and cut to a length that fits into a message. */
  quote({ start, end }: Span): string {
    const words = this.text.slice(start, end).replace(/\s+/g, ' ');
    return words.length <= longestQuote ? words : `${words.slice(0, longestQuote - 1)}…`;
  }

  #offset(byte: number): number {
    if (this.#utf16 === undefined) return Math.min(byte, this.text.length);
    return this.#utf16[byte] ?? this.text.length;
  }
}

function utf16Offsets(text: string): Uint32Array | undefined {
  if (/^[\0-\x7f]*$/.test(text)) return undefined;
  const bytes: number[] = [];
  for (let offset = 0; offset < text.length;) {
    const codePoint = text.codePointAt(offset) ?? 0;
    const byteCount = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    for (let index = 0; index < byteCount; index++) bytes.push(offset);
    offset += codePoint < 0x10000 ? 1 : 2;
  }
  bytes.push(text.length);
  return Uint32Array.from(bytes);
}

/** Ruby ends lines at line feeds only. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
