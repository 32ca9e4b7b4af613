import { isAnyAddress, isLoopbackAddress } from './address.ts';
import { commonPorts } from './agreement.ts';
import type { DraftFacts } from './checkDraft.ts';
import { declaredBeside } from './declaredPorts.ts';
import { hostPortMessage, type HostPortFacts } from './draftPortChecks.ts';
import { changeOfRule, type DraftRule } from './draftRules.ts';
import { changesBesides } from './editedMapping.ts';
import type { DraftMessage, MappingDraft } from './mappingDraft.ts';
import { mappingsOf } from './mapping.ts';
import { ownersOf, takenPorts, type PortOwner } from './portOwners.ts';
import { readDraftRules } from './readDraftRules.ts';

/**
 * What is wrong with a draft of a forward beside what there is: other forwards of the file, programs
 * of the machine that Vagrant runs on, containers that publish there.
 */
export function checkForwardDraft(draft: MappingDraft, facts: DraftFacts): readonly DraftMessage[] {
  const { rules } = readDraftRules(draft);
  const { containers, listeners, freeRange } = facts;
  const changes = changesBesides(facts.changes, facts.edited);
  const ports: HostPortFacts = {
    taken: [
      ...declaredBeside(draft.target, facts.files, changes),
      ...takenPorts({ containers, changes, listeners }),
    ],
    rootless: false,
    freeRange,
  };
  return [
    ...openMessages(draft, rules),
    ...rules.flatMap((each) => clashMessage(draft, rules, each, ports) ?? []),
    ...rules.flatMap((each) => loopbackMessage(each, facts) ?? []),
  ];
}

/** Vagrant looks at TCP ports only (action/builtin/handle_forwarded_port_collisions.rb). */
function clashMessage(
  draft: MappingDraft,
  rules: readonly DraftRule[],
  each: DraftRule,
  ports: HostPortFacts,
): DraftMessage | undefined {
  const message = hostPortMessage(draft, rules, each, ports);
  const isForward = ownersOf(each.rule, ports.taken).some(({ owner }) => isDeclared(owner));
  if (message?.level !== 'error' || isForward) return message;
  if (each.rule.protocol === 'udp') {
    const text = `Vagrant does not check UDP collisions: ${message.text}`;
    return { ...message, level: 'warning', text };
  }
  if (!draft.autoCorrect) return message;
  return {
    ...message,
    level: 'info',
    text: `${message.text} With auto_correct Vagrant takes another.`,
  };
}

/** Two forwards of a file for one host port cannot both be made. */
function isDeclared({ kind }: PortOwner): boolean {
  return kind === 'declared' || kind === 'staged';
}

function openMessages(draft: MappingDraft, rules: readonly DraftRule[]): DraftMessage[] {
  const first = rules.find(({ rule }) => isAnyAddress(rule.hostIp));
  if (first === undefined) return [];
  const change = changeOfRule(draft, first, { hostIp: '127.0.0.1' });
  return [
    {
      field: first.other === undefined ? 'address' : 'others',
      level: 'info',
      text: 'Other devices can reach this port.',
      fixes: [{ label: 'Restrict to this host', change }],
    },
  ];
}

/** A forward reaches the machine's own address, never its loopback one. */
function loopbackMessage(
  { rule, other }: DraftRule,
  { inside }: DraftFacts,
): DraftMessage | undefined {
  const published = (inside ?? []).flatMap((container) => mappingsOf(container));
  const own = published.filter(
    ({ kind, protocol, hostPorts }) =>
      kind === 'published' &&
      protocol === rule.protocol &&
      hostPorts !== undefined &&
      commonPorts(hostPorts, rule.containerPorts) !== undefined,
  );
  if (own.length === 0 || own.some(({ hostIp }) => !isLoopbackAddress(hostIp))) return undefined;
  return {
    field: other === undefined ? 'containerPort' : 'others',
    level: 'warning',
    text: `Bound to ${own[0]?.hostIp ?? ''} inside the VM, so Vagrant cannot reach it.`,
    fixes: [],
  };
}
