import type { Span } from '../../core/parsed.ts';
import type { FileEdit, TextEdit } from '../../core/textEdit.ts';
import { planChange } from './editChange.ts';
import { checked, openVagrantfile, refused } from './editCheck.ts';
import { wantedForwards, type ForwardChanges } from './editIntent.ts';
import {
  forwardInline,
  forwardLines,
  wrongPorts,
  type LinesStyle,
  type RangeStyle,
  type WantedForward,
} from '../../core/forwardLine.ts';
import { blockFor, placeIn, type NewPlace } from './editPlace.ts';
import { planRemoval } from './editRemoval.ts';
import { insertAfter, insertFirst } from './editStatements.ts';
import { findTarget } from './editTarget.ts';
import type { ForwardedPorts } from './forwardedPorts.ts';
import type { VagrantfileLayout } from './layout.ts';
import type { VagrantfileReader } from './vagrantfile.ts';

/*
 * Changes of the forwards that a Vagrantfile declares, by edits that leave all else as it is. Each is
 * checked before it is given: the file after it, read again, has exactly the intended forwards for
 * every machine, no new error and nothing more that only running Ruby would tell. A forward is named
 * by the place of its call, as `ForwardedPort.call` has it.
 */

interface Expected {
  /** The machines that the call is believed to be for; missing for whichever they are. */
  readonly machines?: readonly string[];
}

/**
 * Adds a forward behind those of its machine, written as its neighbours are; a range as one loop, or
 * as lines.
 */
export function addForward(
  text: string,
  read: VagrantfileReader,
  wanted: WantedForward,
  { rangeStyle }: { readonly rangeStyle: RangeStyle },
): FileEdit {
  const wrong = wrongForward(wanted);
  if (wrong !== undefined) return refused(wrong);
  const file = openVagrantfile(text, read);
  if ('ok' in file) return file;
  const { before, layout } = file;
  const block = blockFor(layout, isOnlyMachine(layout, wanted) ? undefined : wanted.machine);
  if (block === undefined) return refused(missingBlock(before, wanted));
  const machines = wanted.machine === undefined ? before.machines : [wanted.machine];
  const added = machines.flatMap((machine) => wantedForwards(wanted, machine));
  const ids = new Set(added.map(({ machine, id }) => `${machine}\n${id}`));
  const other = before.forwarded.find(({ machine, id }) => ids.has(`${machine}\n${id}`));
  if (other !== undefined) {
    return refused(`Vagrant would merge it with the forward of line ${other.line}.`);
  }
  const place = placeIn(text, layout, block);
  if (place.style.callee.startsWith('.')) return refused('The block names no parameter.');
  const edit = insertForward(text, place, wanted, rangeStyle);
  return checked(file, [edit], [...before.forwarded, ...added]);
}

/** Gives the forwards of a call other values; those of a loop by its bounds. */
export function changeForward(
  text: string,
  read: VagrantfileReader,
  call: Span,
  changes: ForwardChanges,
  { machines }: Expected = {},
): FileEdit {
  const target = findTarget(text, read, call, machines);
  if ('ok' in target) return target;
  const plan = planChange(target, changes);
  return 'ok' in plan ? plan : checked(target.file, plan.edits, plan.intended);
}

/**
 * Removes a call with its lines and the comment at their end. One in a loop, or one that Vagrant
 * merges with another, is removed only as a whole: with the loop, with the other.
 */
export function removeForward(
  text: string,
  read: VagrantfileReader,
  call: Span,
  { machines, isWhole = false }: Expected & { readonly isWhole?: boolean } = {},
): FileEdit {
  const target = findTarget(text, read, call, machines);
  if ('ok' in target) return target;
  const plan = planRemoval(target, isWhole);
  return 'ok' in plan ? plan : checked(target.file, plan.edits, plan.intended);
}

/** Lets Vagrant pick another host port when the forward's own is in use, or not. */
export function setAutoCorrect(
  text: string,
  read: VagrantfileReader,
  call: Span,
  autoCorrect: boolean,
): FileEdit {
  return changeForward(text, read, call, { autoCorrect });
}

/** Restricts a forward to an address of this machine; an empty one stands for all. */
export function setHostIp(
  text: string,
  read: VagrantfileReader,
  call: Span,
  hostIp: string,
): FileEdit {
  return changeForward(text, read, call, { hostIp });
}

/**
 * Gives a forward an id that no other has (`web-2`), so that Vagrant does not merge it. Refused for
 * two with the same host port, address and protocol: Vagrant then refuses the file.
 */
export function giveId(text: string, read: VagrantfileReader, call: Span): FileEdit {
  const target = findTarget(text, read, call, undefined);
  if ('ok' in target) return target;
  const { forwarded, implicit } = target.file.before;
  const ids = new Set([...forwarded, ...implicit].map(({ id }) => id));
  const [{ id }] = target.reached;
  let number = 2;
  while (ids.has(`${id}-${number}`)) number++;
  return changeForward(text, read, call, { id: `${id}-${number}` });
}

function wrongForward({ guest, host, id = '' }: WantedForward): string | undefined {
  const isRange = guest.start !== guest.end;
  if (isRange && id !== '') return 'All forwards of a range cannot have the same id.';
  return wrongPorts(guest, host);
}

/** `default` is the machine of a file that defines none. */
function isOnlyMachine({ blocks }: VagrantfileLayout, { machine }: WantedForward): boolean {
  return machine === 'default' && !blocks.some(({ kind }) => kind === 'define');
}

function missingBlock({ machines }: ForwardedPorts, { machine }: WantedForward): string {
  if (machine === undefined || machine === 'default') {
    return 'The file has no `Vagrant.configure("2")` block.';
  }
  return machines.includes(machine)
    ? `Machine "${machine}" has no block of its own in the file.`
    : `The file defines no machine "${machine}".`;
}

function insertForward(
  text: string,
  place: NewPlace,
  wanted: WantedForward,
  range: RangeStyle,
): TextEdit {
  const style: LinesStyle = { forward: place.style, range, variable: freeVariable(place) };
  const inline = forwardInline(wanted, style);
  const statement = {
    lines: range === 'loop' && place.isLoopInline ? [inline] : forwardLines(wanted, style),
    inline,
    indentation: place.indentation,
    isApart: place.isApart,
  };
  return place.anchor === undefined
    ? insertFirst(text, place.block.body, statement)
    : insertAfter(text, place.anchor, statement);
}

/** A name for a loop's variable that the block does not use. */
function freeVariable({ variable, block }: NewPlace): string {
  const isFree = (name: string): boolean => !block.names.includes(name);
  const usual = [variable, 'port', 'number'].find((name) => name !== undefined && isFree(name));
  let number = 2;
  while (!isFree(`port${number}`)) number++;
  return usual ?? `port${number}`;
}
