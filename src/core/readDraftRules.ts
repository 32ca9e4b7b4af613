import { readAddressField } from './draftAddress.ts';
import { readOtherRule, ruleMessages, type RuleReading } from './draftOthers.ts';
import { excessFault, failed, readPortField, sizeFault, type FieldReading } from './draftPorts.ts';
import { imageOf, type DraftRule } from './draftRules.ts';
import { isMachineKey } from './fileOwner.ts';
import type { DraftMessage, MappingDraft } from './mappingDraft.ts';
import { portCount, type PortRange } from './portRange.ts';
import { formatPublish, parsePublish, type PublishRule } from './portSpec.ts';

export interface DraftRules {
  /** Those that can be read, that of the draft's own fields first; none of far too many ports. */
  readonly rules: readonly DraftRule[];
  readonly messages: readonly DraftMessage[];
}

/** The `-p` rules of a draft. Blanks around what was typed do not count. */
export function readDraftRules(draft: MappingDraft): DraftRules {
  const own = readOwnRule(draft);
  const others = draft.others.map((text, other) => readOtherRule(draft, text, other));
  const rules: DraftRule[] = [
    ...(own.rule === undefined ? [] : [{ rule: own.rule }]),
    ...others.flatMap(({ rule }, other) => (rule === undefined ? [] : [{ rule, other }])),
  ];
  const messages = [own, ...others].flatMap((reading) => reading.messages);
  const excess = excessFault(
    'others',
    rules.map(({ rule }) => rule.containerPorts),
  );
  return excess === undefined
    ? { rules, messages }
    : { rules: [], messages: [...messages, excess] };
}

function readOwnRule(draft: MappingDraft): RuleReading {
  const hostText = draft.hostPort.trim();
  const containerText = draft.containerPort.trim();
  const isNone = hostText === '' && containerText === '';
  // A container may be made without publishing anything.
  if (isNone && imageOf(draft.target) !== undefined) return { messages: [] };

  const address = readAddressField(draft.address.trim());
  const host = hostText === '' ? undefined : readPortField('hostPort', hostText);
  const container = readContainerPort(containerText, draft.protocol.trim().toLowerCase());
  if (!address.ok || host?.ok === false || !container.ok) {
    const readings = host === undefined ? [address, container] : [address, host, container];
    return { messages: readings.flatMap((each) => (each.ok ? [] : each.message)) };
  }
  const rule = { hostIp: address.value, ...container.value };
  if (isMachineKey(draft.target)) return { rule: forwardOf(rule, host?.value), messages: [] };
  if (host === undefined) return { rule, messages: [pickedMessage] };
  const misfit = sizeFault(host.value, rule.containerPorts);
  return misfit === undefined
    ? described({ ...rule, hostPorts: host.value })
    : { messages: [misfit] };
}

/** Of a range the first host port is enough; what Vagrant does not do, forwardMessages says. */
function forwardOf(rule: PublishRule, host: PortRange | undefined): PublishRule {
  if (host === undefined) return rule;
  const last = host.start + portCount(rule.containerPorts) - 1;
  const isFirst = host.start === host.end && last <= 65_535;
  return { ...rule, hostPorts: isFirst ? { start: host.start, end: last } : host };
}

const pickedMessage: DraftMessage = {
  field: 'hostPort',
  level: 'info',
  text: 'Docker picks a free host port at each start. Enter one to keep it.',
  fixes: [],
};

function described(rule: PublishRule): RuleReading {
  const parsed = parsePublish(formatPublish(rule));
  return { rule, messages: parsed.ok ? ruleMessages('hostPort', parsed.value) : [] };
}

type ContainerPort = Pick<PublishRule, 'containerPorts' | 'protocol'>;

/** The port may come with the protocol, as docker shows it: `80/udp`. */
function readContainerPort(text: string, selected: string): FieldReading<ContainerPort> {
  const [portText = '', ...suffixes] = text.toLowerCase().split('/');
  const suffix = suffixes.join('/');
  if (portText === '') return failed('containerPort', 'Enter a container port.');
  const ports = readPortField('containerPort', portText);
  if (!ports.ok) return ports;
  const name = suffix || selected || 'tcp';
  const protocol = protocols.find((each) => each === name);
  if (protocol === undefined) return failed('protocol', 'Use tcp, udp or sctp.');
  if (suffix !== '' && selected !== '' && suffix !== selected) {
    return failed('protocol', `The container port says ${suffix}, the protocol ${selected}.`, [
      { label: `Use ${suffix}`, change: { containerPort: portText, protocol: suffix } },
      { label: `Use ${selected}`, change: { containerPort: portText } },
    ]);
  }
  return { ok: true, value: { containerPorts: ports.value, protocol } };
}

const protocols = ['tcp', 'udp', 'sctp'] as const;
