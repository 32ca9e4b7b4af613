import { randomUUID } from 'node:crypto';
import { containerOf, type RunImage, type StagedChange } from '../core/change.ts';
import { checkDraft } from '../core/checkDraft.ts';
import { isActive, type Container } from '../core/container.ts';
import type { ContainerChanger } from '../core/containerChanger.ts';
import { changeWords } from '../core/describeChange.ts';
import { containerIdOf, imageTarget, isFileTarget, targetsOf } from '../core/draftTargets.ts';
import { previewOf } from '../core/draftPreview.ts';
import { draftOf, imageOf } from '../core/draftRules.ts';
import type { EditedMapping } from '../core/editedMapping.ts';
import type { DraftMessage, DraftTarget, MappingDraft } from '../core/mappingDraft.ts';
import { ruleOf } from '../core/mappingRule.ts';
import { formatPublish, type PublishRule } from '../core/portSpec.ts';
import { readDraft, type DraftReading } from '../core/readDraft.ts';
import type { Refusal } from '../core/recreate.ts';
import type { RecreateFacts } from '../core/recreateFacts.ts';
import { portCount } from '../core/portRange.ts';
import { settings } from '../platform/settings.ts';
import type { PageCheck, PageForm } from '../protocol.ts';
import type { PortUse } from './portUse.ts';
import { addition, replacement } from './stageMappings.ts';
import type { Staging } from './staging.ts';
import type { VisibleMappings } from './visibleMappings.ts';

export interface MappingFormContext {
  readonly visible: VisibleMappings;
  readonly staging: Staging;
  readonly ports: PortUse;
  readonly changer: Pick<ContainerChanger, 'facts'>;
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
    const draft = { ...draftOf(target.id), ...(await this.#defaults()) };
    return { title: 'Add Mapping', kind: 'mapping', targets, draft };
  }

  /** For the mapping or the staged change of a row; an exposed-only one is to be published. */
  async forRow(rowId: string): Promise<PageForm | undefined> {
    const change = this.#changeOf(rowId);
    if (change?.kind === 'run') return this.#forRun(rowId, change);
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
    const draft = draftOf(target, await this.#published(chosen.mapping));
    return { title: 'Publish Exposed Port', kind: 'mapping', targets, draft };
  }

  /** For a new container of an image. */
  async forImage(image: string, exposes: readonly string[]): Promise<PageForm> {
    this.#begin();
    const rules = await this.#rulesFor(exposes);
    const [first, ...others] = rules;
    const draft = {
      ...draftOf(`image:${image}`, first),
      others: others.map(formatPublish),
    };
    return { title: 'Run Image', kind: 'run', targets: [imageTarget(image, exposes)], draft };
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
    const facts = await this.#context.ports.draftFacts(containerIdOf(draft.target), edited);
    const known = facts.container && (await this.#learn(facts.container));
    const refusal = known !== undefined && 'kind' in known ? [refusalMessage(known)] : [];
    const autoRemove = known !== undefined && 'autoRemove' in known && known.autoRemove;
    const found = checkDraft(draft, { ...facts, autoRemove });
    const isSaid = found.some(({ field, level }) => field === 'target' && level === 'error');
    return [...reading.messages, ...(isSaid ? [] : refusal), ...found];
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
    if (change === undefined || change.kind === 'run') return undefined;
    return containerOf(change, this.#context.ports.containers);
  }

  #targets(): readonly DraftTarget[] {
    return [...this.#context.ports.containers]
      .sort(
        (left, right) =>
          Number(isActive(right)) - Number(isActive(left)) || (left.name < right.name ? -1 : 1),
      )
      .flatMap(targetsOf);
  }

  async #defaults(): Promise<Pick<MappingDraft, 'address' | 'protocol' | 'hostPort'>> {
    const hostIp = this.#context.ports.address;
    const protocol = settings.defaultProtocol();
    const free = await this.#context.ports.free({ count: 1, protocol, hostIp });
    return { address: hostIp, protocol, hostPort: free === undefined ? '' : String(free.start) };
  }

  async #rulesFor(exposes: readonly string[]): Promise<readonly PublishRule[]> {
    const hostIp = this.#context.ports.address;
    const ports = exposes.flatMap((key) => {
      const [, port, protocol] = /^(\d+)\/(tcp|udp|sctp)$/.exec(key) ?? [];
      return port === undefined ? [] : { port: Number(port), protocol: protocolOf(protocol) };
    });
    const free = await this.#context.ports.freeForEach(
      ports.map(({ port, protocol }) => ({
        count: 1,
        protocol,
        hostIp,
        ...(port >= 1_024 ? { prefer: port } : {}),
      })),
    );
    return ports.map(({ port, protocol }, index) => {
      const hostPorts = free[index];
      const rule = { hostIp, containerPorts: { start: port, end: port }, protocol };
      return hostPorts === undefined ? rule : { ...rule, hostPorts };
    });
  }

  async #published({
    containerPorts,
    protocol,
  }: Pick<PublishRule, 'containerPorts' | 'protocol'>): Promise<PublishRule> {
    const hostIp = this.#context.ports.address;
    const prefer = containerPorts.start >= 1_024 ? { prefer: containerPorts.start } : {};
    const count = portCount(containerPorts);
    const hostPorts = await this.#context.ports.free({ count, protocol, hostIp, ...prefer });
    const rule = { hostIp, containerPorts, protocol };
    return hostPorts === undefined ? rule : { ...rule, hostPorts };
  }
}

/** The place that an earlier change of the mapping was meant for. */
function placeOf(change: StagedChange | undefined, containerId: string): string | undefined {
  if (change === undefined || change.kind === 'run') return undefined;
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

function protocolOf(text: string | undefined): PublishRule['protocol'] {
  return text === 'udp' || text === 'sctp' ? text : 'tcp';
}
