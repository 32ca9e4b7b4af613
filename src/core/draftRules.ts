import type { DraftField, MappingDraft } from './mappingDraft.ts';
import { formatPortRange } from './portRange.ts';
import { formatPublish, type PublishRule } from './portSpec.ts';

/** A rule of a draft, and where it stands there. */
export interface DraftRule {
  readonly rule: PublishRule;
  /** Its place in `others`; missing for the rule of the draft's own fields. */
  readonly other?: number;
}

/** The image of a target for a new container: `image:nginx:1.27`. */
export function imageOf(target: string): string | undefined {
  return target.startsWith('image:') ? target.slice('image:'.length) : undefined;
}

/** A draft with the rule in its fields, else with empty ones. */
export function draftOf(target: string, rule?: PublishRule): MappingDraft {
  return {
    target,
    address: rule?.hostIp ?? '',
    hostPort: rule?.hostPorts === undefined ? '' : formatPortRange(rule.hostPorts),
    containerPort: rule === undefined ? '' : formatPortRange(rule.containerPorts),
    protocol: rule?.protocol ?? 'tcp',
    others: [],
    name: '',
    exposed: '',
    publishAll: false,
    autoCorrect: false,
  };
}

/** Where the form shows what is said of a rule's host ports. */
export function hostPortField({ other }: DraftRule): DraftField {
  return other === undefined ? 'hostPort' : 'others';
}

/** What of the draft changes to give the rule other host ports or another host IP. */
export function changeOfRule(
  { others }: MappingDraft,
  { rule, other }: DraftRule,
  change: Partial<Pick<PublishRule, 'hostIp' | 'hostPorts'>>,
): Partial<MappingDraft> {
  if (other !== undefined) {
    return { others: others.with(other, formatPublish({ ...rule, ...change })) };
  }
  const { hostIp, hostPorts } = change;
  return {
    ...(hostIp === undefined ? {} : { address: hostIp }),
    ...(hostPorts === undefined ? {} : { hostPort: formatPortRange(hostPorts) }),
  };
}
