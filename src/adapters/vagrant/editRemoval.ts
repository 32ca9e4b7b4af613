import type { TextEdit } from '../../core/textEdit.ts';
import { refused, type Declared, type Refusal } from './editCheck.ts';
import type { ChangePlan } from './editChange.ts';
import { removeStatement } from './editStatements.ts';
import { callsOf, isAt, type EditTarget } from './editTarget.ts';
import type { NetworkCall, StatementPlace } from './layout.ts';

/**
 * Removes a call: alone, when that takes away no more than its forward, or else with all that it
 * belongs to: every round of its loop, and the calls that Vagrant merges it with.
 */
export function planRemoval(target: EditTarget, isWhole: boolean): ChangePlan | Refusal {
  const { call, file, reached, others, isMerged, isRepeated } = target;
  if (isRepeated && call.block === undefined) return refused('A method of the file declares it.');
  if (!isWhole && isRepeated) {
    return refused(`A loop declares ${reached.length} forwards with this call.`);
  }
  const last = reached.find((forward) => isAt(forward.call, call));
  if (!isWhole && isMerged && last !== undefined) {
    return refused('Vagrant merges it with an earlier call, which would take its place.');
  }
  const places = isWhole ? reached.flatMap(callsOf) : [call];
  const calls = file.layout.calls.filter((each) => places.some((place) => isAt(each, place)));
  const edits = new Map<string, TextEdit>();
  for (const each of calls) {
    const edit = removal(file.text, each);
    if (edit === undefined) return refused('The call is part of a larger statement.');
    edits.set(`${edit.start} ${edit.end}`, edit);
  }
  if (overlap([...edits.values()])) return refused('The calls stand on one line.');
  // Without one of several merged calls, those that are left must give the same.
  const intended: readonly Declared[] = !isWhole && isMerged ? file.before.forwarded : others;
  return { edits: [...edits.values()], intended };
}

function overlap(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((left, right) => left.start - right.start);
  return sorted.some(({ start }, index) => start < (sorted[index - 1]?.end ?? 0));
}

/** With the loops that do nothing else. */
function removal(text: string, { place }: NetworkCall): TextEdit | undefined {
  let at: StatementPlace | undefined = place;
  while (at?.isWhole && at.list.loop !== undefined && at.list.statements.length === 1) {
    at = at.list.place;
  }
  return at?.isWhole === true ? removeStatement(text, at.list, at.index) : undefined;
}
