import {
  stage,
  unstage,
  type ContainerReference,
  type DeclaredChange,
  type StagedChange,
} from './change.ts';
import type { MappingReference } from './mappingRule.ts';
import type { PublishRule } from './portSpec.ts';

/** What a form edits, instead of adding something. */
export interface EditedMapping {
  /** A change that was staged before. */
  readonly changeId?: string;
  /** Whose mapping it is; with `was`. */
  readonly container?: ContainerReference;
  /** What of the container's configuration is to be replaced. */
  readonly was?: MappingReference;
  /** What of a file is to be replaced. */
  readonly declared?: Pick<DeclaredChange, 'owner'> & { readonly was: PublishRule };
}

/** The staged changes with the edited mapping gone, so that it is not in its own way. */
export function changesBesides(
  changes: readonly StagedChange[],
  { changeId, container, was, declared }: EditedMapping = {},
): readonly StagedChange[] {
  const others = changeId === undefined ? changes : unstage(changes, [changeId]);
  if (declared !== undefined) {
    return stage(others, { kind: 'declared', id: changeId ?? '', ...declared });
  }
  if (was === undefined || container === undefined) return others;
  const { id, name } = container;
  return stage(others, { kind: 'remove', id: changeId ?? '', container: { id, name }, was });
}
