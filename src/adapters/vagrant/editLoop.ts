import type { PortRange } from '../../core/portRange.ts';
import type { TextEdit } from '../../core/textEdit.ts';
import { shiftedText } from '../../core/forwardLine.ts';
import type { LoopBounds, NetworkCall, WrittenNumber } from './layout.ts';

/** The ports that a loop is to forward. */
interface LoopPorts {
  readonly guest: PortRange;
  readonly host: PortRange;
}

/**
 * Gives a loop over written numbers other bounds, and its call another distance between guest and
 * host if need be. Undefined unless guest and host are the loop's variable, plus or minus a number.
 */
export function editLoop(
  text: string,
  call: NetworkCall,
  { guest, host }: LoopPorts,
): readonly TextEdit[] | undefined {
  const { loop, statements } = call.place.list;
  if (loop?.bounds === undefined || loop.variable === undefined) return undefined;
  if (statements.length !== 1 || !call.place.isWhole) return undefined;
  const { variable, bounds } = loop;
  const guestShift = shiftOf(text, call, 'guest', variable);
  const hostShift = shiftOf(text, call, 'host', variable);
  const hostValue = call.options.findLast(({ name }) => name === 'host')?.value;
  if (guestShift === undefined || hostShift === undefined || hostValue === undefined) {
    return undefined;
  }
  const start = guest.start - guestShift;
  const newShift = host.start - start;
  const { start: from, end: to } = hostValue;
  return [
    ...editBounds(bounds, { start, end: guest.end - guestShift }),
    ...(newShift === hostShift
      ? []
      : [{ start: from, end: to, text: shiftedText(variable, newShift) }]),
  ];
}

function editBounds(bounds: LoopBounds, { start, end }: PortRange): readonly TextEdit[] {
  return [
    ...editNumber(bounds.first, start),
    ...editNumber(bounds.last, bounds.excludesLast ? end + 1 : end),
  ];
}

function editNumber({ start, end, value }: WrittenNumber, wanted: number): readonly TextEdit[] {
  return value === wanted ? [] : [{ start, end, text: String(wanted) }];
}

/** What an option adds to the variable. */
function shiftOf(
  text: string,
  { options }: NetworkCall,
  name: string,
  variable: string,
): number | undefined {
  const value = options.findLast((option) => option.name === name)?.value;
  const written = value === undefined ? '' : text.slice(value.start, value.end);
  const [, read, sign, number] = /^(\w+)(?:\s*([+-])\s*([1-9]\d*|0))?$/.exec(written) ?? [];
  if (read !== variable) return undefined;
  return number === undefined ? 0 : Number(`${sign ?? ''}${number}`);
}
