import type { MappingChange } from './change.ts';
import type { PlanInput } from './plan.ts';
import { ownersOf, takenPorts, takenWords, type PortOwner } from './portOwners.ts';
import type { PublishRule } from './portSpec.ts';
import type { Refusal } from './recreate.ts';
import { refused } from './recreateRefusal.ts';

/** Who has a host port of the rules already. Ports that other steps free are free; see planOrder. */
export function takenRefusal(
  { containers, changes, listeners }: Pick<PlanInput, 'containers' | 'changes' | 'listeners'>,
  rules: readonly PublishRule[],
  isOwn: (owner: PortOwner) => boolean,
): Refusal | undefined {
  const taken = takenPorts({ containers, changes, listeners }).filter(({ owner }) => !isOwn(owner));
  for (const rule of rules) {
    const clash = ownersOf(rule, taken).find(({ owner }) => !isStopped(owner));
    if (clash === undefined) continue;
    return refused(
      `Host port ${clash.port} is ${takenWords(clash.owner)}.`,
      'Change the host port, or free it, and review again.',
    );
  }
  return undefined;
}

/** The rules that the changes bring. */
export function addedRules(changes: readonly MappingChange[]): PublishRule[] {
  return changes.flatMap((change) => (change.kind === 'remove' ? [] : change.rule));
}

function isStopped(owner: PortOwner): boolean {
  return owner.kind === 'container' && owner.state === 'stopped';
}
