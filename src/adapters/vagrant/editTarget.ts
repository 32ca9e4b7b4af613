import type { Span } from '../../core/parsed.ts';
import { openVagrantfile, refused, type OpenVagrantfile, type Refusal } from './editCheck.ts';
import type { ForwardCall, ForwardedPort } from './forwardedPorts.ts';
import type { NetworkCall } from './layout.ts';
import type { VagrantfileReader } from './vagrantfile.ts';

/** A call to be edited, with the forwards that it has a part in. */
export interface EditTarget {
  readonly file: OpenVagrantfile;
  readonly call: NetworkCall;
  /** At least one. */
  readonly reached: readonly [ForwardedPort, ...ForwardedPort[]];
  readonly others: readonly ForwardedPort[];
  readonly isRepeated: boolean;
  /** Several calls of one block give a forward together. */
  readonly isMerged: boolean;
}

/**
 * Finds the call at a place of the text, or says why it cannot be edited. With `machines`, it must
 * reach these and no others.
 */
export function findTarget(
  text: string,
  read: VagrantfileReader,
  place: Span,
  machines: readonly string[] | undefined,
): EditTarget | Refusal {
  const file = openVagrantfile(text, read);
  if ('ok' in file) return file;
  const { before, layout } = file;
  const call = layout.calls.find((candidate) => isAt(candidate, place));
  const [first, ...more] = before.forwarded.filter((forward) => hasPart(forward, place));
  const unread = before.unread.find((candidate) => isAt(candidate, place));
  if (unread !== undefined) return refused(`Only Ruby knows what it forwards: ${unread.reason}`);
  if (first === undefined) return refused('No forward is declared there.');
  if (call === undefined) return refused('The call is computed in Ruby.');
  const reached = [first, ...more] as const;
  const names = new Set(reached.map(({ machine }) => machine));
  if (machines !== undefined && [...names].sort().join('\n') !== [...machines].sort().join('\n')) {
    return refused(`The call is for ${[...names].join(', ')}.`);
  }
  return {
    file,
    call,
    reached,
    others: before.forwarded.filter((forward) => !hasPart(forward, place)),
    isRepeated: reached.some(({ origin }) => origin === 'repeated'),
    isMerged: reached.some(({ merged }) => merged !== undefined),
  };
}

/** The calls that give a forward, in order. */
export function callsOf({ merged = [], call }: ForwardedPort): readonly ForwardCall[] {
  return [...merged, call];
}

export function isAt(span: Span, place: Span): boolean {
  return span.start === place.start && span.end === place.end;
}

function hasPart(forward: ForwardedPort, place: Span): boolean {
  return callsOf(forward).some((call) => isAt(call, place));
}
