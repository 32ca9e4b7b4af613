import type { ContainerState } from '../../../core/container.ts';
import type { RecreateRequest } from '../../../core/recreate.ts';
import { fixedHostPort } from '../../../core/recreateBindings.ts';
import {
  mostChangedPaths,
  type ChangedPath,
  type Dependent,
  type RecreateFacts,
} from '../../../core/recreateFacts.ts';
import { field, listOf, objectOf, textOf, textsOf } from '../json.ts';
import { inParallel } from '../parallel.ts';
import { controlsEngine } from './createBody.ts';
import type { EngineCalls } from './engineCalls.ts';
import { meaningfulChanges } from './layerChanges.ts';
import { mountTargets, tmpfsTargets } from './mounts.ts';
import { idOf, labelsOf, nameOf, newName } from './names.ts';
import { imageReference, isAutoRemoved, readSwap, stateOf } from './swap.ts';

/** A container before it is changed. */
export interface Gathered {
  /** Its inspect. */
  readonly original: unknown;
  /** The inspect of its image; absent when that was removed. */
  readonly image?: unknown;
  /** What `Config.Image` is to be: the tag, where it still names the image, or the image's id. */
  readonly reference: string;
  readonly facts: RecreateFacts;
}

/** Whether this program, or a window of the editor, runs in the container. */
export type IsOwn = (id: string, name: string) => boolean;

/** Learns all that decides about a container, and changes nothing. `undefined`: there is none. */
export async function gather(
  calls: EngineCalls,
  request: RecreateRequest,
  isOwn: IsOwn,
): Promise<Gathered | undefined> {
  const original = await calls.inspectSize(request.containerId);
  if (original === undefined) return undefined;
  const id = textOf(field(original, 'Image')) ?? '';
  const image = await calls.inspectImage(id);
  const reference = imageReference(original);
  const named = await calls.inspectImage(reference);
  const isMoved = idOf(named) !== id;
  const changed = await changedFiles(calls, original);
  const facts = {
    ...factsOfInspect(original, request),
    ...(await factsOfOthers(calls, original)),
    engine: calls.version.product,
    networkDrivers: await networkDrivers(calls, original),
    imagePresent: image !== undefined,
    imageLayers: listOf(field(image, 'RootFS', 'Layers')).length,
    ...(named !== undefined && isMoved ? { movedTag: reference } : {}),
    changedFiles: changed.length,
    changedPaths: changed.slice(0, mostChangedPaths),
    isOwn: isOwn(idOf(original), nameOf(original)),
  };
  return { original, image, reference: isMoved ? id : reference, facts };
}

/** What the container's own doing changed in its layer. */
export async function changedFiles(
  calls: EngineCalls,
  original: unknown,
): Promise<readonly ChangedPath[]> {
  return meaningfulChanges(await calls.changes(idOf(original)), mountTargets(original));
}

function factsOfInspect(
  original: unknown,
  request: RecreateRequest,
): Omit<RecreateFacts, keyof OthersFacts | ImageFacts> {
  const told = labelsOf(original);
  const project = textOf(told['com.docker.compose.project']);
  const service = textOf(told['com.docker.compose.service']);
  const size = field(original, 'SizeRw');
  return {
    name: nameOf(original),
    state: stateOf(original) as ContainerState,
    networkMode: textOf(field(original, 'HostConfig', 'NetworkMode')) ?? 'default',
    ...(project !== undefined && service !== undefined ? { compose: { project, service } } : {}),
    ...orchestratorOf(Object.keys(told)),
    layerSize: typeof size === 'number' ? size : 0,
    autoRemove: isAutoRemoved(original),
    interactive:
      field(original, 'Config', 'AttachStdin') === true ||
      (field(original, 'Config', 'Tty') === true &&
        field(original, 'Config', 'OpenStdin') === true),
    tmpfs: tmpfsTargets(original),
    dynamicPorts:
      request.publishAll ||
      request.bindings.some((binding) => fixedHostPort(binding) === undefined),
    mountsEngineSocket: controlsEngine(original),
  };
}

type ImageFacts =
  | 'engine'
  | 'networkDrivers'
  | 'imagePresent'
  | 'imageLayers'
  | 'movedTag'
  | 'changedFiles'
  | 'changedPaths'
  | 'isOwn';

function orchestratorOf(keys: readonly string[]): Pick<RecreateFacts, 'orchestrator'> {
  if (keys.some((key) => key.startsWith('com.docker.swarm.'))) return { orchestrator: 'swarm' };
  if (keys.some((key) => key.startsWith('io.kubernetes.'))) return { orchestrator: 'kubernetes' };
  return {};
}

async function networkDrivers(calls: EngineCalls, original: unknown): Promise<readonly string[]> {
  const names = Object.keys(objectOf(field(original, 'NetworkSettings', 'Networks')));
  const networks = await Promise.all(names.map((name) => calls.inspectNetwork(name)));
  return networks.flatMap((network) => textOf(field(network, 'Driver')) ?? []);
}

type OthersFacts = Pick<RecreateFacts, 'dependents' | 'volumeUsers' | 'unfinished'>;

/** An engine answers about this many inspects at once as fast as one. */
const parallelInspects = 8;

async function factsOfOthers(calls: EngineCalls, original: unknown): Promise<OthersFacts> {
  const id = idOf(original);
  const name = nameOf(original);
  const ids = (await calls.list()).map(idOf).filter((other) => other !== id);
  const others = (await inParallel(ids, parallelInspects, (other) => calls.inspect(other))).filter(
    (other) => other !== undefined,
  );
  return {
    dependents: others.flatMap((other) => dependenceOn(id, name, other)),
    volumeUsers: others.filter((other) => takesVolumes(id, name, other)).map(nameOf),
    unfinished: others.some(
      (other) =>
        nameOf(other) === newName(name) ||
        (readSwap(labelsOf(other))?.originalId === id && nameOf(other) !== nameOf(original)),
    ),
  };
}

function dependenceOn(id: string, name: string, other: unknown): Dependent[] {
  const host = objectOf(field(other, 'HostConfig'));
  const shared = (
    [
      ['NetworkMode', 'network'],
      ['PidMode', 'pid'],
      ['IpcMode', 'ipc'],
    ] as const
  )
    .filter(([key]) => namesContainer(textOf(host[key]), id, name))
    .map(([, by]) => ({ name: nameOf(other), by }));
  const linked = textsOf(host['Links']).some((link) => link.split(':')[0] === `/${name}`);
  return linked ? [...shared, { name: nameOf(other), by: 'link' }] : shared;
}

/** `container:` and a name, an id or the beginning of one. */
function namesContainer(mode: string | undefined, id: string, name: string): boolean {
  const named = /^container:(.+)$/.exec(mode ?? '')?.[1];
  return named !== undefined && (named === name || id.startsWith(named));
}

function takesVolumes(id: string, name: string, other: unknown): boolean {
  return textsOf(field(other, 'HostConfig', 'VolumesFrom'))
    .map((source) => source.replace(/:.*$/, ''))
    .some((source) => source === name || (source.length >= 12 && id.startsWith(source)));
}
