import { defaultStyle, type ForwardStyle, type Quote } from '../../core/forwardText.ts';
import type { ForwardOption } from './forwardedPorts.ts';
import type { NetworkCall } from './layout.ts';

/** The style for a forward in a file without any. */
export function styleOfFile(text: string): ForwardStyle {
  const sign =
    /\.vm\.box\s*=\s*(['"])/.exec(text)?.[1] ?? /\bVagrant\.configure[ (]*(['"])/.exec(text)?.[1];
  const quote: Quote = sign === "'" ? "'" : '"';
  return { ...defaultStyle, quote, type: `${quote}forwarded_port${quote}` };
}

/** The style of a call, for another on one line. */
export function styleOfCall(text: string, call: NetworkCall): ForwardStyle {
  const layout = layoutOfCall(text, call);
  return {
    ...layout,
    opening: layout.opening.replace(/\s*\n\s*/, ''),
    closing: layout.closing.replace(/\s*\n\s*/, ''),
    afterType: onOneLine(layout.afterType),
    separator: onOneLine(layout.separator),
  };
}

/** The style of a call with its line breaks, for one with the same indentation. */
export function layoutOfCall(text: string, call: NetworkCall): ForwardStyle {
  const { callee, type, options, argumentsEnd, end } = call;
  const [first, second] = options;
  const typeText = text.slice(type.start, type.end);
  const calleeText = text.slice(callee.start, callee.end);
  const quote = quoteIn(text, call);
  return {
    ...defaultStyle,
    callee: calleeText,
    type: typeText,
    opening: spaceOr(text.slice(callee.end, type.start), call.hasParentheses ? '(' : ' '),
    closing: spaceOr(text.slice(argumentsEnd, end), call.hasParentheses ? ')' : ''),
    afterType: spaceOr(first && text.slice(type.end, first.pair.start), ', '),
    separator: spaceOr(second && first && text.slice(first.pair.end, second.pair.start), ', '),
    ...(first && keyStyle(text, first)),
    quote,
    hasSymbolProtocol: hasSymbolProtocol(text, call),
    isHostFirst: place(options, 'host') < place(options, 'guest'),
  };
}

/** What stands around the name of an option. */
export function keyStyle(
  text: string,
  { key, value }: ForwardOption,
): Pick<ForwardStyle, 'keyStart' | 'keyEnd'> {
  const isRocket = text.startsWith(':', key.start);
  const between = text.slice(key.end, value.start);
  const isShorthand = value.start < key.end;
  const isTight = !isShorthand && !/\s/.test(between);
  if (isRocket) return { keyStart: ':', keyEnd: isTight ? '=>' : ' => ' };
  return { keyStart: '', keyEnd: isTight ? ':' : ': ' };
}

function hasSymbolProtocol(text: string, { options }: NetworkCall): boolean {
  return options.some(
    ({ name, value }) => name === 'protocol' && text.startsWith(':', value.start),
  );
}

function quoteIn(text: string, { type, options }: NetworkCall): Quote {
  const spans = [type, ...options.map(({ value }) => value)];
  const first = spans.map(({ start }) => text[start]).find((sign) => sign === "'" || sign === '"');
  if (first !== undefined) return first === "'" ? "'" : '"';
  return styleOfFile(text).quote;
}

function place(options: readonly ForwardOption[], name: string): number {
  const index = options.findIndex((option) => option.name === name);
  return index === -1 ? options.length : index;
}

/** The text if it is white space and at most the sign that the usual one has. */
function spaceOr(text: string | undefined, usual: string): string {
  if (text === undefined) return usual;
  return text.replace(/\s/g, '') === usual.trim() && !text.includes('\\') ? text : usual;
}

/** Without line breaks, and without what aligns it with other lines. */
function onOneLine(separator: string): string {
  return /\s/.test(separator) ? ', ' : separator;
}
