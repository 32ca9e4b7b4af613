/**
 * The text with every flow collection and quoted scalar on one line: line breaks in them, and
 * comments, become blanks, and all else stays where it is. go-yaml lets such lines begin anywhere;
 * the parser here wants them further to the right than the key that they belong to.
 */
export function withoutInnerBreaks(text: string): string {
  let result = '';
  let at = 0;
  for (const { start, end } of multilineNodes(text)) {
    result += text.slice(at, start) + blanked(text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

interface Node {
  readonly start: number;
  readonly end: number;
}

/** Where a value may begin, on a line of block style: after the indent, `- `, `? `, a key. */
const valueStart =
  /^[ ]*(?:[-?][ ]+)*(?:[^\s"'#[\]{},&*!|>%@`][^\n]*?:[ \t]+)?(?:[&!]\S*[ \t]+)*(?=["'[{])/gm;

function multilineNodes(text: string): readonly Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const { 0: prefix, index } of text.matchAll(valueStart)) {
    if (index < end) continue;
    const start = index + prefix.length;
    end = endOfNode(text, start) ?? start;
    if (text.slice(start, end).includes('\n')) nodes.push({ start, end });
  }
  return nodes;
}

const token = /"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'|[[\]{}]|(?<=\s)#[^\n]*|[^"'[\]{}#]+|[^]/g;

/** No list or text that somebody wrapped is longer; it bounds the search for what closes it. */
const maximumLength = 20_000;

/** Just after the quote or the bracket that closes what begins there; undefined where none does. */
function endOfNode(text: string, start: number): number | undefined {
  const rest = text.slice(start, start + maximumLength);
  let depth = 0;
  for (const { 0: part, index } of rest.matchAll(token)) {
    if (part === '[' || part === '{') depth++;
    if (part === ']' || part === '}') depth--;
    if (depth === 0) return start + index + part.length;
  }
  return undefined;
}

function blanked(node: string): string {
  return node
    .replaceAll(/"(?:[^"\\]|\\[^])*"|'(?:[^']|'')*'|(?<=\s)#[^\n]*/g, (part) =>
      part.startsWith('#') ? ' '.repeat(part.length) : part,
    )
    .replaceAll(/[\r\n]/g, ' ');
}
