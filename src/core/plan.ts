import {
  containerOf,
  isOfContainer,
  type DeclaredChange,
  type MappingChange,
  type RunImage,
  type StagedChange,
} from './change.ts';
import type { ComposeProject } from './composeEdit.ts';
import { isActive, type Container } from './container.ts';
import type { DeclaredFile } from './declaration.ts';
import { changeWords, stagedWords } from './describeChange.ts';
import { ordered } from './planOrder.ts';
import { composeSteps, composeWishes } from './planCompose.ts';
import { recreateFactsOf, runFactsOf, type PlanFact } from './planFacts.ts';
import { addedRules, takenRefusal } from './planTaken.ts';
import type { EditedFile, PlannedEdit } from './plannedEdit.ts';
import { vagrantSteps, vagrantWishes, type VagrantPlace } from './planVagrant.ts';
import type { Listener } from './listener.ts';
import { bindingsOf } from './portSpec.ts';
import type { RecreateRequest, Refusal } from './recreate.ts';
import { refused, unreadRefusal } from './recreateRefusal.ts';
import type { RecreateFacts } from './recreateFacts.ts';
import type { RunRequest } from './runContainer.ts';
import { wantedPorts } from './wantedPorts.ts';

/** What applying staged changes would do, in the order in which it would be done. Plain JSON. */
export interface Plan {
  readonly steps: readonly PlanStep[];
}

/** One container, recreated or made. Its changes are applied together or not at all. */
export interface PlanStep {
  /** Stable while it is about the same container or the same staged change. */
  readonly id: string;
  /** The container's name, or the image's. */
  readonly title: string;
  readonly action: PlanAction;
  /** Of the staged changes that it applies. */
  readonly changeIds: readonly string[];
  /** In words, one for each change. */
  readonly changes: readonly string[];
  readonly facts: readonly PlanFact[];
  /** Whether it is done unless the user says otherwise. */
  readonly selected: boolean;
  /** Why it cannot be done. */
  readonly refusal?: Refusal;
  /** The id of the step that must have been done before. */
  readonly needs?: string;
}

export type PlanAction =
  | {
      readonly kind: 'recreate';
      readonly request: RecreateRequest;
      /** Whether somebody uses the container now. */
      readonly stops: boolean;
      /** Made with `--rm`: its original cannot be kept. */
      readonly autoRemove: boolean;
    }
  | { readonly kind: 'run'; readonly request: RunRequest }
  /** Files get another text; they are saved, since the next step reads them. */
  | { readonly kind: 'edit'; readonly files: readonly EditedFile[] }
  /** Compose makes what its files say. */
  | {
      readonly kind: 'compose';
      readonly project: ComposeProject;
      readonly services: readonly string[];
    }
  /** Vagrant restarts machines with what their file says. */
  | {
      readonly kind: 'reload';
      /** Of the Vagrantfile: absolute, with `/`. */
      readonly folder: string;
      /** None for every machine of the file. */
      readonly machines: readonly string[];
    }
  /** The container is gone, or nothing is known of it. */
  | { readonly kind: 'none' };

/** What a plan is made of. */
export interface PlanInput {
  readonly containers: readonly Container[];
  readonly changes: readonly StagedChange[];
  /** By container id; what is missing could not be learnt. */
  readonly facts: ReadonlyMap<string, RecreateFacts | Refusal>;
  /** Programs that listen on the engine's machine, where they can be known. */
  readonly listeners: readonly Listener[];
  readonly keepOriginal: boolean;
  /** The files of the workspace that declare ports. */
  readonly files: readonly DeclaredFile[];
  /** By the id of a Compose wish, or the URI of a Vagrantfile; what is missing could not be tried. */
  readonly edits: ReadonlyMap<string, PlannedEdit>;
  readonly vagrant: VagrantPlace;
}

/** The containers that changes are about, each with its changes in the order of their staging. */
export interface ContainerChanges {
  readonly container: Container;
  readonly changes: readonly MappingChange[];
}

/** A pure function of what is known and what is staged: the same gives the same plan. */
export function planOf(input: PlanInput): Plan {
  const recreates = changesByContainer(input).map((each) => recreateStep(input, each));
  const runs = input.changes
    .filter((change) => change.kind === 'run')
    .map((change) => runStep(input, change));
  const files = [
    ...composeWishes(input).flatMap((wish) => composeSteps(input, wish)),
    ...vagrantWishes(input).flatMap((wish) => vagrantSteps(input, wish)),
  ];
  const lost = input.changes.filter((change) => isLost(change, input)).map(lostStep);
  return { steps: [...files, ...ordered([...recreates, ...runs], input.containers), ...lost] };
}

export function changesByContainer({
  containers,
  changes,
}: Pick<PlanInput, 'containers' | 'changes'>): readonly ContainerChanges[] {
  const groups = new Map<Container, MappingChange[]>();
  for (const change of changes) {
    if (!isOfContainer(change) || change.file !== undefined) continue;
    const container = containerOf(change, containers);
    if (container === undefined) continue;
    groups.set(container, [...(groups.get(container) ?? []), change]);
  }
  return [...groups].map(([container, own]) => ({ container, changes: own }));
}

function recreateStep(input: PlanInput, { container, changes }: ContainerChanges): PlanStep {
  const { request, lost } = wantedPorts(container, changes);
  const known = input.facts.get(container.id);
  const facts = known === undefined || 'kind' in known ? undefined : known;
  const refusal =
    (container.knowledge === 'inspected' ? undefined : unreadRefusal(container)) ??
    lostRefusal(lost) ??
    (known === undefined ? unreadRefusal(container) : undefined) ??
    (known !== undefined && 'kind' in known ? known : undefined) ??
    takenRefusal(input, addedRules(changes), (owner) =>
      owner.kind === 'container'
        ? owner.containerId === container.id
        : owner.kind === 'staged' && changes.some(({ id }) => id === owner.changeId),
    );
  return {
    id: container.id,
    title: container.name,
    action: {
      kind: 'recreate',
      request,
      stops: isActive(container),
      autoRemove: facts?.autoRemove ?? false,
    },
    changeIds: changes.map(({ id }) => id),
    changes: changes.map(stagedWords),
    facts: recreateFactsOf(container, facts, input.keepOriginal),
    // The file of a Compose service is the place to change it; this way has to be chosen.
    selected: refusal === undefined && container.compose === undefined,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function runStep(input: PlanInput, change: RunImage): PlanStep {
  const { image, name, rules, exposed, publishAll } = change;
  const request = {
    image,
    ...(name === undefined ? {} : { name }),
    bindings: rules.flatMap(bindingsOf),
    exposed,
    publishAll,
  };
  const refusal =
    nameRefusal(input.containers, name) ??
    takenRefusal(input, rules, (owner) => owner.kind === 'staged' && owner.changeId === change.id);
  return {
    id: `run/${change.id}`,
    title: name ?? image,
    action: { kind: 'run', request },
    changeIds: [change.id],
    changes: [changeWords(change)],
    facts: runFactsOf(change),
    selected: refusal === undefined,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Of what there was when it was staged. */
type LostChange = MappingChange | DeclaredChange;

function isLost(
  change: StagedChange,
  { containers, files }: Pick<PlanInput, 'containers' | 'files'>,
): change is LostChange {
  if (change.kind === 'run') return false;
  return change.kind === 'declared'
    ? !files.some(({ uri }) => uri === change.owner.uri)
    : containerOf(change, containers) === undefined;
}

function lostStep(change: LostChange): PlanStep {
  const isDeclared = change.kind === 'declared';
  const name = isDeclared ? change.owner.file : change.container.name;
  const refusal = isDeclared
    ? refused(`The workspace has no ${name} any more.`, 'Discard the change, or open its folder.')
    : refused(
        `There is no container ${name} any more.`,
        'Discard the change, or create the container again.',
      );
  return {
    id: `lost/${change.id}`,
    title: name,
    action: { kind: 'none' },
    changeIds: [change.id],
    changes: [stagedWords(change)],
    facts: [],
    selected: false,
    refusal,
  };
}

function lostRefusal(lost: readonly MappingChange[]): Refusal | undefined {
  const [change] = lost;
  return change === undefined
    ? undefined
    : refused(
        `${change.container.name} has another configuration since this was staged: ${stagedWords(change)}.`,
        'Discard this change, and stage it again from the mapping as it is now.',
      );
}

function nameRefusal(containers: readonly Container[], name?: string): Refusal | undefined {
  return containers.some((container) => container.name === name)
    ? refused(`There is a container named ${name ?? ''} already.`, 'Choose another name.')
    : undefined;
}
