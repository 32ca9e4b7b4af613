import { portCount } from '../../core/portRange.ts';
import type { PublishRule } from '../../core/portSpec.ts';

/**
 * The rules of one entry, those of a range as one again: Compose makes an entry for each port of
 * `8000-8010:8000-8010`, and orders them as texts.
 */
export function joinedRules(rules: readonly PublishRule[]): readonly PublishRule[] {
  const joined: PublishRule[] = [];
  for (const rule of [...rules].sort(byContainerPort)) {
    const last = joined.at(-1);
    if (last !== undefined && follows(last, rule)) joined[joined.length - 1] = join(last, rule);
    else joined.push(rule);
  }
  return joined;
}

function byContainerPort(left: PublishRule, right: PublishRule): number {
  return left.containerPorts.start - right.containerPorts.start;
}

function follows(first: PublishRule, next: PublishRule): boolean {
  return (
    first.protocol === next.protocol &&
    first.hostIp === next.hostIp &&
    next.containerPorts.start === first.containerPorts.end + 1 &&
    hostFollows(first, next)
  );
}

function hostFollows(
  { hostPorts: first, containerPorts }: PublishRule,
  next: PublishRule,
): boolean {
  const { hostPorts } = next;
  if (first === undefined || hostPorts === undefined) return first === hostPorts;
  // A port that is chosen from a range has the whole range for itself.
  const isPlain = portCount(first) === portCount(containerPorts) && portCount(hostPorts) === 1;
  return isPlain && hostPorts.start === first.end + 1;
}

function join(first: PublishRule, next: PublishRule): PublishRule {
  const containerPorts = { start: first.containerPorts.start, end: next.containerPorts.end };
  if (first.hostPorts === undefined || next.hostPorts === undefined) {
    return { ...first, containerPorts };
  }
  const hostPorts = { start: first.hostPorts.start, end: next.hostPorts.end };
  return { ...first, containerPorts, hostPorts };
}
