import type {
  RecreateOptions,
  RecreateRequest,
  RecreateResult,
  Refusal,
} from '../../../core/recreate.ts';
import { refused } from '../../../core/recreateRefusal.ts';
import { field, objectOf } from '../json.ts';
import { restoreAutoRemoved } from './autoRemoved.ts';
import { needsHelp, type NeedsHelp } from './help.ts';
import { patiently } from './patiently.ts';
import { engineMessage } from './portProbe.ts';
import { readBindings } from './ports.ts';
import { recreateContainer, type RecreateContext } from './recreate.ts';
import { restoreOriginal, type Restoration } from './restore.ts';
import type { FoundChange } from './scan.ts';
import { engineIdOf } from './swap.ts';

export type Recovery = { readonly kind: Restoration } | Refusal | NeedsHelp;

/**
 * Ends an interrupted change: gives the original its place back, or what is left of both. Refuses on
 * another engine than the change was found on.
 */
export async function restoreChange(
  { calls, journal }: Pick<RecreateContext, 'calls' | 'journal'>,
  { swap, record, engineId }: FoundChange,
): Promise<Recovery> {
  if ((await engineIdOf(calls)) !== engineId) {
    return refused(
      `${swap.name} was found on another engine than the one that is connected now.`,
      'Select the connection on which its change was interrupted.',
    );
  }
  try {
    const kind = await patiently(() =>
      record?.autoRemove === true
        ? restoreAutoRemoved(calls, swap, record.original)
        : restoreOriginal(calls, swap),
    );
    await journal.forget(swap.change);
    return { kind };
  } catch (error) {
    return needsHelp(calls, swap, 'journal', engineMessage(error));
  }
}

/**
 * Ends an interrupted change with the new ports: restores the original and begins again, since
 * nobody knows whether the changed files had been saved.
 */
export async function finishChange(
  context: RecreateContext,
  change: FoundChange,
  options: RecreateOptions,
): Promise<RecreateResult> {
  const { calls } = context;
  const replacement =
    change.replacement === undefined ? undefined : await calls.inspect(change.replacement.id);
  const request =
    change.record?.request ??
    (replacement === undefined ? undefined : portsOf(replacement, change.swap.originalId));
  const recovery = await restoreChange(context, change);
  switch (recovery.kind) {
    case 'refused':
    case 'needsHelp':
      return recovery;
    case 'replaced':
      return { kind: 'done', newId: change.replacement?.id ?? '', lost: [], notes: [] };
    case 'gone':
      return refused('Both containers are gone.', 'Create the container again.');
    case 'restored':
      return request === undefined
        ? refused('The ports that were wanted are not known any more.', 'Change them again.')
        : redo(context, change, request, options);
  }
}

/** A `--rm` container that was made again has another id. */
async function redo(
  context: RecreateContext,
  { swap }: FoundChange,
  request: RecreateRequest,
  options: RecreateOptions,
): Promise<RecreateResult> {
  const now = await context.calls.inspect(swap.name);
  const id = field(now, 'Id');
  const containerId = typeof id === 'string' ? id : swap.originalId;
  return recreateContainer(context, { ...request, containerId }, options);
}

/** The ports that a container has, as a request for another one. */
export function portsOf(inspected: unknown, containerId: string): RecreateRequest {
  return {
    containerId,
    bindings: readBindings(inspected),
    exposed: Object.keys(objectOf(field(inspected, 'Config', 'ExposedPorts'))).filter((key) =>
      /^\d+\/(?:tcp|udp|sctp)$/.test(key),
    ),
    publishAll: field(inspected, 'HostConfig', 'PublishAllPorts') === true,
  };
}
