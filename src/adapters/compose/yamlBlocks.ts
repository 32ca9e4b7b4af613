import { isMap, parseAllDocuments } from 'yaml';
import type { Document, Pair, ParsedNode } from 'yaml';
import type { SourceFile } from './sourceFile.ts';
import { tooDeep, type YamlFault } from './yamlDepth.ts';
import { describeFault, mark, type ParserFault } from './yamlFaults.ts';
import { withoutInnerBreaks } from './yamlLenient.ts';

/** A node whose own offsets count from `base` in the text. */
export interface NodeAt {
  readonly node: ParsedNode | null;
  readonly base: number;
}

/** A mapping whose entries were parsed one by one. */
export interface JoinedMap {
  readonly entries: readonly EntryAt[];
}

export interface EntryAt {
  readonly key: NodeAt;
  readonly value: NodeAt | JoinedMap;
}

export interface YamlText {
  /** The root of each document of the stream. */
  readonly documents: readonly (NodeAt | JoinedMap)[];
  readonly faults: readonly YamlFault[];
}

/**
 * The nodes of a YAML text. Nothing is resolved yet: every scalar is a string, aliases and merge
 * keys stand as written, and keys may repeat.
 *
 * Parsing dominates a reading, and between two readings of an open file one line differs. So a text
 * of the usual form is parsed in blocks, one for each top-level key and for each service, and a
 * block that was seen lately is not parsed again. Any other text is parsed whole.
 */
export function parseYaml(file: SourceFile): YamlText {
  // To go-yaml a carriage return alone ends a line as well.
  const text = file.text.replaceAll(/\r(?!\n)/g, '\n');
  const depth = tooDeep(text);
  if (depth !== undefined) {
    const message = `${mark(file, depth.start, 1)}: ${depth.message}`;
    return { documents: [], faults: [{ ...depth, message }] };
  }
  const joined = parseInBlocks(text);
  if (joined !== undefined) return { documents: [joined], faults: [] };
  const strict = parse(text);
  const lenient = isFaultless(strict) ? strict : parse(withoutInnerBreaks(text));
  const documents = isFaultless(lenient) ? lenient : strict;
  return {
    documents: documents.map(({ contents }) => ({ node: contents, base: 0 })),
    faults: documents.flatMap((document) => faultsOf(document, file)),
  };
}

function faultsOf({ errors, contents, directives }: ParsedDocument, file: SourceFile): YamlFault[] {
  const { explicit, version } = directives.yaml;
  const start = file.text.indexOf('%YAML');
  const incompatible = `${mark(file, start, 0)}: found incompatible YAML document`;
  const directive = { message: incompatible, start, end: start + '%YAML'.length };
  if (explicit === true && version !== '1.1') return [directive];
  // The others follow from the first.
  const first = errors.find(isFault);
  return first === undefined ? [] : [describeFault(first, contents, file)];
}

function isFaultless(documents: readonly ParsedDocument[]): boolean {
  return documents.every(({ errors }) => !errors.some(isFault));
}

/** go-yaml takes `"80"#web` for a text and a comment. */
function isFault({ message }: ParserFault): boolean {
  return !message.startsWith('Comments must be separated from other tokens');
}

type ParsedDocument = Document.Parsed;

function parse(text: string): readonly ParsedDocument[] {
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return 'empty' in documents ? [] : documents;
}

/** A line that begins an entry: the key in any simple form, the rest of the line anything. */
const entryLine = /^( *)[A-Za-z0-9_][\w./-]*:(?=[ \r\n]|$)/;
const ignoredLine = /^[ \t]*(?:#|\r?$)/;

function parseInBlocks(text: string): JoinedMap | undefined {
  const start = /^(?:[ \t]*(?:#.*)?\r?\n)*---[ \t]*\r?\n/.exec(text)?.[0].length ?? 0;
  const sections = splitAt(text.slice(start), start, '');
  if (sections === undefined || sections.length === 0) return undefined;
  const entries: EntryAt[] = [];
  for (const section of sections) {
    const found = /^services:[ \t]*(?:#.*)?\r?\n/.test(section.text)
      ? servicesOf(section)
      : entriesOf(section);
    if (found === undefined) return undefined;
    entries.push(...found);
  }
  return { entries };
}

function servicesOf(section: Block): EntryAt[] | undefined {
  const headerLength = section.text.indexOf('\n') + 1;
  const header = entriesOf({ base: section.base, text: section.text.slice(0, headerLength) });
  const [services] = header ?? [];
  const body = section.text.slice(headerLength);
  const indent = /^(?:[ \t]*(?:#.*)?\r?\n)*( +)/.exec(body)?.[1];
  if (services === undefined || indent === undefined) return entriesOf(section);
  const entries: EntryAt[] = [];
  const blocks = splitAt(body, section.base + headerLength, indent);
  if (blocks === undefined) return undefined;
  for (const block of blocks) {
    const found = entriesOf(block);
    if (found === undefined) return undefined;
    entries.push(...found);
  }
  return [{ key: services.key, value: { entries } }];
}

interface Block {
  readonly base: number;
  readonly text: string;
}

/**
 * The text cut before every line at `indent` that begins an entry. Undefined where another kind of
 * line stands at that indent, left of it, or before the first entry.
 */
function splitAt(text: string, base: number, indent: string): Block[] | undefined {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at = text.indexOf('\n', at) + 1 || text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? undefined : end);
    if (ignoredLine.test(line)) continue;
    if (starts.length > 0 && line.startsWith(`${indent} `)) continue;
    if (entryLine.exec(line)?.[1] !== indent) return undefined;
    starts.push(at);
  }
  return starts.map((start, index) => ({
    base: base + start,
    text: text.slice(start, starts[index + 1]),
  }));
}

/** Undefined unless the block is, on its own, a mapping without a fault. */
function entriesOf({ base, text }: Block): EntryAt[] | undefined {
  return cachedParse(text)?.map(({ key, value }) => ({
    key: { node: key, base },
    value: { node: value, base },
  }));
}

type Entries = readonly Pair<ParsedNode, ParsedNode | null>[];

interface CachedBlock {
  readonly text: string;
  readonly entries: Entries;
}

/** Blocks of the last readings, the latest last; nothing in them is ever changed. */
const cache = new Map<string, CachedBlock>();
const cacheLimit = 4_000;

function cachedParse(text: string): Entries | undefined {
  const known = cache.get(text);
  if (known === undefined) return parseBlock(copyOf(text));
  cache.delete(text);
  cache.set(known.text, known);
  return known.entries;
}

function parseBlock(text: string): Entries | undefined {
  const documents = parse(text);
  const contents: ParsedNode | null | undefined = documents[0]?.contents;
  if (documents.length !== 1 || !isFaultless(documents) || !isMap(contents)) return undefined;
  const entries: Entries = contents.items;
  cache.set(text, { text, entries });
  const [oldest] = cache.keys();
  if (cache.size > cacheLimit && oldest !== undefined) cache.delete(oldest);
  return entries;
}

/** Part of a string keeps the whole alive: a block must not keep every text it was once part of. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
