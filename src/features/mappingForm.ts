import { randomUUID } from 'node:crypto';
import {
  containerOf,
  isOfContainer,
  stage,
  type RunImage,
  type StagedChange,
} from '../core/change.ts';
import { checkDraft } from '../core/checkDraft.ts';
import { isActive, type Container } from '../core/container.ts';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { changeWords } from '../core/describeChange.ts';
import {
  containerIdOf,
  imageTarget,
  isFileTarget,
  ownerTarget,
  ownerTargets,
  targetsOf,
} from '../core/draftTargets.ts';
import { previewOf } from '../core/draftPreview.ts';
import { draftOf, imageOf } from '../core/draftRules.ts';
import type { EditedMapping } from '../core/editedMapping.ts';
import { isMachineKey, ownerKey, ownerOfKey, ownersOf } from '../core/fileOwner.ts';
import type { DraftMessage, DraftTarget, MappingDraft } from '../core/mappingDraft.ts';
import { ruleOf } from '../core/mappingRule.ts';
import type { Mapping } from '../core/mapping.ts';
import { portCount } from '../core/portRange.ts';
import { formatPublish } from '../core/portSpec.ts';
import { readDraft, type DraftReading } from '../core/readDraft.ts';
import type { Refusal } from '../core/recreate.ts';
import type { RecreateFacts } from '../core/recreateFacts.ts';
import type { PageCheck, PageForm } from '../protocol.ts';
import {
  declaredChanges,
  declaredSubject,
  editedDeclaration,
  type DeclaredSubject,
} from './declaredSubject.ts';
import type { FileEdits } from './fileEdits.ts';
import { newDraft, publishedRule, publishedRules } from './freshRules.ts';
import type { PortUse } from './portUse.ts';
import { addition, replacement } from './stageMappings.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

export interface MappingFormContext {
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly changer: Pick<ContainerChanger, 'facts'>;
  readonly edits: FileEdits;
}

/** A draft that the page wants checked. */
export interface DraftToCheck {
  readonly serial: number;
  readonly draft: MappingDraft;
  /** The row that it edits. */
  readonly rowId?: string;
}

/** What came of a draft that was to be staged. */
export type DraftOutcome =
  | { readonly ok: true; readonly rowId: string; readonly text: string }
  | { readonly ok: false; readonly check: PageCheck };

/** The host's part of the form: what it opens with, what is wrong with a draft, and its staging. */
export class MappingForm {
  readonly #context: MappingFormContext;
  /** What decides about containers that a form was about; learnt anew with each form. */
  readonly #known = new Map<string, Promise<RecreateFacts | Refusal | undefined>>();
  /** Of the last draft that was checked: the one that the page has. */
  #serial = 0;

  constructor(context: MappingFormContext) {
    this.#context = context;
  }

  /** For a new mapping, of this container if it is one that can be chosen. */
  async forNew(containerId?: string): Promise<PageForm | undefined> {
    const targets = this.#targets();
    const target = targets.find(({ id }) => containerIdOf(id) === containerId) ?? targets[0];
    if (target === undefined) return undefined;
    this.#begin();
    const draft = { ...draftOf(target.id), ...(await newDraft(this.#context.ports, target.id)) };
    const { addressReason } = this.#context.ports;
    const why = isMachineKey(target.id) ? {} : { addressReason };
    return { title: 'Add Mapping', kind: 'mapping', targets, draft, ...why };
  }

  /** For a forward to a published port of the virtual machine that the engine runs in. */
  async forForward({
    hostPorts,
    protocol,
  }: Pick<Mapping, 'hostPorts' | 'protocol'>): Promise<PageForm | undefined> {
    const { visible, ports } = this.#context;
    const { engineMachine } = visible;
    if (engineMachine === undefined || hostPorts === undefined) return undefined;
    const { file, machine } = engineMachine;
    const owner = ownersOf(file).find(({ name }) => name === machine);
    if (owner === undefined) return undefined;
    this.#begin();
    const target = ownerKey(owner);
    const count = portCount(hostPorts);
    const prefer = hostPorts.start >= 1_024 ? { prefer: hostPorts.start } : {};
    const free = await ports.freeFor(target, { count, protocol, hostIp: '', ...prefer });
    const rule = { hostIp: '', containerPorts: hostPorts, protocol };
    const draft = draftOf(target, free === undefined ? rule : { ...rule, hostPorts: free });
    return {
      title: 'Forward with Vagrant',
      kind: 'mapping',
      targets: [ownerTarget(owner, file)],
      draft,
    };
  }

  /** For the mapping or the staged change of a row; an exposed-only one is to be published. */
  async forRow(rowId: string): Promise<PageForm | undefined> {
    const change = this.#changeOf(rowId);
    if (change?.kind === 'run') return this.#forRun(rowId, change);
    const subject = declaredSubject(this.#context.visible, rowId, change);
    if (subject !== undefined) return this.#forDeclared(rowId, subject);
    const chosen = this.#context.visible.find(rowId);
    const container = chosen?.container ?? this.#containerOf(change);
    if (container === undefined) return undefined;
    this.#begin();
    const rule =
      change !== undefined && change.kind !== 'remove'
        ? change.rule
        : chosen && ruleOf(chosen.mapping);
    const targets = targetsOf(container);
    const target = placeOf(change, container.id) ?? targets[0]?.id ?? container.id;
    if (rule !== undefined) {
      const draft = draftOf(target, rule);
      return { title: 'Edit Mapping', kind: 'mapping', editing: { rowId }, targets, draft };
    }
    if (chosen?.mapping.kind !== 'exposed') return undefined;
    const draft = draftOf(target, await publishedRule(this.#context.ports, chosen.mapping));
    return { title: 'Publish Exposed Port', kind: 'mapping', targets, draft };
  }

  /** For a new container of an image. */
  async forImage(image: string, exposes: readonly string[]): Promise<PageForm> {
    this.#begin();
    const rules = await publishedRules(this.#context.ports, exposes);
    const [first, ...others] = rules;
    const draft = {
      ...draftOf(`image:${image}`, first),
      others: others.map(formatPublish),
    };
    const { addressReason } = this.#context.ports;
    const targets = [imageTarget(image, exposes)];
    return { title: 'Run Image', kind: 'run', targets, draft, addressReason };
  }

  async check({ serial, draft, rowId }: DraftToCheck): Promise<PageCheck> {
    this.#serial = serial;
    const messages = await this.#messages(draft, readDraft(draft), rowId);
    return { serial, messages, preview: previewOf(draft) };
  }

  /** Stages the draft when nothing is wrong with it. */
  async stage(draft: MappingDraft, rowId: string | undefined): Promise<DraftOutcome> {
    const reading = readDraft(draft);
    const messages = await this.#messages(draft, reading, rowId);
    if (messages.some(({ level }) => level === 'error')) return this.#refused(draft, messages);
    const image = imageOf(draft.target);
    const changes =
      image === undefined
        ? this.#mappingChanges(draft, reading, rowId)
        : [this.#runChange(image, draft, reading, rowId)];
    const [first] = changes;
    if (first === undefined) return this.#refused(draft, [goneMessage]);
    this.#context.staging.stage(...changes);
    const isNew = first.kind === 'add' || first.kind === 'run';
    return {
      ok: true,
      rowId: isNew ? `staged/${first.id}/0` : (rowId ?? ''),
      text: `Staged: ${changeWords(first)}.`,
    };
  }

  #refused(draft: MappingDraft, messages: readonly DraftMessage[]): DraftOutcome {
    const check = { serial: this.#serial, messages, preview: previewOf(draft) };
    return { ok: false, check };
  }

  #begin(): void {
    this.#known.clear();
  }

  #forRun(rowId: string, change: RunImage): PageForm {
    this.#begin();
    const [first, ...others] = change.rules;
    const draft = {
      ...draftOf(`image:${change.image}`, first),
      others: others.map(formatPublish),
      name: change.name ?? '',
      exposed: change.exposed.join(' '),
      publishAll: change.publishAll,
    };
    const targets = [imageTarget(change.image, [])];
    return { title: 'Edit Run', kind: 'run', editing: { rowId }, targets, draft };
  }

  async #messages(
    draft: MappingDraft,
    reading: DraftReading,
    rowId: string | undefined,
  ): Promise<readonly DraftMessage[]> {
    const edited = this.#edited(rowId);
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
    if (ownerOfKey(draft.target) === undefined) return [];
    const { ports, edits, staging } = this.#context;
    const wanted = this.#mappingChanges(draft, reading, rowId);
    const { containers, files } = ports;
    const changes = wanted.reduce(stage, staging.changes);
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

  #edited(rowId: string | undefined): EditedMapping | undefined {
    if (rowId === undefined) return undefined;
    const change = this.#changeOf(rowId);
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

  #mappingChanges(
    draft: MappingDraft,
    { rules }: DraftReading,
    rowId: string | undefined,
  ): readonly StagedChange[] {
    if (ownerOfKey(draft.target) !== undefined) {
      const own = rowId === undefined ? undefined : this.#changeOf(rowId);
      const { visible, ports } = this.#context;
      const subject = rowId === undefined ? undefined : declaredSubject(visible, rowId, own);
      return declaredChanges(ports.files, draft, rules, subject);
    }
    const containerId = containerIdOf(draft.target);
    const inFile = isFileTarget(draft.target);
    const container = this.#context.ports.containers.find(({ id }) => id === containerId);
    const [rule, ...others] = rules;
    if (container === undefined || rule === undefined) return [];
    const change = rowId === undefined ? undefined : this.#changeOf(rowId);
    const chosen = rowId === undefined ? undefined : this.#context.visible.find(rowId);
    const first =
      change?.kind === 'add'
        ? { ...addition(container, rule, inFile), id: change.id }
        : ((chosen && replacement(chosen, rule, inFile)) ?? addition(container, rule, inFile));
    return [first, ...others.map((other) => addition(container, other, inFile))];
  }

  #runChange(
    image: string,
    { name, publishAll }: MappingDraft,
    { rules, exposed }: DraftReading,
    rowId: string | undefined,
  ): RunImage {
    const change = rowId === undefined ? undefined : this.#changeOf(rowId);
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

  #changeOf(rowId: string): StagedChange | undefined {
    const row = this.#context.visible.rows.find(({ id }) => id === rowId);
    return this.#context.staging.changes.find(({ id }) => id === row?.staged?.changeId);
  }

  #containerOf(change: StagedChange | undefined): Container | undefined {
    if (change === undefined || !isOfContainer(change)) return undefined;
    return containerOf(change, this.#context.ports.containers);
  }

  async #forDeclared(rowId: string, subject: DeclaredSubject): Promise<PageForm | undefined> {
    const { owner, rule, exposed, autoCorrect } = subject;
    const file = this.#context.ports.files.find(({ uri }) => uri === owner.uri);
    if (file === undefined) return undefined;
    this.#begin();
    const targets = [ownerTarget(owner, file)];
    if (rule !== undefined) {
      const draft = { ...draftOf(ownerKey(owner), rule), autoCorrect };
      return { title: 'Edit Mapping', kind: 'mapping', editing: { rowId }, targets, draft };
    }
    if (exposed === undefined) return undefined;
    const draft = draftOf(ownerKey(owner), await publishedRule(this.#context.ports, exposed));
    return { title: 'Publish Exposed Port', kind: 'mapping', targets, draft };
  }

  #targets(): readonly DraftTarget[] {
    const ofContainers = [...this.#context.ports.containers]
      .sort(
        (left, right) =>
          Number(isActive(right)) - Number(isActive(left)) || (left.name < right.name ? -1 : 1),
      )
      .flatMap(targetsOf);
    const { files, containers } = this.#context.ports;
    return [...ofContainers, ...ownerTargets(files, containers)];
  }
}

/** The place that an earlier change of the mapping was meant for. */
function placeOf(change: StagedChange | undefined, containerId: string): string | undefined {
  if (change === undefined || !isOfContainer(change)) return undefined;
  return change.file === undefined ? containerId : `file:${containerId}`;
}

const goneMessage: DraftMessage = {
  field: 'target',
  level: 'error',
  text: 'There is no such container any more. Choose another one.',
  fixes: [],
};

function refusalMessage({ reason, remedy }: Refusal): DraftMessage {
  return { field: 'target', level: 'error', text: `${reason} ${remedy}`, fixes: [] };
}
