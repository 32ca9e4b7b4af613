import { randomUUID } from 'node:crypto';
import type { DeclaredChange, StagedChange } from '../core/change.ts';
import type { DeclaredFile } from '../core/declaration.ts';
import type { EditedMapping } from '../core/editedMapping.ts';
import {
  isMachineKey,
  isSameOwner,
  ownerIn,
  ownerKey,
  ownersOf,
  type FileOwner,
} from '../core/fileOwner.ts';
import type { MappingDraft } from '../core/mappingDraft.ts';
import type { PublishRule } from '../core/portSpec.ts';
import type { VisibleMappings } from './visibleMappings.ts';

/** What of a file a row is about, when no container has it. */
export interface DeclaredSubject {
  readonly owner: FileOwner;
  /** Of the change that is staged. */
  readonly changeId?: string;
  /** As the file has it; missing for a staged addition, and for what is exposed only. */
  readonly was?: PublishRule;
  /** As it is to be; missing for what is exposed only. */
  readonly rule?: PublishRule;
  readonly exposed?: PublishRule;
  readonly autoCorrect: boolean;
}

/** @param change that is staged for the row. */
export function declaredSubject(
  visible: Pick<VisibleMappings, 'find' | 'declarationOf'>,
  rowId: string,
  change: StagedChange | undefined,
): DeclaredSubject | undefined {
  if (change?.kind === 'declared') {
    const { owner, was, rule = was, autoCorrect = false, id } = change;
    return {
      owner,
      changeId: id,
      ...(was === undefined ? {} : { was }),
      ...(rule === undefined ? {} : { rule }),
      autoCorrect,
    };
  }
  if (change !== undefined || visible.find(rowId) !== undefined) return undefined;
  const found = visible.declarationOf(rowId);
  if (found === undefined) return undefined;
  const owner = ownerIn(found.file, found.declaration.owner);
  if (owner === undefined) return undefined;
  const { kind, rule, forward } = found.declaration;
  const autoCorrect = forward?.autoCorrect ?? false;
  return kind === 'expose'
    ? { owner, exposed: rule, autoCorrect }
    : { owner, was: rule, rule, autoCorrect };
}

/** What of the staged changes is not in the way of the subject's edit. */
export function editedDeclaration({ owner, was, changeId }: DeclaredSubject): EditedMapping {
  return {
    ...(changeId === undefined ? {} : { changeId }),
    ...(was === undefined ? {} : { declared: { owner, was } }),
  };
}

/**
 * The changes that a draft for a service or a machine asks for; none when its file has it no more.
 *
 * @param edited what the first of the rules takes the place of.
 */
export function declaredChanges(
  files: readonly DeclaredFile[],
  { target, autoCorrect }: Pick<MappingDraft, 'target' | 'autoCorrect'>,
  rules: readonly PublishRule[],
  edited: DeclaredSubject | undefined,
): readonly DeclaredChange[] {
  const owner = files.flatMap(ownersOf).find((each) => ownerKey(each) === target);
  if (owner === undefined) return [];
  const subject = edited !== undefined && isSameOwner(edited.owner, owner) ? edited : undefined;
  return rules.map((rule, place) => ({
    kind: 'declared',
    id: (place === 0 ? subject?.changeId : undefined) ?? randomUUID(),
    owner,
    ...(place === 0 && subject?.was !== undefined ? { was: subject.was } : {}),
    rule,
    ...(isMachineKey(target) ? { autoCorrect } : {}),
  }));
}

/** The removal of what the subject is. */
export function declaredRemoval({ owner, was }: DeclaredSubject): readonly DeclaredChange[] {
  return was === undefined ? [] : [{ kind: 'declared', id: randomUUID(), owner, was }];
}

/** The subject with another rule. */
export function declaredReplacement(
  { owner, was }: DeclaredSubject,
  rule: PublishRule,
): readonly DeclaredChange[] {
  return was === undefined ? [] : [{ kind: 'declared', id: randomUUID(), owner, was, rule }];
}
