import { Lexer } from 'yaml';
import type { Span } from '../../core/parsed.ts';

/** What is wrong with a YAML text, and where. */
export interface YamlFault extends Span {
  readonly message: string;
}

/** go-yaml stops at 10,000; long before that a parser here would exhaust the stack. */
const maximumDepth = 200;

/** A fault where the text nests deeper than any compose file does and than can be parsed safely. */
export function tooDeep(text: string): YamlFault | undefined {
  const offset = tooDeepBlock(text) ?? tooDeepFlow(text);
  if (offset === undefined) return undefined;
  return { message: `exceeded max depth of ${maximumDepth}`, start: offset, end: offset + 1 };
}

/** Lines, each further to the right than the one it belongs to, and `- - -` on one line. */
function tooDeepBlock(text: string): number | undefined {
  const columns: number[] = [];
  for (const { 0: prefix, index } of text.matchAll(/^(?: *[-?:] )* *(?=[^ \r\n])/gm)) {
    while ((columns.at(-1) ?? -1) >= prefix.length) columns.pop();
    columns.push(prefix.length);
    const indicators = prefix.match(/[-?:]/g)?.length ?? 0;
    if (columns.length + indicators > maximumDepth) return index;
  }
  return undefined;
}

function tooDeepFlow(text: string): number | undefined {
  let depth = 0;
  for (const { 0: bracket } of text.matchAll(/[[\]{}]/g)) {
    depth = isOpening(bracket) ? depth + 1 : Math.max(depth - 1, 0);
    // So many brackets may still stand in quotes and comments: only the lexer can tell.
    if (depth > maximumDepth) return tooDeepBracket(text);
  }
  return undefined;
}

/** Marks of a document, of the end of a broken flow and of a scalar: in the tokens, not in the text. */
const lexerMarks = new Set(['\u0002', '\u0018', '\u001f']);

function tooDeepBracket(text: string): number | undefined {
  let offset = 0;
  let depth = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    if (isOpening(token) && !scalar) depth++;
    else if ((token === ']' || token === '}') && !scalar) depth--;
    if (depth > maximumDepth) return offset;
    scalar = token === '\u001f';
    if (!lexerMarks.has(token)) offset += token.length;
  }
  return undefined;
}

function isOpening(token: string): boolean {
  return token === '[' || token === '{';
}
