import { randomUUID } from 'node:crypto';
import type { RunImage, StagedChange } from '../core/change.ts';
import { containerIdOf, isFileTarget } from '../core/draftTargets.ts';
import { imageOf } from '../core/draftRules.ts';
import type { EditedMapping } from '../core/editedMapping.ts';
import { ownerOfKey } from '../core/fileOwner.ts';
import type { MappingDraft } from '../core/mappingDraft.ts';
import type { DraftReading } from '../core/readDraft.ts';
import { declaredChanges, declaredSubject, editedDeclaration } from './declaredSubject.ts';
import type { PortUse } from './portUse.ts';
import { addition, replacement } from './stageMappings.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

interface DraftChangesContext {
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly ports: PortUse;
}

/** The staged changes that drafts of the form stand for. */
export class DraftChanges {
  readonly #context: DraftChangesContext;

  constructor(context: DraftChangesContext) {
    this.#context = context;
  }

  /**
   * None when what the draft is about is gone.
   *
   * @param rowId of the row that is edited.
   */
  of(draft: MappingDraft, reading: DraftReading, rowId?: string): readonly StagedChange[] {
    const image = imageOf(draft.target);
    return image === undefined
      ? this.#ofMapping(draft, reading, rowId)
      : [this.#ofRun(image, draft, reading, rowId)];
  }

  /** The change that the row shows. */
  stagedFor(rowId: string): StagedChange | undefined {
    const row = this.#context.visible.row(rowId);
    return this.#context.staging.changes.find(({ id }) => id === row?.staged?.changeId);
  }

  /** What the row's own mapping, or the change that is staged for it, takes out of its way. */
  edited(rowId: string | undefined): EditedMapping | undefined {
    if (rowId === undefined) return undefined;
    const change = this.stagedFor(rowId);
    const chosen = this.#context.visible.find(rowId);
    if (change?.kind === 'run' || change?.kind === 'add') return { changeId: change.id };
    const subject = declaredSubject(this.#context.visible, rowId, change);
    if (subject !== undefined) return editedDeclaration(subject);
    const own = change === undefined ? {} : { changeId: change.id };
    if (chosen === undefined) return own;
    const replaced = replacement(chosen, {
      hostIp: '',
      containerPorts: chosen.mapping.containerPorts,
      protocol: chosen.mapping.protocol,
    });
    return replaced?.kind === 'replace'
      ? { ...own, container: chosen.container, was: replaced.was }
      : own;
  }

  #ofMapping(
    draft: MappingDraft,
    { rules }: DraftReading,
    rowId: string | undefined,
  ): readonly StagedChange[] {
    if (ownerOfKey(draft.target) !== undefined) {
      const own = rowId === undefined ? undefined : this.stagedFor(rowId);
      const { visible, ports } = this.#context;
      const subject = rowId === undefined ? undefined : declaredSubject(visible, rowId, own);
      return declaredChanges(ports.files, draft, rules, subject);
    }
    const containerId = containerIdOf(draft.target);
    const inFile = isFileTarget(draft.target);
    const container = this.#context.ports.containers.find(({ id }) => id === containerId);
    const [rule, ...others] = rules;
    if (container === undefined || rule === undefined) return [];
    const change = rowId === undefined ? undefined : this.stagedFor(rowId);
    const chosen = rowId === undefined ? undefined : this.#context.visible.find(rowId);
    const first =
      change?.kind === 'add'
        ? { ...addition(container, rule, inFile), id: change.id }
        : ((chosen && replacement(chosen, rule, inFile)) ?? addition(container, rule, inFile));
    return [first, ...others.map((other) => addition(container, other, inFile))];
  }

  #ofRun(
    image: string,
    { name, publishAll }: MappingDraft,
    { rules, exposed }: DraftReading,
    rowId: string | undefined,
  ): RunImage {
    const change = rowId === undefined ? undefined : this.stagedFor(rowId);
    const trimmed = name.trim();
    return {
      kind: 'run',
      id: change?.id ?? randomUUID(),
      image,
      ...(trimmed === '' ? {} : { name: trimmed }),
      rules,
      exposed,
      publishAll,
    };
  }
}
