import type { Node } from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import {
  array,
  isUnknown,
  settled,
  string,
  versionOf,
  type RubyEnumerator,
  type RubyRange,
  type RubyValue,
  type Unknown,
} from './value.ts';

/**
 * What `each` of a value yields; Unknown when that is not known or is more than there are steps for,
 * undefined when the value is none to iterate.
 */
export function elementsOf(
  run: Execution,
  value: RubyValue,
  node: Node,
): readonly RubyValue[] | Unknown | undefined {
  switch (value.kind) {
    case 'array':
      return value.items;
    case 'enumerator':
      return elementsOfEnumerator(run, value, node);
    case 'hash':
      return Array.from(value.pairs.values(), (pair) => array([...pair]));
    case 'range':
      return elementsOfRange(run, value, node);
    default:
      return isUnknown(value) ? value : undefined;
  }
}

/** It looks at its receiver only when asked, so that what was found before may be outdated. */
function elementsOfEnumerator(
  run: Execution,
  { items, receiver, version }: RubyEnumerator,
  node: Node,
): readonly RubyValue[] | Unknown {
  const known = settled(receiver);
  if (isUnknown(known)) return known;
  if (versionOf(known) === version) return items;
  return run.unknown(() => `what \`${run.quote(node)}\` yields has changed meanwhile`, node);
}

/** Whether what should be a list is known. */
export function isList(
  elements: readonly RubyValue[] | Unknown | undefined,
): elements is readonly RubyValue[] {
  return Array.isArray(elements);
}

function elementsOfRange(
  run: Execution,
  { first, last, excludesLast }: RubyRange,
  node: Node,
): readonly RubyValue[] | Unknown {
  if (first.kind === 'integer' && (last.kind === 'integer' || last.kind === 'float')) {
    const end = excludesLast ? Math.ceil(last.value) - 1 : Math.floor(last.value);
    return integersBetween(run, first.value, end, 1, node);
  }
  if (first.kind === 'string' && last.kind === 'string') {
    const letters = lettersBetween(first.text, last.text, excludesLast);
    if (letters !== undefined) return letters.map((letter) => string(letter));
  }
  return run.unknown(() => `what \`${run.quote(node)}\` yields is not followed`, node);
}

/** From `first` by `step` up or down to `last`, both included. */
export function integersBetween(
  run: Execution,
  first: number,
  last: number,
  step: number,
  node: Node,
): readonly RubyValue[] | Unknown {
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!run.affords(length) || !Number.isSafeInteger(first + length * step)) {
    return run.unknown(() => `\`${run.quote(node)}\` takes more steps than are followed`, node);
  }
  run.spend(length);
  return Array.from({ length }, (_, index) => ({ kind: 'integer', value: first + index * step }));
}

/** Only single letters of one case: what Ruby's `succ` makes of others is another matter. */
function lettersBetween(first: string, last: string, excludesLast: boolean): string[] | undefined {
  const pair = first + last;
  if (!/^([a-z]{2}|[A-Z]{2}|[0-9]{2})$/.test(pair)) return undefined;
  const start = first.charCodeAt(0);
  const length = Math.max(0, last.charCodeAt(0) - start + (excludesLast ? 0 : 1));
  return Array.from({ length }, (_, index) => String.fromCharCode(start + index));
}
