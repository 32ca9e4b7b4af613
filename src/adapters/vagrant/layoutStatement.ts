import { CallNode, type Node } from '@ruby/prism/src/nodes.js';
import type { Statement } from './layout.ts';
import { partsOf } from './ruby/nodeParts.ts';
import type { SourceText } from './ruby/sourceText.ts';

/** No heredoc is looked for deeper. */
const deepest = 200;

export function statementLayout(source: SourceText, node: Node): Statement {
  const span = source.span(node.location);
  const end = lastByte(source, node, 0);
  const lineEnd = source.text.indexOf('\n', end);
  return { ...span, lineEnd: lineEnd === -1 ? source.text.length : lineEnd, kind: kindOf(node) };
}

/** Where a node ends with its heredocs, whose text follows on the lines below. */
function lastByte(source: SourceText, node: Node, depth: number): number {
  const heredoc = heredocEnd(source, node);
  const parts = depth < deepest ? partsOf(node) : [];
  const inside = parts.map((part) => lastByte(source, part, depth + 1));
  return Math.max(source.span(node.location).end, heredoc, ...inside);
}

/** Before the line feed behind the heredoc's last line. */
function heredocEnd(source: SourceText, node: Node): number {
  if (!('openingLoc' in node) || !('closingLoc' in node)) return 0;
  const { openingLoc, closingLoc } = node;
  if (openingLoc === null || closingLoc === null) return 0;
  const opening = source.span(openingLoc);
  if (!source.text.startsWith('<<', opening.start)) return 0;
  const closing = source.span(closingLoc);
  return source.text.endsWith('\n', closing.end) ? closing.end - 1 : closing.end;
}

function kindOf(node: Node): Statement['kind'] {
  if (!(node instanceof CallNode)) return 'other';
  if (node.name === 'network') return 'network';
  const isOfMachine = node.receiver instanceof CallNode && node.receiver.name === 'vm';
  return isOfMachine && /^(box|hostname)/.test(node.name) ? 'setting' : 'other';
}
