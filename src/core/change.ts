import type { Container } from './container.ts';
import { isSameOwner, type FileOwner } from './fileOwner.ts';
import type { MappingReference } from './mappingRule.ts';
import { formatPublish, type PublishRule } from './portSpec.ts';

/**
 * A change that is wanted and not applied. Plain JSON, kept for the workspace; nothing outside the
 * editor knows of it.
 */
export type StagedChange = MappingChange | DeclaredChange | RunImage;

/** A change of one mapping of one container. */
export type MappingChange = AddMapping | ReplaceMapping | RemoveMapping;

/** The container as it was called when the change was staged. A recreate gives it another id. */
export interface ContainerReference {
  /** The full id. */
  readonly id: string;
  readonly name: string;
}

interface OfContainer {
  /** Of the change. */
  readonly id: string;
  readonly container: ContainerReference;
  /** The change is to be made in the file that decides about the container, not in the container. */
  readonly file?: FilePlace;
}

/** A service of a Compose project, whose files the container's labels name. */
export interface FilePlace {
  readonly service: string;
  /** For people: `compose.yaml`. */
  readonly name: string;
}

export interface AddMapping extends OfContainer {
  readonly kind: 'add';
  readonly rule: PublishRule;
}

export interface ReplaceMapping extends OfContainer {
  readonly kind: 'replace';
  readonly was: MappingReference;
  readonly rule: PublishRule;
}

export interface RemoveMapping extends OfContainer {
  readonly kind: 'remove';
  readonly was: MappingReference;
}

/**
 * A change of what a file of the workspace declares, whether or not anything runs of it: an addition
 * without `was`, a removal without `rule`.
 */
export interface DeclaredChange {
  readonly kind: 'declared';
  /** Of the change. */
  readonly id: string;
  readonly owner: FileOwner;
  /** As it is declared now. */
  readonly was?: PublishRule;
  readonly rule?: PublishRule;
  /** Of a forward: Vagrant may take another host port when this one is in use. */
  readonly autoCorrect?: boolean;
}

/** A new container: `docker run -d` with these ports. */
export interface RunImage {
  readonly kind: 'run';
  readonly id: string;
  /** As it is to be named to the engine: a tag or an id. */
  readonly image: string;
  /** Without one the engine invents a name. */
  readonly name?: string;
  readonly rules: readonly PublishRule[];
  /** `--expose`: `80/tcp`. */
  readonly exposed: readonly string[];
  /** `-P`. */
  readonly publishAll: boolean;
}

/**
 * The staged changes with one more, which takes the place of an earlier one about the same mapping:
 * an edit of an added mapping is another addition, a removal of it is none.
 */
export function stage(
  changes: readonly StagedChange[],
  change: StagedChange,
): readonly StagedChange[] {
  const others = changes.filter((other) => other.id !== change.id && !sameMapping(other, change));
  return [...others, change];
}

export function unstage(
  changes: readonly StagedChange[],
  ids: readonly string[],
): readonly StagedChange[] {
  return changes.filter(({ id }) => !ids.includes(id));
}

/**
 * The container that the change is about, if there is one still. A recreate leaves its id to the kept
 * original, which has another name then; so the name says more than the id.
 */
export function containerOf(
  { container }: Pick<MappingChange, 'container'>,
  containers: readonly Container[],
): Container | undefined {
  return (
    containers.find(({ name }) => name === container.name) ??
    containers.find(({ id }) => id === container.id)
  );
}

/** Whether the change is about a container that there is, not about a file or a new container. */
export function isOfContainer(change: StagedChange): change is MappingChange {
  return change.kind !== 'run' && change.kind !== 'declared';
}

function sameMapping(left: StagedChange, right: StagedChange): boolean {
  if (left.kind === 'declared' || right.kind === 'declared') return sameDeclaration(left, right);
  if (left.kind === 'run' || left.kind === 'add') return false;
  if (right.kind === 'run' || right.kind === 'add') return false;
  // A container has the same mapping whatever its id: it keeps its name through a recreate.
  return (
    (left.container.name === right.container.name || left.container.id === right.container.id) &&
    JSON.stringify(left.was) === JSON.stringify(right.was)
  );
}

function sameDeclaration(left: StagedChange, right: StagedChange): boolean {
  if (left.kind !== 'declared' || right.kind !== 'declared') return false;
  if (left.was === undefined || right.was === undefined) return false;
  return (
    isSameOwner(left.owner, right.owner) && formatPublish(left.was) === formatPublish(right.was)
  );
}
