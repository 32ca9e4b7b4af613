import { changeOfRule, hostPortField, type DraftRule } from './draftRules.ts';
import { freePorts } from './freePort.ts';
import type { DraftFix, DraftLevel, DraftMessage, MappingDraft } from './mappingDraft.ts';
import { ownersOf, portsOfRule, takenWords, type PortClaim, type TakenPort } from './portOwners.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import { bindingsOf, type PortBinding, type PublishRule } from './portSpec.ts';
import { bindingKey } from './wantedPorts.ts';

/** What the host ports of a draft are compared with. */
export interface HostPortFacts {
  readonly taken: readonly TakenPort[];
  /** The draft's container, with its bindings as configured; missing for a new one. */
  readonly own?: { readonly id: string; readonly bindings: readonly PortBinding[] };
  /** Of the engine. */
  readonly rootless: boolean;
  /** Where the user wants free ports to be. */
  readonly freeRange: PortRange;
  readonly ephemeral?: PortRange;
}

/** Who has the host ports already, and what the next free ones are. */
export function hostPortMessages(
  draft: MappingDraft,
  rules: readonly DraftRule[],
  facts: HostPortFacts,
): readonly DraftMessage[] {
  return rules.flatMap((each) => hostPortMessage(draft, rules, each, facts) ?? []);
}

/** The same of one of the rules. */
export function hostPortMessage(
  draft: MappingDraft,
  rules: readonly DraftRule[],
  each: DraftRule,
  facts: HostPortFacts,
): DraftMessage | undefined {
  const fixes = (): DraftFix[] => freePortFixes(draft, rules, each, facts);
  const clash = clashOf(each.rule, facts);
  if (clash === undefined) {
    return isPrivileged(each.rule, facts) ? privileged(each, fixes()) : undefined;
  }
  const { owner } = clash;
  const isOwn = owner.kind === 'container' && owner.containerId === facts.own?.id;
  return isOwn && isConfigured(each.rule, facts)
    ? duplicate(each, owner.containerId)
    : taken(each, clash, facts, fixes());
}

function isConfigured(rule: PublishRule, { own }: HostPortFacts): boolean {
  const configured = new Set(own?.bindings.map(bindingKey));
  return bindingsOf(rule).every((binding) => configured.has(bindingKey(binding)));
}

/** The first that keeps the container from starting, else one that does not run now. */
function clashOf(rule: PublishRule, facts: HostPortFacts): PortClaim | undefined {
  const claims = ownersOf(rule, facts.taken);
  return claims.find((claim) => levelOf(claim, facts) === 'error') ?? claims[0];
}

/** Two mappings of one container cannot wait for each other. */
function levelOf({ owner }: PortClaim, { own }: HostPortFacts): DraftLevel {
  const waits = owner.kind === 'container' && owner.state === 'stopped';
  return waits && owner.containerId !== own?.id ? 'warning' : 'error';
}

function taken(
  each: DraftRule,
  claim: PortClaim,
  facts: HostPortFacts,
  fixes: readonly DraftFix[],
): DraftMessage {
  const { owner, port } = claim;
  const show =
    owner.kind === 'container'
      ? [{ label: `Go to ${owner.name}`, change: {}, shows: owner.containerId }]
      : [];
  return {
    field: hostPortField(each),
    level: levelOf(claim, facts),
    text: `${port} is ${takenWords(owner)}.`,
    fixes: [...fixes, ...show],
  };
}

function duplicate(each: DraftRule, containerId: string): DraftMessage {
  return {
    field: hostPortField(each),
    level: 'error',
    text: 'This mapping already exists.',
    fixes: [{ label: 'Show it', change: {}, shows: containerId }],
  };
}

/** ip-sysctl, ip_unprivileged_port_start. */
const firstUnprivileged = 1024;

function isPrivileged({ hostPorts }: PublishRule, { rootless }: HostPortFacts): boolean {
  return rootless && hostPorts !== undefined && hostPorts.start < firstUnprivileged;
}

function privileged(each: DraftRule, fixes: readonly DraftFix[]): DraftMessage {
  return {
    field: hostPortField(each),
    level: 'warning',
    text: 'Ports below 1024 need extra rights with rootless Docker.',
    fixes,
  };
}

/** `Use 8081`, if there is such a port; for 80 it is sought from 8080 on. */
function freePortFixes(
  draft: MappingDraft,
  rules: readonly DraftRule[],
  each: DraftRule,
  { taken: inUse, freeRange, ephemeral }: HostPortFacts,
): DraftFix[] {
  const { hostIp, hostPorts, protocol } = each.rule;
  if (hostPorts === undefined) return [];
  const others = rules
    .filter(({ other }) => other !== each.other)
    .flatMap(({ rule }) => portsOfRule(rule, { kind: 'process' }));
  const { start } = hostPorts;
  const found = freePorts(
    {
      count: portCount(hostPorts),
      protocol,
      hostIp,
      range: freeRange,
      prefer: start < firstUnprivileged ? start + 8000 : start,
      ...(ephemeral === undefined ? {} : { ephemeral }),
    },
    [...inUse, ...others],
  );
  if (found === undefined) return [];
  const label = `Use ${formatPortRange(found)}`;
  return [{ label, change: changeOfRule(draft, each, { hostPorts: found }) }];
}
