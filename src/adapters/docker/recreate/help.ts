import type { RecreateResult } from '../../../core/recreate.ts';
import type { RecreateStep } from '../../../core/recreateSteps.ts';
import { newName, oldName } from './names.ts';
import { runs, type Swap } from './swap.ts';

export type NeedsHelp = Extract<RecreateResult, { readonly kind: 'needsHelp' }>;

/** What a person can do where neither going on nor going back worked. */
export function needsHelp(swap: Swap, step: RecreateStep, message: string): NeedsHelp {
  const { name, change, originalId, restart } = swap;
  const policy = typeof restart['Name'] === 'string' ? restart['Name'] : 'no';
  return {
    kind: 'needsHelp',
    step,
    message,
    names: [oldName(name, change), newName(name), name],
    commands: [
      `docker stop ${newName(name)}`,
      `docker rename ${originalId} ${name}`,
      ...(policy === '' || policy === 'no'
        ? []
        : [`docker update --restart ${policy} ${originalId}`]),
      ...(runs(swap.was) ? [`docker start ${originalId}`] : []),
      `docker rm ${newName(name)}`,
    ],
  };
}
