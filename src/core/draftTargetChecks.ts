import type { StagedChange } from './change.ts';
import { shortId, type Container } from './container.ts';
import type { DraftRule } from './draftRules.ts';
import type { DraftFix, DraftMessage, MappingDraft } from './mappingDraft.ts';
import { publishTextOf } from './publishText.ts';
import { shellLine } from './render.ts';

/** Why ports of the container cannot be published, whichever they are. */
export function networkFault(
  { name, network }: Container,
  containers: readonly Container[],
): DraftMessage | undefined {
  switch (network.kind) {
    case 'host':
      return targetFault(`${name} uses the host network; published ports are ignored.`);
    case 'none':
      return targetFault(`${name} has no network; published ports are ignored.`);
    case 'container': {
      const owner = containers.find(
        (each) => each.id === network.container || each.name === network.container,
      );
      const ownerName = owner?.name ?? shortId(network.container);
      return targetFault(
        `${name} shares the network of ${ownerName}. Publish the port there.`,
        owner && { label: 'Switch target', change: { target: owner.id } },
      );
    }
    case 'bridge':
    case 'userDefined':
      return undefined;
  }
}

/** For a task of a Swarm service. */
export function swarmFault(service: string, rules: readonly DraftRule[]): DraftMessage {
  // A service takes no host IP (docker/cli, opts/swarmopts).
  const added = rules.flatMap(({ rule }) => [
    '--publish-add',
    publishTextOf({ ...rule, hostIp: '' }),
  ]);
  const copies = shellLine(['docker', 'service', 'update', ...added, service]);
  return targetFault(
    'This container belongs to a Swarm service; change the service instead.',
    added.length === 0 ? undefined : { label: 'Copy docker service update', change: {}, copies },
  );
}

export const autoRemoveMessage: DraftMessage = {
  field: 'target',
  level: 'warning',
  text: 'Stopping deletes this container; the change cannot be undone.',
  fixes: [],
};

/** For a container that is to be made: whether its name is free. */
export function newNameMessages(
  draft: MappingDraft,
  containers: readonly Container[],
  changes: readonly StagedChange[],
): DraftMessage[] {
  const name = draft.name.trim();
  const names = new Set([
    ...containers.map((each) => each.name),
    ...changes.flatMap((change) => (change.kind === 'run' ? (change.name ?? []) : [])),
  ]);
  if (!names.has(name)) return [];
  let number = 2;
  while (names.has(`${name}-${number}`)) number += 1;
  const free = `${name}-${number}`;
  return [
    {
      field: 'name',
      level: 'error',
      text: `There is a container named ${name} already.`,
      fixes: [{ label: `Use ${free}`, change: { name: free } }],
    },
  ];
}

function targetFault(text: string, fix?: DraftFix): DraftMessage {
  return { field: 'target', level: 'error', text, fixes: fix === undefined ? [] : [fix] };
}
