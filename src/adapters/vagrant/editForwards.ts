import { ruleWords } from '../../core/describeChange.ts';
import type { PlannedEdit, WantedEdit } from '../../core/plannedEdit.ts';
import { portCount, type PortRange } from '../../core/portRange.ts';
import type { PublishRule } from '../../core/portSpec.ts';
import { applyEdits, type FileEdit } from '../../core/textEdit.ts';
import { refused } from './editCheck.ts';
import type { RangeStyle } from '../../core/forwardLine.ts';
import { changeForward, addForward, removeForward } from './edits.ts';
import type { ForwardedPort } from './forwardedPorts.ts';
import type { VagrantfileReader } from './vagrantfile.ts';

/** A Vagrantfile that is to be edited. */
export interface VagrantText {
  readonly path: string;
  readonly text: string;
  readonly rangeStyle: RangeStyle;
}

/**
 * The Vagrantfile with the wished forwards, one edit upon the other. A forward that is to change is
 * found by its machine and its ports: its place may have moved since it was staged.
 */
export function editForwards(
  edits: readonly WantedEdit[],
  { path, text, rangeStyle }: VagrantText,
  read: VagrantfileReader,
): PlannedEdit {
  let after = text;
  for (const wanted of edits) {
    const edit = editOf(after, wanted, rangeStyle, read);
    if (!edit.ok) return edit;
    after = applyEdits(after, edit.edits);
  }
  return { ok: true, files: after === text ? [] : [{ path, before: text, after }] };
}

function editOf(
  text: string,
  wanted: WantedEdit,
  rangeStyle: RangeStyle,
  read: VagrantfileReader,
): FileEdit {
  const {
    owner,
    was: [was],
    rule,
  } = wanted;
  if (was === undefined)
    return rule === undefined ? unchanged : added(text, wanted, rule, rangeStyle, read);
  const found = forwardOf(read(text).forwarded, owner, was);
  if (found === undefined) {
    return refused(`No forward of ${owner} is ${ruleWords(was)} any more.`);
  }
  if (rule === undefined)
    return removeForward(text, read, found.call, {
      machines: [owner],
      isWhole: portCount(was.containerPorts) > 1,
    });
  const protocol = forwardedProtocol(rule);
  if (protocol === undefined) return unforwardable;
  const ports = changedPorts(was, rule);
  return changeForward(
    text,
    read,
    found.call,
    {
      ...ports,
      ...(was.protocol === protocol ? {} : { protocol }),
      ...(was.hostIp === rule.hostIp ? {} : { hostIp: rule.hostIp }),
      ...(wanted.autoCorrect === undefined ? {} : { autoCorrect: wanted.autoCorrect }),
    },
    { machines: [owner] },
  );
}

function added(
  text: string,
  { owner, autoCorrect = false }: WantedEdit,
  rule: PublishRule,
  rangeStyle: RangeStyle,
  read: VagrantfileReader,
): FileEdit {
  const { hostIp, hostPorts, containerPorts } = rule;
  const protocol = forwardedProtocol(rule);
  if (hostPorts === undefined) return refused('A forward needs a host port.');
  if (protocol === undefined) return unforwardable;
  const wanted = { guest: containerPorts, host: hostPorts, protocol, hostIp, autoCorrect };
  // In a file of one machine the forward stands with the others, whatever its block is called.
  const isOnly = read(text).machines.length < 2;
  return addForward(text, read, isOnly ? wanted : { ...wanted, machine: owner }, { rangeStyle });
}

/** Only what changes: each value of the call that stays keeps how it is written. */
function changedPorts(
  was: PublishRule,
  rule: PublishRule,
): { readonly guest?: PortRange; readonly host?: PortRange } {
  const { containerPorts: guest, hostPorts: host } = rule;
  return {
    ...(isSameRange(was.containerPorts, guest) ? {} : { guest }),
    ...(host === undefined || isSameRange(was.hostPorts, host) ? {} : { host }),
  };
}

function isSameRange(left: PortRange | undefined, right: PortRange): boolean {
  return left?.start === right.start && left.end === right.end;
}

/** The first of the forwards that the rule stands for: of a loop it may be many. */
function forwardOf(
  forwards: readonly ForwardedPort[],
  machine: string,
  { hostIp, hostPorts, containerPorts, protocol }: PublishRule,
): ForwardedPort | undefined {
  const first = forwards.find(
    (each) =>
      each.machine === machine &&
      each.guest === containerPorts.start &&
      each.host === hostPorts?.start &&
      each.protocol === protocol &&
      (each.hostIp ?? '') === hostIp,
  );
  if (first === undefined) return undefined;
  const rounds = forwards.filter(
    (each) => each.machine === machine && each.call.start === first.call.start,
  );
  // A part of a loop is not to be changed by changing all of it.
  const isAll = rounds.length === portCount(containerPorts);
  return isAll ? first : undefined;
}

function forwardedProtocol({ protocol }: PublishRule): 'tcp' | 'udp' | undefined {
  return protocol === 'sctp' ? undefined : protocol;
}

const unchanged: FileEdit = { ok: true, edits: [] };
const unforwardable = refused('Vagrant forwards only TCP and UDP.');
