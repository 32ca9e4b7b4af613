import { accepted, rejected, type Parsed, type Span } from './parsed.ts';

/**
 * The long form of a `-p` value, and its way back to the text:
 *
 *     long      = parameter { "," parameter }
 *     parameter = name "=" value
 *
 * docker rewrites it to the short form `published:target/protocol` and reads that (docker/cli
 * convertToStandardNotation). Every other name is dropped without a word.
 */
export interface StandardNotation {
  /** The short form. */
  readonly text: string;
  /** What was written in the long form, in order; empty for a short form. */
  readonly parameters: readonly PublishParameter[];
  /** Where a part of the short form stands in what was written. */
  readonly toSource: (span: Span) => Span;
}

export interface PublishParameter extends Span {
  readonly name: string;
  readonly value: string;
}

/** Any value with a `=` is the long form, as docker decides it. */
export function standardNotation(text: string): Parsed<StandardNotation> {
  if (!text.includes('=')) {
    return accepted({ text, parameters: [], toSource: (span: Span) => span });
  }
  const parameters = readParameters(text);
  return parameters.ok ? accepted(joinParameters(text, parameters.value)) : parameters;
}

function readParameters(text: string): Parsed<PublishParameter[]> {
  const parameters: PublishParameter[] = [];
  let start = 0;
  for (const parameter of text.split(',')) {
    const span = { start, end: start + parameter.length };
    const nameLength = parameter.indexOf('=');
    if (nameLength < 1) {
      return rejected(
        `invalid publish opts format (should be name=value but got '${parameter}')`,
        span,
      );
    }
    const name = parameter.slice(0, nameLength);
    parameters.push({ name, value: parameter.slice(nameLength + 1), ...span });
    start = span.end + 1;
  }
  return accepted(parameters);
}

/** A value's place in the short form, and how far from there the value stands in what was written. */
interface Segment extends Span {
  readonly shift: number;
}

function joinParameters(source: string, parameters: readonly PublishParameter[]): StandardNotation {
  const segments: Segment[] = [];
  let text = '';
  const append = (name: string, byDefault: string, separator: string): void => {
    const parameter = parameters.findLast((candidate) => candidate.name === name);
    const value = parameter?.value ?? byDefault;
    if (parameter !== undefined) {
      const start = text.length;
      const end = start + value.length;
      segments.push({ start, end, shift: parameter.end - end });
    }
    text += value + separator;
  };
  append('published', '', ':');
  append('target', '', '/');
  append('protocol', 'tcp', '');
  const whole = { start: 0, end: source.length };
  return { text, parameters, toSource: (span) => sourceSpan(span, segments) ?? whole };
}

/** From the first to the last character that came from a value. */
function sourceSpan(span: Span, segments: readonly Segment[]): Span | undefined {
  const parts = segments
    .filter((segment) => touches(span, segment))
    .map(({ start, end, shift }) => ({
      start: Math.max(span.start, start) + shift,
      end: Math.min(span.end, end) + shift,
    }));
  if (parts.length === 0) return undefined;
  return {
    start: Math.min(...parts.map(({ start }) => start)),
    end: Math.max(...parts.map(({ end }) => end)),
  };
}

/** An empty span touches the segment that it stands in or at the edge of. */
function touches(span: Span, segment: Span): boolean {
  return span.start === span.end
    ? segment.start <= span.start && span.end <= segment.end
    : segment.start < span.end && span.start < segment.end;
}
