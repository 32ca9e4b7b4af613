import { countText } from './draftPorts.ts';
import type { DraftRule } from './draftRules.ts';
import type { DraftMessage } from './mappingDraft.ts';
import { portCount } from './portRange.ts';
import type { PortBinding, PublishRule } from './portSpec.ts';
import { portKey } from './recreateBindings.ts';

/** More than these take an engine minutes to publish. */
const manyPorts = 100;

export function countMessages(rules: readonly DraftRule[]): DraftMessage[] {
  const count = rules.reduce((sum, { rule }) => sum + portCount(rule.containerPorts), 0);
  if (count <= manyPorts) return [];
  const text = `${countText(count)} ports: Docker sets up each one; this can take minutes.`;
  return [{ field: 'containerPort', level: 'warning', text, fixes: [] }];
}

/**
 * Which container ports have another way in already.
 *
 * @param bindings all that the container is to have but for the draft's.
 */
export function sharedPortMessages(
  rules: readonly DraftRule[],
  bindings: readonly PortBinding[],
): DraftMessage[] {
  return rules.flatMap(({ rule, other }) => {
    const first = bindings.find((binding) => isOf(binding, rule));
    if (first === undefined) return [];
    const same = bindings.filter((binding) => portKey(binding) === portKey(first));
    const places = [...new Set(same.map(({ hostPort }) => hostPort || 'a dynamic port'))];
    const all = places.length > 1 ? 'All' : 'Both';
    return [
      {
        field: other === undefined ? 'containerPort' : 'others',
        level: 'info',
        text: `${portKey(first)} is also published on ${places.join(' and ')}. ${all} will work.`,
        fixes: [],
      },
    ];
  });
}

function isOf(
  { containerPort, protocol }: PortBinding,
  rule: Pick<PublishRule, 'containerPorts' | 'protocol'>,
): boolean {
  const { start, end } = rule.containerPorts;
  return protocol === rule.protocol && containerPort >= start && containerPort <= end;
}

/** @param onDesktop the engine is that of Docker Desktop. */
export function protocolMessages(rules: readonly DraftRule[], onDesktop: boolean): DraftMessage[] {
  const sctp = onDesktop ? rules.find(({ rule }) => rule.protocol === 'sctp') : undefined;
  if (sctp === undefined) return [];
  const field = sctp.other === undefined ? 'protocol' : 'others';
  const text = 'Docker Desktop forwards only TCP and UDP.';
  return [{ field, level: 'warning', text, fixes: [] }];
}
