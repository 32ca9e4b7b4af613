import { sourceOf, type Quote, type WrittenNode } from './editNodes.ts';
import { spliced } from './editLayout.ts';
import { edited, refuse, type Edited } from './editTarget.ts';

/** The text as a scalar; in quotes also where it would be, or once was, read as something else. */
export function scalarText(text: string, quote: Quote): string {
  const shown = quote === '' && !isPlain(text) ? '"' : quote;
  return shown + text + shown;
}

/** YAML 1.1 reads `22:22` as a number to base 60: unquoted it is safe in Compose v2 alone. */
function isPlain(text: string): boolean {
  return /^[\w$][\w.:/$-]*$/.test(text) && !/^\d+(?::[0-5]?\d)+$/.test(text);
}

/** The text with another value in a scalar, in the quotes that it has; a number that becomes a text gets these. */
export function replaceScalar(
  text: string,
  written: WrittenNode,
  value: string,
  quote: Quote,
): Edited {
  const { start, end, node } = written;
  const shown = text.slice(start, end);
  const source = sourceOf(written);
  if (source === undefined) return refuse('The entry is no plain value.');
  if (source === value) return { ok: true, text };
  if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:str') {
    return refuse(`${shown} has a tag of its own.`);
  }
  if (shown === source && shown !== '') {
    const kept = isNumber(source) && !isNumber(value) ? quote : '';
    return edited(spliced(text, start, end, scalarText(value, kept)));
  }
  // Nothing stands between the quotes of an empty text.
  const at = source === '' ? shown.length / 2 : shown.indexOf(source);
  if (shown === '' || at === -1) return refuse('The value is empty, or written with escapes.');
  return edited(spliced(text, start + at, start + at + source.length, value));
}

export function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}
