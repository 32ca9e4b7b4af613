import type { Span } from './parsed.ts';
import type { Protocol } from './portRange.ts';

/** Where a port of a service is written in a Compose file: the part of the text to put one in place of. */
export interface ComposeWritingPlace extends Span {
  readonly service: string;
  /** What `image` of the service says; missing where it says nothing, and where a variable decides. */
  readonly image?: string;
  /** An entry of the short syntax, the container port of one, or a value of the long syntax. */
  readonly part: 'entry' | 'containerPort' | 'published' | 'target';
  /** The quote to write before the text, and the one after it. */
  readonly quotes: readonly [before: string, after: string];
  /** What the entry says besides, in the long syntax. */
  readonly item: LongItem;
}

interface LongItem {
  readonly target?: number;
  readonly protocol: Protocol;
  /** Empty for every address. */
  readonly hostIp: string;
}

/**
 * The place of an offset in an item of `services.NAME.ports`, a block list; undefined anywhere else. It
 * is told from the lines around, as what is being written is often no YAML yet.
 */
export function composeWritingPlace(text: string, offset: number): ComposeWritingPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const written = valueAt(lineFrom(text, lineStart), offset - lineStart);
  if (written === undefined) return undefined;
  const lines = text.split(/\r?\n/);
  const line = text.slice(0, lineStart).split('\n').length - 1;
  const list = listOf(lines, line, written);
  if (list === undefined) return undefined;
  const { part, quote, isClosed, isEmpty } = written;
  const added = isEmpty ? '"' : listQuote(lines, list);
  const image = imageOf(lines, list);
  return {
    start: lineStart + written.start,
    end: lineStart + written.end,
    service: list.service,
    ...(image === undefined ? {} : { image }),
    part,
    quotes: quote === '' ? addedQuotes(part, added, isEmpty) : ['', isClosed ? '' : quote],
    item: longItem(lines, list.item),
  };
}

function lineFrom(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}

/** A value in its line, without its quotes. */
interface WrittenValue extends Span {
  readonly part: ComposeWritingPlace['part'];
  readonly quote: string;
  readonly isClosed: boolean;
  readonly isEmpty: boolean;
  /** Of the line, and of what comes after its dash. */
  readonly indent: number;
  readonly dash: number;
}

const head = /^( *)(- +)?(?:(published|target): +)?/;
const scalar = /^(?:(["'])([^"'\s#]*)(\1)?|([\d$][^\s#]*))?\s*(?:#.*)?$/;

/** The value that the column is in or right after; the blanks where one is missing, too. */
function valueAt(line: string, column: number): WrittenValue | undefined {
  const [before = '', indent = '', dash = '', field] = head.exec(line) ?? [];
  const found = scalar.exec(line.slice(before.length));
  if ((dash === '' && field === undefined) || found === null) return undefined;
  const [, quote = '', quoted, close, plain] = found;
  const value = quoted ?? plain ?? '';
  const isEmpty = quote === '' && value === '';
  const first = isEmpty ? before.trimEnd().length + 1 : before.length + quote.length;
  const end = before.length + quote.length + value.length;
  if (column < first || column > end) return undefined;
  const host = field === undefined ? hostPart(line.slice(first, column)) : 0;
  const part = host > 0 ? 'containerPort' : 'entry';
  return {
    start: isEmpty ? column : first + host,
    end: isEmpty ? column : end,
    part: field === 'published' || field === 'target' ? field : part,
    quote,
    isClosed: close !== undefined,
    isEmpty,
    indent: indent.length,
    dash: dash.length,
  };
}

const hostPorts = String.raw`\d+(?:-\d+)?|\$\{[^}]*\}|\$\w+`;
const hostSide = new RegExp(
  String.raw`^(?:(?:\d+(?:\.\d+){3}|\[[^\]]*\]):(?:${hostPorts})?|${hostPorts}):`,
);

/** How long `127.0.0.1:8080:` is in the text; 0 where it does not get so far. */
function hostPart(text: string): number {
  return hostSide.exec(text)?.[0].length ?? 0;
}

/** Compose takes `published` for a text and `target` for a number (Compose specification, ports). */
function addedQuotes(
  part: ComposeWritingPlace['part'],
  quote: string,
  isEmpty: boolean,
): ComposeWritingPlace['quotes'] {
  const isText = part === 'entry' || (part === 'published' && isEmpty);
  return isText ? [quote, quote] : ['', ''];
}

/** The lines around a value, 0-based. */
interface PortList {
  readonly item: number;
  readonly ports: number;
  readonly owner: number;
  readonly service: string;
}

const tail = String.raw`\s*(?:[&!]\S+\s*)*(?:#.*)?$`;
const portsKey = new RegExp(`^ *ports:${tail}`);
const servicesKey = new RegExp(`^services:${tail}`);
const anyKey = new RegExp(String.raw`^ *(?:"([^"]+)"|'([^']+)'|([\w.-]+)):${tail}`);

function listOf(
  lines: readonly string[],
  line: number,
  { indent, dash }: WrittenValue,
): PortList | undefined {
  const item = dash > 0 ? line : above(lines, line, indent);
  const itemLine = lines[item] ?? '';
  const column = /^ *- +/.exec(itemLine)?.[0].length;
  if (column === undefined || (dash === 0 && column !== indent)) return undefined;
  const ports = above(lines, item, indentOf(itemLine), true);
  if (!portsKey.test(lines[ports] ?? '')) return undefined;
  const owner = above(lines, ports, indentOf(lines[ports] ?? ''));
  const ownerLine = lines[owner] ?? '';
  const [, inDouble, inSingle, plain] = anyKey.exec(ownerLine) ?? [];
  const service = inDouble ?? inSingle ?? plain;
  const services = above(lines, owner, indentOf(ownerLine));
  if (service === undefined || !servicesKey.test(lines[services] ?? '')) return undefined;
  return { item, ports, owner, service };
}

/**
 * The line that a line belongs to: the nearest one above with less indentation; -1 where there is none.
 *
 * @param listed a list may have the indentation of its key.
 */
function above(lines: readonly string[], from: number, indent: number, listed = false): number {
  return lines.findLastIndex((line, index) => {
    if (index >= from || isVoid(line)) return false;
    const own = indentOf(line);
    return own < indent || (listed && own === indent && !line.trimStart().startsWith('-'));
  });
}

/** The lines below with more indentation, and no comments. */
function below(
  lines: readonly string[],
  from: number,
  isInside: (line: string) => boolean,
): string[] {
  const end = lines.findIndex((line, index) => index > from && !isVoid(line) && !isInside(line));
  return lines.slice(from + 1, end === -1 ? undefined : end).filter((line) => !isVoid(line));
}

function isVoid(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function imageOf(lines: readonly string[], { owner, ports }: PortList): string | undefined {
  const indent = indentOf(lines[ports] ?? '');
  const ofService = below(lines, owner, (line) => indentOf(line) > indentOf(lines[owner] ?? ''));
  for (const line of ofService) {
    const [, image] = /^ *image: +["']?([^"'\s#]+)/.exec(line) ?? [];
    if (indentOf(line) === indent && image !== undefined) {
      return image.includes('$') ? undefined : image;
    }
  }
  return undefined;
}

/** The quotes of the last entry that has some; none where all are plain. */
function listQuote(lines: readonly string[], { ports }: PortList): string {
  const indent = indentOf(lines[ports] ?? '');
  const entries = below(
    lines,
    ports,
    (text) => indentOf(text) > indent || /^ *-/.test(text),
  ).flatMap((text) => /^ *- +(["']|[\d$]\S*:\d)/.exec(text)?.[1] ?? []);
  return entries.findLast((start) => /["']/.test(start)) ?? (entries.length > 0 ? '' : '"');
}

function longItem(lines: readonly string[], item: number): LongItem {
  const indent = indentOf(lines[item] ?? '');
  const rest = below(lines, item, (line) => indentOf(line) > indent);
  const fields = new Map(
    [lines[item] ?? '', ...rest].flatMap((line): [string, string][] => {
      const [, name = '', value = ''] = /^ *(?:- +)?(\w+): +["']?([^"'\s#]*)/.exec(line) ?? [];
      return [[name, value]];
    }),
  );
  const target = fields.get('target') ?? '';
  const protocol = fields.get('protocol');
  return {
    ...(/^\d+$/.test(target) ? { target: Number(target) } : {}),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    hostIp: fields.get('host_ip') ?? '',
  };
}
