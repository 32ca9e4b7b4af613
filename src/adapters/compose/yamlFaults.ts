import { isCollection, isPair, isScalar, type ParsedNode } from 'yaml';
import type { YamlFault } from './yamlDepth.ts';
import { positionAt, type SourceFile } from './sourceFile.ts';

/** What the parser here reports. */
export interface ParserFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/**
 * A fault of the parser here in the words of go-yaml, where the two name the same mistake; else in
 * the parser's own words, at go-yaml's kind of mark.
 */
export function describeFault(
  { code, message, pos: [start, end] }: ParserFault,
  root: ParsedNode | null,
  file: SourceFile,
): YamlFault {
  const scanned = (offset: number): string => mark(file, offset, 1);
  const describe = (): string => {
    switch (code) {
      case 'BAD_SCALAR_START':
      case 'TAB_AS_INDENT':
        return noToken(file, start);
      case 'BLOCK_AS_IMPLICIT_KEY':
        if (message.startsWith('A block')) return unexpected(file, root, start);
        return `${scanned(colonAfter(file.text, start))}: mapping values are not allowed in this context`;
      case 'MULTILINE_IMPLICIT_KEY':
        return `${scanned(colonAfter(file.text, start))}: mapping values are not allowed in this context`;
      case 'MISSING_CHAR':
        if (message.startsWith('Missing closing')) {
          const open = quoteBefore(root, start);
          return `while scanning a quoted scalar at ${scanned(open)}: ${scanned(file.text.length)}: found unexpected end of stream`;
        }
        return unexpected(file, root, start);
      case 'BAD_INDENT':
      case 'UNEXPECTED_TOKEN':
        return unexpected(file, root, start);
      default:
        return `${scanned(start)}: ${message}`;
    }
  };
  return { message: describe(), start, end };
}

/** The mark of a place as go-yaml prints it: its scanner counts lines from 1, its parser from 0. */
export function mark(file: SourceFile, offset: number, firstLine: 0 | 1): string {
  const { line, column } = positionAt(file, offset);
  const number = line + firstLine;
  if (number === 0) return '<unknown position>';
  return column === 0 ? `line ${number}` : `line ${number}, column ${column + 1}`;
}

/** Where nothing can begin. */
export function noToken(file: SourceFile, offset: number): string {
  return `while scanning for the next token at ${mark(file, offset, 1)}: found character that cannot start any token`;
}

/** The mark of a node: go-yaml counts its columns from 2. */
export function nodeMark(file: SourceFile, offset: number): string {
  const { line, column } = positionAt(file, offset);
  return `line ${line + 1}, column ${column + 2}`;
}

/** Something that does not continue the collection it stands in. */
function unexpected(file: SourceFile, root: ParsedNode | null, offset: number): string {
  const gap = /^[ \t]*/.exec(file.text.slice(offset))?.[0].length ?? 0;
  const token = offset + gap;
  const { column } = positionAt(file, token);
  const around = collectionsAround(root, offset, file.text);
  const inner = around.findLast(
    ({ flow, start }) => flow || positionAt(file, start).column <= column,
  );
  const at = mark(file, token, 0);
  if (inner === undefined) return `${at}: did not find expected <document start>`;
  const context = `while parsing a ${inner.name} at ${mark(file, inner.start, 0)}`;
  return `${context}: ${at}: did not find expected ${inner.expected}`;
}

interface Around {
  readonly name: string;
  readonly start: number;
  readonly flow: boolean;
  readonly expected: string;
}

/** The collections that hold the offset, or end right before it, the outermost first. */
function collectionsAround(node: unknown, offset: number, text: string): readonly Around[] {
  if (!isCollection(node) || !node.range) return [];
  const [start, valueEnd, end] = node.range;
  const flow = node.flow === true;
  const closed = flow && valueEnd <= offset && /[\]}]/.test(text[valueEnd - 1] ?? '');
  if (start > offset || end < offset || closed) return [];
  const isList = !node.items.some(isPair);
  const inner = node.items.flatMap((item) =>
    (isPair(item) ? [item.key, item.value] : [item]).flatMap((child) =>
      collectionsAround(child, offset, text),
    ),
  );
  return [{ start, flow, ...(isList ? listWords(flow) : mapWords(flow)) }, ...inner];
}

function listWords(flow: boolean): { readonly name: string; readonly expected: string } {
  return flow
    ? { name: 'flow sequence', expected: "',' or ']'" }
    : { name: 'block collection', expected: "'-' indicator" };
}

function mapWords(flow: boolean): { readonly name: string; readonly expected: string } {
  return flow
    ? { name: 'flow mapping', expected: "',' or '}'" }
    : { name: 'block mapping', expected: 'key' };
}

/** Where the quoted scalar begins that the offset, at its end, closes. */
function quoteBefore(node: unknown, offset: number): number {
  if (isScalar(node)) return node.range?.[0] ?? offset;
  if (!isCollection(node)) return offset;
  const last = node.items.at(-1);
  return quoteBefore(isPair(last) ? (last.value ?? last.key) : last, offset);
}

/** The first colon from there on that makes a key of what stands before it. */
function colonAfter(text: string, offset: number): number {
  const found = /:(?=\s|$)/.exec(text.slice(offset));
  return found === null ? offset : offset + found.index;
}
