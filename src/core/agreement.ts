import { bracketed, isAnyAddress, isSameAddress } from './address.ts';
import type { Mapping } from './mapping.ts';
import { mappingOfRule } from './mappingRule.ts';
import { formatPortRange, portCount, type PortRange } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';
import { arrowText, hostPortText } from './render.ts';

/** The ports that both have; undefined when there are none. */
export function commonPorts(left: PortRange, right: PortRange): PortRange | undefined {
  const start = Math.max(left.start, right.start);
  const end = Math.min(left.end, right.end);
  return start <= end ? { start, end } : undefined;
}

/** How many container ports the mapping publishes just as the rule asks for. */
export function agreedPorts(mapping: Mapping, rule: PublishRule): number {
  const common = sharedContainerPorts(mapping, rule);
  if (common === undefined || !isSameBinding(mapping.hostIp, rule.hostIp)) return 0;
  return hasSameHostPorts(mapping, rule, common) ? portCount(common) : 0;
}

/** Whether both are about one container port. */
export function sharedContainerPorts(
  mapping: Mapping,
  { protocol, containerPorts }: PublishRule,
): PortRange | undefined {
  return mapping.protocol === protocol
    ? commonPorts(mapping.containerPorts, containerPorts)
    : undefined;
}

/** Whether both take one host port, if not for the same container port. */
export function sharesHostPorts(mapping: Mapping, { protocol, hostPorts }: PublishRule): boolean {
  return (
    mapping.protocol === protocol &&
    mapping.hostPorts !== undefined &&
    hostPorts !== undefined &&
    commonPorts(mapping.hostPorts, hostPorts) !== undefined
  );
}

function isSameBinding(running: string, declared: string): boolean {
  return isSameAddress(running, declared) || (isAnyAddress(running) && isAnyAddress(declared));
}

function hasSameHostPorts(mapping: Mapping, rule: PublishRule, common: PortRange): boolean {
  const { request, hostPorts, requestedRange } = mapping;
  // What the container list tells says not how the port was asked for.
  const isListed = request === 'unknown';
  if (rule.hostPorts === undefined || rule.hostPorts.end === 0) {
    return request === 'dynamic' || isListed;
  }
  if (portCount(rule.hostPorts) > portCount(rule.containerPorts)) {
    return isListed
      ? hostPorts !== undefined && commonPorts(hostPorts, rule.hostPorts) !== undefined
      : requestedRange?.start === rule.hostPorts.start && requestedRange.end === rule.hostPorts.end;
  }
  if (hostPorts === undefined || (request !== 'fixed' && !isListed)) return false;
  const running = hostPorts.start + common.start - mapping.containerPorts.start;
  return running === rule.hostPorts.start + common.start - rule.containerPorts.start;
}

/** How the two differ, in as few words as tell it: `8081` and `8080`, `0.0.0.0:8080` and `127.0.0.1:8080`. */
export function differingTexts(
  mapping: Mapping,
  rule: PublishRule,
): { readonly running: string; readonly declared: string } {
  const wanted = mappingOfRule(rule);
  const ports = formatPortRange(mapping.containerPorts);
  if (ports !== formatPortRange(rule.containerPorts)) {
    return { running: arrowText(mapping), declared: arrowText(wanted) };
  }
  if (isSameBinding(mapping.hostIp, rule.hostIp)) {
    return { running: hostPortText(mapping), declared: hostPortText(wanted) };
  }
  return { running: withAddress(mapping), declared: withAddress(wanted) };
}

function withAddress(
  mapping: Pick<Mapping, 'hostIp'> & Parameters<typeof hostPortText>[0],
): string {
  const address = isAnyAddress(mapping.hostIp) ? '0.0.0.0' : bracketed(mapping.hostIp);
  return `${address}:${hostPortText(mapping)}`;
}
