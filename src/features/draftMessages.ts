import { stage } from '../core/change.ts';
import { checkDraft } from '../core/checkDraft.ts';
import type { Container } from '../core/container.ts';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { ownerOfKey } from '../core/fileOwner.ts';
import type { DraftMessage, MappingDraft } from '../core/mappingDraft.ts';
import type { DraftReading } from '../core/readDraft.ts';
import type { Refusal } from '../core/recreate.ts';
import type { RecreateFacts } from '../core/recreateFacts.ts';
import type { DraftChanges } from './draftChanges.ts';
import type { FileEdits } from './fileEdits.ts';
import type { PortUse } from './portUse.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

interface DraftMessagesContext {
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly changer: Pick<ContainerChanger, 'facts'>;
  readonly edits: FileEdits;
}

/** What is wrong with drafts: by themselves, beside what there is, and for who would have to change. */
export class DraftMessages {
  readonly #context: DraftMessagesContext;
  readonly #changes: DraftChanges;
  /** What decides about containers that a form was about; learnt anew with each form. */
  readonly #known = new Map<string, Promise<RecreateFacts | Refusal | undefined>>();

  constructor(context: DraftMessagesContext, changes: DraftChanges) {
    this.#context = context;
    this.#changes = changes;
  }

  /** With a new form. */
  begin(): void {
    this.#known.clear();
  }

  async of(
    draft: MappingDraft,
    reading: DraftReading,
    rowId: string | undefined,
  ): Promise<readonly DraftMessage[]> {
    const edited = this.#changes.edited(rowId);
    const facts = await this.#context.ports.draftFacts(draft.target, edited);
    const known = facts.container && (await this.#learn(facts.container));
    const refusal = known !== undefined && 'kind' in known ? [refusalMessage(known)] : [];
    const autoRemove = known !== undefined && 'autoRemove' in known && known.autoRemove;
    const inside = this.#isAboutEngine(draft.target)
      ? { inside: this.#context.ports.containers }
      : {};
    const found = checkDraft(draft, { ...facts, ...inside, autoRemove });
    const isSaid = found.some(({ field, level }) => field === 'target' && level === 'error');
    const all = [...reading.messages, ...(isSaid ? [] : refusal), ...found];
    // What can be edited depends on what is wanted: it is tried once that is clear.
    const isClear = !all.some(({ level }) => level === 'error');
    return isClear ? [...(await this.#editFaults(draft, reading, rowId)), ...all] : all;
  }

  /** Why the file cannot be edited so, if the draft is about one. Nothing is written. */
  async #editFaults(
    draft: MappingDraft,
    reading: DraftReading,
    rowId: string | undefined,
  ): Promise<readonly DraftMessage[]> {
    const owner = ownerOfKey(draft.target);
    if (owner === undefined) return [];
    const { ports, edits, staging } = this.#context;
    const { containers, files } = ports;
    // One edit stands upon the other, so those of the same file come along.
    const beside = staging.changes.filter(
      (change) => change.kind === 'declared' && change.owner.uri === owner.uri,
    );
    const changes = this.#changes.of(draft, reading, rowId).reduce(stage, beside);
    const tried = await edits.of({ containers, changes, files });
    return [...tried.values()].flatMap((edit) =>
      edit.ok ? [] : [{ field: 'target', level: 'error', text: edit.reason, fixes: [] } as const],
    );
  }

  /** The engine that the window shows runs in the machine. */
  #isAboutEngine(target: string): boolean {
    const owner = ownerOfKey(target);
    const { engineMachine: of } = this.#context.visible;
    return owner?.kind === 'machine' && of?.machine === owner.name && of.file.uri === owner.uri;
  }

  /** Whether the container may be changed at all. Not to know it now is no reason to stop typing. */
  #learn(container: Container): Promise<RecreateFacts | Refusal | undefined> {
    const known = this.#known.get(container.id);
    if (known !== undefined) return known;
    const request = { containerId: container.id, bindings: [], exposed: [], publishAll: false };
    const asked = this.#context.changer.facts([request]).then(
      (facts) => facts.get(container.id),
      () => undefined,
    );
    this.#known.set(container.id, asked);
    return asked;
  }
}

function refusalMessage({ reason, remedy }: Refusal): DraftMessage {
  return { field: 'target', level: 'error', text: `${reason} ${remedy}`, fixes: [] };
}
