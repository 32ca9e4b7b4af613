import type { ParseError, ParseWarning } from '@ruby/prism/src/deserialize.js';
import type { ProgramNode } from '@ruby/prism/src/nodes.js';
import { parsePrism, type Options } from '@ruby/prism/src/parsePrism.js';
import { PrismInstance } from './prismInstance.ts';
import { wasm } from './webAssembly.ts';

/**
 * As Ruby 3.3 reads it, the oldest that prism knows: Vagrant 2.4 ships 3.3 and Debian's 2.3 runs on
 * 3.1, so that newer syntax is no surprise at `vagrant up`. The text is UTF-8 whatever its magic
 * comment says: an editor has decoded it already.
 */
const options: Options = { version: '3.3.0', encoding: false };

export interface ParsedRuby {
  readonly program: ProgramNode;
  readonly errors: readonly ParseError[];
  readonly warnings: readonly ParseWarning[];
}

/** Undefined when the nesting is deeper than prism's stack. */
export type RubyParser = (text: string) => ParsedRuby | undefined;

/** A parser of Ruby from the bytes of @ruby/prism's `prism.wasm`. */
export async function createRubyParser(bytes: Uint8Array): Promise<RubyParser> {
  const module = await wasm.compile(bytes);
  let prism = new PrismInstance(module);
  return (text) => {
    const parsed = parse(prism, text);
    if (prism.isSound && parsed !== undefined) return parsed;
    prism = new PrismInstance(module);
    return undefined;
  };
}

/** Undefined when the module traps, or JavaScript's own stack is too small for the tree. */
function parse({ exports }: PrismInstance, text: string): ParsedRuby | undefined {
  try {
    const { value, errors, warnings } = parsePrism(exports, text, options);
    return { program: value, errors, warnings };
  } catch {
    return undefined;
  }
}
