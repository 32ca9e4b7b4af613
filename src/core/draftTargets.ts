import { composeFileName } from './composeEdit.ts';
import { isActive, type Container } from './container.ts';
import type { DeclaredFile } from './declaration.ts';
import { counted, stateWords } from './describe.ts';
import { ownerKey, ownersOf, type FileOwner } from './fileOwner.ts';
import type { DraftTarget } from './mappingDraft.ts';
import { formatPortRange } from './portRange.ts';
import { composeMembers } from './serviceContainers.ts';

const filePrefix = 'file:';

/** The container that a target is about; `file:` and its id means the file that decides about it. */
export function containerIdOf(target: string): string {
  return isFileTarget(target) ? target.slice(filePrefix.length) : target;
}

export function isFileTarget(target: string): boolean {
  return target.startsWith(filePrefix);
}

/** Where a mapping of the container can be changed, the better place first. */
export function targetsOf(container: Container): readonly DraftTarget[] {
  const direct = containerTarget(container);
  const { compose, name } = container;
  if (compose === undefined) return [direct];
  const file = composeFileName(compose);
  return [
    {
      ...direct,
      id: `${filePrefix}${container.id}`,
      label: `${compose.service} in ${file} (${compose.project})`,
      consequence: `${file} is edited, and docker compose up -d ${compose.service} recreates ${name}.`,
    },
    { ...direct, label: `${name} itself (${compose.project})` },
  ];
}

/** A container that a mapping can be added to. */
export function containerTarget(container: Container): DraftTarget {
  const { id, name, image, compose, ports } = container;
  const unpublished = ports.filter(({ bindings }) => bindings.length === 0);
  const published = ports.filter(({ bindings }) => bindings.length > 0);
  return {
    id,
    label: compose === undefined ? name : `${name} (${compose.project})`,
    detail: `${image.reference} · ${stateWords(container)}`,
    suggestions: [...unpublished, ...published].map(({ port, protocol }) => `${port}/${protocol}`),
    consequence: consequence(container),
  };
}

function consequence(container: Container): string {
  const { name, compose } = container;
  if (compose !== undefined) {
    const file = compose.files.at(-1)?.replace(/^.*[\\/]/, '') ?? 'the Compose file';
    return `Managed by Compose: the ports of ${compose.service} belong in ${file}. A direct change lasts until the next docker compose up that recreates it.`;
  }
  return isActive(container)
    ? `${name} is recreated when you apply: a few seconds of downtime, its data is kept.`
    : `${name} is recreated when you apply, and stays stopped.`;
}

/**
 * The services that have no container, and the machines, of the workspace's files. A service that has
 * one is chosen by it.
 */
export function ownerTargets(
  files: readonly DeclaredFile[],
  containers: readonly Container[],
): readonly DraftTarget[] {
  const members = composeMembers(files, containers);
  return files.flatMap((file) => {
    const running = new Set((members.get(file.uri) ?? []).map(({ service }) => service));
    const owners = ownersOf(file).filter(
      ({ kind, name }) => kind === 'machine' || !running.has(name),
    );
    return owners.map((owner) => ownerTarget(owner, file));
  });
}

/** A service or a machine whose ports are changed in its file. */
export function ownerTarget(owner: FileOwner, file: DeclaredFile): DraftTarget {
  const { kind, name } = owner;
  const own = file.declarations.filter((each) => each.owner.name === name);
  const ports = own.map(({ rule }) => `${formatPortRange(rule.containerPorts)}/${rule.protocol}`);
  const common = { id: ownerKey(owner), suggestions: [...new Set(ports)] };
  if (kind === 'service') {
    return {
      ...common,
      label: `${name} in ${owner.file} (${file.project ?? ''})`,
      detail: 'not running',
      consequence: `${owner.file} is edited, and docker compose up -d ${name} starts it.`,
    };
  }
  const isOnly = (file.owners ?? []).length === 1;
  return {
    ...common,
    label: isOnly ? file.name : `${name} in ${file.name}`,
    detail: counted(own.length, 'forward', 'forwards'),
    consequence: `${owner.file} is edited; ${isOnly ? 'vagrant reload' : `vagrant reload ${name}`} makes it real, and restarts the machine.`,
  };
}

/** An image that a container is to be made of. */
export function imageTarget(image: string, suggestions: readonly string[]): DraftTarget {
  return {
    id: `image:${image}`,
    label: image,
    detail: '',
    suggestions,
    consequence: 'A new container is made of the image and started when you apply.',
  };
}
