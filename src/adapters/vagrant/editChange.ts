import { portCount, type PortRange } from '../../core/portRange.ts';
import type { TextEdit } from '../../core/textEdit.ts';
import { refused, type Declared, type Refusal } from './editCheck.ts';
import { changedForward, declaredTogether, type ForwardChanges } from './editIntent.ts';
import { wrongPorts } from '../../core/forwardLine.ts';
import { editLoop } from './editLoop.ts';
import { editOptions, type OptionChanges } from './editOptions.ts';
import { callsOf, isAt, type EditTarget } from './editTarget.ts';
import type { OptionValue } from '../../core/forwardText.ts';
import type { ForwardedPort } from './forwardedPorts.ts';

/** Edits of a call, and the forwards that the file is to have after them. */
export interface ChangePlan {
  readonly edits: readonly TextEdit[];
  readonly intended: readonly Declared[];
}

export function planChange(target: EditTarget, changes: ForwardChanges): ChangePlan | Refusal {
  const { isMerged, isRepeated, reached } = target;
  const { guest, host } = changes;
  const [{ machine }] = reached;
  const rounds = reached.filter((forward) => forward.machine === machine);
  if (isRepeated && !isMerged && (guest !== undefined || host !== undefined)) {
    return planLoop(target, rounds, changes);
  }
  if (changes.id !== undefined && rounds.length > 1) {
    return refused('All forwards of a loop cannot have the same id.');
  }
  const wrong = wrongPorts(guest ?? onePort, host ?? onePort);
  if (wrong !== undefined) return refused(wrong);
  if ([guest, host].some((range) => range !== undefined && portCount(range) > 1)) {
    return refused('The call forwards one port; a range needs a loop.');
  }
  if (isMerged) return planMerged(target, changes);
  return withOptions(
    target,
    optionChanges(changes, reached[0]),
    [],
    [...target.others, ...reached.map((forward) => changedForward(forward, changes))],
  );
}

const onePort: PortRange = { start: 1, end: 1 };

/** A call that Vagrant merges with others: what they are together once the call is another. */
function planMerged(target: EditTarget, changes: ForwardChanges): ChangePlan | Refusal {
  const { file, call, reached, others } = target;
  const calls = reached.flatMap(callsOf);
  if (target.isRepeated || !calls.every(({ literal }) => literal)) {
    return refused('Vagrant merges it with another call, and Ruby computes one of them.');
  }
  const options = optionChanges(changes, undefined);
  const intended = reached.flatMap((forward) => {
    const together = declaredTogether(file, callsOf(forward), (each) =>
      isAt(each, call) ? options : undefined,
    );
    return together.map((declared) => ({ ...declared, machine: forward.machine }));
  });
  const plan = withOptions(target, options, [], [...others, ...intended]);
  const own = reached.find((forward) => isAt(forward.call, call));
  const isWanting = own !== undefined && optionChanges(changes, own).size > 0;
  if (isWanting && 'edits' in plan && plan.edits.length === 0) {
    return refused('Vagrant merges it with an earlier call that says otherwise.');
  }
  return plan;
}

/** A loop gets other bounds. */
function planLoop(
  target: EditTarget,
  rounds: readonly ForwardedPort[],
  changes: ForwardChanges,
): ChangePlan | Refusal {
  const { call, file, reached, others } = target;
  const current = { guest: rangeOf(rounds, 'guest'), host: rangeOf(rounds, 'host') };
  const guest = changes.guest ?? current.guest;
  const host = changes.host ?? current.host;
  const computed = refused('The ports of this loop are computed in Ruby.');
  if (guest === undefined || host === undefined) return computed;
  const wrong = wrongPorts(guest, host);
  if (wrong !== undefined) return refused(wrong);
  const edits = editLoop(file.text, call, { guest, host });
  if (edits === undefined) return computed;
  const offsets = Array.from({ length: portCount(guest) }, (_, offset) => offset);
  const intended = reached
    .filter(({ machine }, index) => reached.findIndex((each) => each.machine === machine) === index)
    .flatMap((first) =>
      offsets.map((offset) => changedForward(first, { ...changes, guest, host }, offset)),
    );
  const options = [...optionChanges(changes, reached[0])].filter(
    ([name]) => name !== 'guest' && name !== 'host',
  );
  return withOptions(target, new Map(options), edits, [...others, ...intended]);
}

/** The ports of all rounds, if they follow each other. */
function rangeOf(rounds: readonly ForwardedPort[], name: 'guest' | 'host'): PortRange | undefined {
  const ports = rounds.map((forward) => forward[name] ?? 0);
  const [start, end] = [Math.min(...ports), Math.max(...ports)];
  return end - start + 1 === new Set(ports).size ? { start, end } : undefined;
}

function withOptions(
  { call, file: { text } }: EditTarget,
  changes: OptionChanges,
  edits: readonly TextEdit[],
  intended: readonly Declared[],
): ChangePlan | Refusal {
  const options = editOptions(text, call, changes);
  if ('edits' in options) return { edits: [...edits, ...options.edits], intended };
  if (options.computed === undefined) {
    return refused('The call has no options that are written out as `name: value`.');
  }
  const { start, end } = options.computed.pair;
  return refused(`\`${text.slice(start, end)}\` is computed in Ruby.`);
}

/** The options to be written; without those that the forward, if one is given, has already. */
function optionChanges(changes: ForwardChanges, forward: ForwardedPort | undefined): OptionChanges {
  const { guest, host, hostIp, guestIp, protocol, autoCorrect, id } = changes;
  const wanted: readonly (readonly [name: string, given: unknown, value: Option, now: Option])[] = [
    ['guest', guest, guest?.start, forward?.guest],
    ['host', host, host?.start, forward?.host],
    ['host_ip', hostIp, unlessEmpty(hostIp), unlessEmpty(forward?.hostIp)],
    ['guest_ip', guestIp, unlessEmpty(guestIp), unlessEmpty(forward?.guestIp)],
    ['protocol', protocol, protocol, forward?.protocol],
    ['auto_correct', autoCorrect, ifTrue(autoCorrect), ifTrue(forward?.autoCorrect)],
    ['id', id, unlessEmpty(id), forward?.id],
  ];
  return new Map(
    wanted
      .filter(([, given, value, now]) => given !== undefined && (!forward || value !== now))
      .map(([name, , value]) => [name, value]),
  );
}

type Option = OptionValue | undefined;

function unlessEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function ifTrue(value: boolean | undefined): true | undefined {
  return value === true ? true : undefined;
}
