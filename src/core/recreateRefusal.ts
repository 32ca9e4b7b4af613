import type { Refusal } from './recreate.ts';
import type { Dependent, RecreateFacts } from './recreateFacts.ts';

/** Why the ports of this container are not changed by recreating it, if so. */
export function refusalOf(facts: RecreateFacts, allowAutoRemove: boolean): Refusal | undefined {
  return (
    engineRefusal(facts) ??
    ownRefusal(facts) ??
    networkRefusal(facts) ??
    dependentsRefusal(facts) ??
    imageRefusal(facts) ??
    (facts.autoRemove && !allowAutoRemove ? autoRemoveRefusal(facts) : undefined)
  );
}

/** What a recreate would lose is not known. */
export function unreadRefusal({ name }: { readonly name: string }): Refusal {
  return refused(`The details of ${name} could not be read.`, 'Refresh, and review again.');
}

export function refused(reason: string, remedy: string): Refusal {
  return { kind: 'refused', reason, remedy };
}

function engineRefusal({ engine, name, state, orchestrator }: RecreateFacts): Refusal | undefined {
  if (engine === 'podman') {
    return refused(
      'Podman’s Docker-compatible API does not give back all that a container was created with, so nothing guarantees that the new container would be the same.',
      `Create the container again with podman run and the new -p rules, then remove ${name}.`,
    );
  }
  if (orchestrator === 'swarm') {
    return refused(
      `${name} is a task of a Swarm service; Swarm would replace it.`,
      'Change the ports of the service: docker service update --publish-add, --publish-rm.',
    );
  }
  if (orchestrator === 'kubernetes') {
    return refused(
      `${name} belongs to a Kubernetes pod; Kubernetes would replace it.`,
      'Change the ports in the manifest of its Service or Pod.',
    );
  }
  if (state === 'dead' || state === 'removing') {
    return refused(`${name} is being removed.`, 'Refresh, and choose another container.');
  }
  return undefined;
}

function ownRefusal({ isOwn, name, unfinished }: RecreateFacts): Refusal | undefined {
  if (isOwn) {
    return refused(
      `VS Code itself runs in ${name}: stopping it would end this window half-way.`,
      'Close the window that is attached to it, and change the ports from a window on the host.',
    );
  }
  if (unfinished) {
    return refused(
      `An earlier change of ${name} was interrupted, or another window is changing it now.`,
      'Wait for the other window, or restore or finish the interrupted change first.',
    );
  }
  return undefined;
}

/** Drivers that put the container itself on the network, so that nothing is published. */
const drivers = new Set(['macvlan', 'ipvlan']);

function networkRefusal(facts: RecreateFacts): Refusal | undefined {
  const { networkMode, networkDrivers, name } = facts;
  if (networkMode === 'host') {
    return refused(
      `${name} uses the network of the host: Docker ignores published ports there.`,
      'Change the port that the application listens on, or create the container without --network host.',
    );
  }
  if (networkMode === 'none') {
    return refused(
      `${name} has no network: Docker ignores published ports there.`,
      'Connect it to a network first, by creating it without --network none.',
    );
  }
  if (networkMode.startsWith('container:')) {
    return refused(
      `${name} uses the network of another container; its ports belong to that one.`,
      `Change the ports of ${networkMode.slice('container:'.length)}.`,
    );
  }
  if (networkDrivers.length > 0 && networkDrivers.every((driver) => drivers.has(driver))) {
    return refused(
      `${name} is only in ${networkDrivers.join(' and ')} networks, where nothing is published.`,
      'Reach it at its own address, or connect it to a bridge network.',
    );
  }
  return undefined;
}

const dependence: Readonly<Record<Dependent['by'], string>> = {
  network: 'uses its network',
  pid: 'uses its processes',
  ipc: 'uses its shared memory',
  link: 'is linked to it',
};

function dependentsRefusal({ dependents, name }: RecreateFacts): Refusal | undefined {
  if (dependents.length === 0) return undefined;
  const each = dependents.map((dependent) => `${dependent.name} ${dependence[dependent.by]}`);
  return refused(
    `${each.join(', ')}. It refers to the id of ${name} and could never be started again.`,
    `Remove ${dependents.map((dependent) => dependent.name).join(', ')} first, and create it again afterwards.`,
  );
}

/** overlay2 takes 128 layers, some of which are the engine's own (moby, maxDepth). */
const mostLayers = 125;

function imageRefusal(facts: RecreateFacts): Refusal | undefined {
  const { name, imagePresent, imageLayers, changedFiles } = facts;
  if (!imagePresent) {
    return refused(
      `The image of ${name} was removed from the engine; no container can be made from it.`,
      `Save the files with docker export ${name}, and make an image of them with docker import.`,
    );
  }
  if (changedFiles > 0 && imageLayers >= mostLayers) {
    return refused(
      `The image of ${name} has ${imageLayers} layers; the ${changedFiles} files changed in the container would need one more than the engine takes.`,
      `Flatten it: docker export ${name}, then docker import.`,
    );
  }
  return undefined;
}

function autoRemoveRefusal({ name }: RecreateFacts): Refusal {
  return refused(
    `${name} was created with --rm: the engine removes it as soon as it is stopped, so there will be no original to return to.`,
    'Confirm that it may be created again from what was written down.',
  );
}
