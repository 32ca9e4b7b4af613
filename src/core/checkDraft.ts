import { containerOf, isOfContainer, type MappingChange, type StagedChange } from './change.ts';
import { checkForwardDraft } from './checkForwardDraft.ts';
import type { Container } from './container.ts';
import type { DeclaredFile } from './declaration.ts';
import { declaredBeside } from './declaredPorts.ts';
import { exposureMessages, foreignAddressMessages } from './draftAddressChecks.ts';
import { countMessages, protocolMessages, sharedPortMessages } from './draftMappingChecks.ts';
import { hostPortMessages } from './draftPortChecks.ts';
import { imageOf, type DraftRule } from './draftRules.ts';
import {
  autoRemoveMessage,
  networkFault,
  newNameMessages,
  swarmFault,
} from './draftTargetChecks.ts';
import { changesBesides, type EditedMapping } from './editedMapping.ts';
import type { Engine } from './engine.ts';
import { isMachineKey } from './fileOwner.ts';
import type { Listener } from './listener.ts';
import type { DraftMessage, MappingDraft } from './mappingDraft.ts';
import { takenPorts } from './portOwners.ts';
import type { PortRange } from './portRange.ts';
import type { PortBinding } from './portSpec.ts';
import { readDraftRules } from './readDraftRules.ts';
import { configuredBindings, wantedPorts } from './wantedPorts.ts';

/** What is known beside a draft. */
export interface DraftFacts {
  /** The draft's target; missing for a container that is to be made. */
  readonly container?: Container;
  readonly containers: readonly Container[];
  readonly changes: readonly StagedChange[];
  /** Of the machine whose ports the engine publishes; none when that is not this one. */
  readonly listeners: readonly Listener[];
  readonly engine?: Engine;
  /** The engine is on the machine that the user sits at. */
  readonly local: boolean;
  /** Of the machine whose ports the engine publishes; missing when they are not known. */
  readonly hostAddresses?: readonly string[];
  /** Where the user wants free ports to be. */
  readonly freeRange: PortRange;
  readonly edited?: EditedMapping;
  /** The files of the workspace that declare ports. */
  readonly files: readonly DeclaredFile[];
  /** The containers of the engine that runs in the draft's virtual machine, where that is known. */
  readonly inside?: readonly Container[];
  /** The container was created with `--rm`. */
  readonly autoRemove?: boolean;
  /** The Swarm service that the container is a task of. */
  readonly swarmService?: string;
}

/**
 * What is wrong with a draft beside what there is: containers, staged changes, programs, addresses.
 * What is wrong with it by itself, readDraft says.
 */
export function checkDraft(draft: MappingDraft, facts: DraftFacts): readonly DraftMessage[] {
  if (isMachineKey(draft.target)) return checkForwardDraft(draft, facts);
  const { rules } = readDraftRules(draft);
  const fault = targetFault(facts, rules);
  if (fault !== undefined) return [fault];
  const { container, containers, listeners, engine, freeRange, hostAddresses } = facts;
  const changes = changesBesides(facts.changes, facts.edited);
  const ephemeral = engine?.ephemeralPorts;
  const clashes = hostPortMessages(draft, rules, {
    taken: [
      ...takenPorts({ containers, changes, listeners }),
      ...declaredBeside(draft.target, facts.files, changes),
    ],
    ...(container && { own: { id: container.id, bindings: configuredBindings(container) } }),
    rootless: engine?.rootless ?? false,
    freeRange,
    ...(ephemeral && { ephemeral }),
  });
  const wanted = container === undefined ? [] : wantedBindings(container, containers, changes);
  return [
    ...(facts.autoRemove === true ? [autoRemoveMessage] : []),
    ...(imageOf(draft.target) === undefined ? [] : newNameMessages(draft, containers, changes)),
    ...(hostAddresses === undefined ? [] : foreignAddressMessages(draft, rules, hostAddresses)),
    ...(facts.local ? exposureMessages(draft, rules) : []),
    ...clashes,
    ...(isFaulty(clashes) ? [] : sharedPortMessages(rules, wanted)),
    ...countMessages(rules),
    ...protocolMessages(rules, engine !== undefined && isDockerDesktop(engine)),
  ];
}

function targetFault(
  { container, containers, swarmService }: DraftFacts,
  rules: readonly DraftRule[],
): DraftMessage | undefined {
  if (swarmService !== undefined) return swarmFault(swarmService, rules);
  return container && networkFault(container, containers);
}

function isFaulty(messages: readonly DraftMessage[]): boolean {
  return messages.some(({ level }) => level === 'error');
}

/** What the container is to have but for the draft. */
function wantedBindings(
  container: Container,
  containers: readonly Container[],
  changes: readonly StagedChange[],
): readonly PortBinding[] {
  const own = changes.filter(
    (change): change is MappingChange =>
      isOfContainer(change) && containerOf(change, containers)?.id === container.id,
  );
  return wantedPorts(container, own).request.bindings;
}

/** The name of its virtual machine, as `docker info` tells it. */
function isDockerDesktop({ machine }: Engine): boolean {
  return machine === 'docker-desktop';
}
