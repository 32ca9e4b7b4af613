import { containerOf, isOfContainer, type RunImage, type StagedChange } from '../core/change.ts';
import { isActive, type Container } from '../core/container.ts';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { changeWords } from '../core/describeChange.ts';
import {
  containerIdOf,
  imageTarget,
  ownerTarget,
  ownerTargets,
  targetsOf,
} from '../core/draftTargets.ts';
import { previewOf } from '../core/draftPreview.ts';
import { draftOf } from '../core/draftRules.ts';
import { isMachineKey, ownerKey, ownersOf } from '../core/fileOwner.ts';
import type { DraftMessage, DraftTarget, MappingDraft } from '../core/mappingDraft.ts';
import { ruleOf } from '../core/mappingRule.ts';
import type { Mapping } from '../core/mapping.ts';
import { portCount } from '../core/portRange.ts';
import { formatPublish } from '../core/portSpec.ts';
import { readDraft } from '../core/readDraft.ts';
import type { PageCheck, PageForm } from '../protocol.ts';
import { declaredSubject, type DeclaredSubject } from './declaredSubject.ts';
import { DraftChanges } from './draftChanges.ts';
import { DraftMessages } from './draftMessages.ts';
import type { FileEdits } from './fileEdits.ts';
import { addressFor, newDraft, publishedRule, publishedRules } from './freshRules.ts';
import type { PortUse } from './portUse.ts';
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
  readonly #changes: DraftChanges;
  readonly #messages: DraftMessages;
  /** Of the last draft that was checked: the one that the page has. */
  #serial = 0;

  constructor(context: MappingFormContext) {
    this.#context = context;
    this.#changes = new DraftChanges(context);
    this.#messages = new DraftMessages(context, this.#changes);
  }

  /** For a new mapping, of this container if it is one that can be chosen. */
  async forNew(containerId?: string): Promise<PageForm | undefined> {
    const targets = this.#targets();
    const target = targets.find(({ id }) => containerIdOf(id) === containerId) ?? targets[0];
    if (target === undefined) return undefined;
    this.#messages.begin();
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
    this.#messages.begin();
    const target = ownerKey(owner);
    const count = portCount(hostPorts);
    const prefer = hostPorts.start >= 1_024 ? { prefer: hostPorts.start } : {};
    const hostIp = addressFor(ports, target);
    const free = await ports.freeFor(target, { count, protocol, hostIp, ...prefer });
    const rule = { hostIp, containerPorts: hostPorts, protocol };
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
    const change = this.#changes.stagedFor(rowId);
    if (change?.kind === 'run') return this.#forRun(rowId, change);
    const subject = declaredSubject(this.#context.visible, rowId, change);
    if (subject !== undefined) return this.#forDeclared(rowId, subject);
    const chosen = this.#context.visible.find(rowId);
    const container = chosen?.container ?? this.#containerOf(change);
    if (container === undefined) return undefined;
    this.#messages.begin();
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
    this.#messages.begin();
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
    const messages = await this.#messages.of(draft, readDraft(draft), rowId);
    return { serial, messages, preview: previewOf(draft) };
  }

  /** Stages the draft when nothing is wrong with it. */
  async stage(draft: MappingDraft, rowId: string | undefined): Promise<DraftOutcome> {
    const reading = readDraft(draft);
    const messages = await this.#messages.of(draft, reading, rowId);
    if (messages.some(({ level }) => level === 'error')) return this.#refused(draft, messages);
    const changes = this.#changes.of(draft, reading, rowId);
    const [first] = changes;
    if (first === undefined) return this.#refused(draft, [goneMessage]);
    this.#context.staging.stage(...changes);
    return {
      ok: true,
      rowId: isAddition(first) ? `staged/${first.id}/0` : (rowId ?? ''),
      text: `Staged: ${changeWords(first)}.`,
    };
  }

  #refused(draft: MappingDraft, messages: readonly DraftMessage[]): DraftOutcome {
    const check = { serial: this.#serial, messages, preview: previewOf(draft) };
    return { ok: false, check };
  }

  #forRun(rowId: string, change: RunImage): PageForm {
    this.#messages.begin();
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

  #containerOf(change: StagedChange | undefined): Container | undefined {
    if (change === undefined || !isOfContainer(change)) return undefined;
    return containerOf(change, this.#context.ports.containers);
  }

  async #forDeclared(rowId: string, subject: DeclaredSubject): Promise<PageForm | undefined> {
    const { owner, rule, exposed, autoCorrect } = subject;
    const file = this.#context.ports.files.find(({ uri }) => uri === owner.uri);
    if (file === undefined) return undefined;
    this.#messages.begin();
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

/** It gets a row of its own. */
function isAddition(change: StagedChange): boolean {
  if (change.kind === 'declared') return change.was === undefined;
  return change.kind === 'add' || change.kind === 'run';
}
