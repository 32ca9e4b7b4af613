import type { Container } from './container.ts';
import type { MappingReference } from './mappingRule.ts';
import type { PublishRule } from './portSpec.ts';

/**
 * A change that is wanted and not applied. Plain JSON, kept for the workspace; nothing outside the
 * editor knows of it.
 */
export type StagedChange = MappingChange | RunImage;

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

/** A container has the same mapping whatever its id: it keeps its name through a recreate. */
function sameMapping(left: StagedChange, right: StagedChange): boolean {
  if (left.kind === 'run' || left.kind === 'add') return false;
  if (right.kind === 'run' || right.kind === 'add') return false;
  return (
    (left.container.name === right.container.name || left.container.id === right.container.id) &&
    JSON.stringify(left.was) === JSON.stringify(right.was)
  );
}
