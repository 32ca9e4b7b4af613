import type { Span } from '../../core/parsed.ts';
import { applyEdits, type FileEdit, type TextEdit } from '../../core/textEdit.ts';
import type { ForwardedPort, ForwardedPorts } from './forwardedPorts.ts';
import type { VagrantfileLayout } from './layout.ts';
import type { VagrantfileReader } from './vagrantfile.ts';

/** A file about to be edited. */
export interface OpenVagrantfile {
  readonly text: string;
  readonly read: VagrantfileReader;
  readonly layout: VagrantfileLayout;
  readonly before: ForwardedPorts;
}

/** What a forward does, wherever it stands in the file. */
export type Declared = Omit<ForwardedPort, 'line' | 'call' | 'origin' | 'merged'>;

export type Refusal = FileEdit & { readonly ok: false };

/** The reason as a sentence. */
export function refused(reason: string): Refusal {
  return { ok: false, reason: `${reason.replace(/\s+/g, ' ').replace(/\.$/, '')}.` };
}

/** The file, or why nothing in it can be edited. */
export function openVagrantfile(text: string, read: VagrantfileReader): OpenVagrantfile | Refusal {
  const before = read(text);
  const error = before.problems.find(
    ({ rule }) => rule === 'VagrantfileSyntaxError' || rule === 'VagrantfileLoadError',
  );
  if (error !== undefined) {
    return refused(`Vagrant cannot load the file (line ${error.line}): ${error.message}`);
  }
  const layout = read.layout(text);
  if (layout === undefined) return refused('The file nests too deep to be parsed.');
  return { text, read, layout, before };
}

/** The edits, once the file after them is read to declare exactly the intended forwards. */
export function checked(
  { text, read, before }: OpenVagrantfile,
  edits: readonly TextEdit[],
  intended: readonly Declared[],
): FileEdit {
  const changed = applyEdits(text, edits);
  const after = read(changed);
  const reason =
    newError(before, after) ??
    newDoubt({ text, reading: before }, { text: changed, reading: after }) ??
    difference(intended, after.forwarded) ??
    otherChange(before, intended, after);
  return reason === undefined ? { ok: true, edits: joined(edits) } : refused(reason);
}

/** In order, and those that touch as one: editors differ in what they make of two at one place. */
function joined(edits: readonly TextEdit[]): readonly TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of [...edits].sort((left, right) => left.start - right.start)) {
    const last = result.at(-1);
    if (last?.end !== edit.start) result.push(edit);
    else result.splice(-1, 1, { ...edit, start: last.start, text: last.text + edit.text });
  }
  return result;
}

function newError(before: ForwardedPorts, after: ForwardedPorts): string | undefined {
  const errors = ({ problems }: ForwardedPorts): readonly string[] =>
    problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const [message] = without(errors(after), errors(before));
  return message && `Vagrant would refuse the file: ${message}`;
}

interface ReadText {
  readonly text: string;
  readonly reading: ForwardedPorts;
}

/** Places that only running Ruby would tell must stay the same. */
function newDoubt(before: ReadText, after: ReadText): string | undefined {
  const doubts = ({ text, reading: { unread } }: ReadText): readonly string[] =>
    unread.map((place) => `${place.reason}\n${quoted(text, place)}`);
  const [old, now] = [doubts(before), doubts(after)];
  const [doubt] = [...without(now, old), ...without(old, now)];
  return doubt && `Only Ruby knows what would be forwarded: ${doubt.split('\n')[0] ?? ''}`;
}

function quoted(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

function difference(
  intended: readonly Declared[],
  actual: readonly ForwardedPort[],
): string | undefined {
  const [wanted, found] = [intended.map(keyOf), actual.map(keyOf)];
  const [extra] = without(found, wanted);
  if (extra !== undefined) {
    return `Vagrant would then forward ${inWords(actual[found.indexOf(extra)])}.`;
  }
  const [lost] = without(wanted, found);
  return lost && `Vagrant would then not forward ${inWords(intended[wanted.indexOf(lost)])}.`;
}

/** Machines stay, and so do Vagrant's own forwards, but for those that a declared one replaces. */
function otherChange(
  before: ForwardedPorts,
  intended: readonly Declared[],
  after: ForwardedPorts,
): string | undefined {
  if (before.machines.join('\n') !== after.machines.join('\n')) {
    return 'The file would then define other machines.';
  }
  const own = new Set(
    [...before.forwarded, ...intended].map(({ machine, id }) => `${machine}\n${id}`),
  );
  const implicit = ({ implicit: added }: ForwardedPorts): string =>
    JSON.stringify(added.filter(({ machine, id }) => !own.has(`${machine}\n${id}`)));
  return implicit(before) === implicit(after)
    ? undefined
    : 'Vagrant would then forward other ports of its own.';
}

/** Empty addresses mean the same as none. */
function keyOf(forward: Declared): string {
  const { machine, guest, host, hostIp, guestIp, protocol, autoCorrect, id } = forward;
  const { disabled = false, other = {} } = forward;
  const addresses = [hostIp ?? '', guestIp ?? ''];
  return JSON.stringify([
    ...[machine, guest, host, protocol, autoCorrect, id],
    ...[
      addresses,
      disabled,
      Object.entries(other).sort(([left], [right]) => (left < right ? -1 : 1)),
    ],
  ]);
}

function inWords(forward: Declared | undefined): string {
  const { machine = '', host = 'none', guest = 'none' } = forward ?? {};
  const protocol = forward?.protocol === 'tcp' ? '' : `/${forward?.protocol ?? ''}`;
  const where = machine === 'default' ? '' : ` of ${machine}`;
  return `host port ${host} to guest port ${guest}${protocol}${where}`;
}

/** What is left of a list once the others are taken away, each once. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return list.filter((item) => {
    const count = counts.get(item) ?? 0;
    counts.set(item, count - 1);
    return count <= 0;
  });
}
