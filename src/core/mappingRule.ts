import { isAnyAddress, reachOf } from './address.ts';
import type { Binding, Container } from './container.ts';
import type { Mapping, UnnamedMapping } from './mapping.ts';
import { portCount } from './portRange.ts';
import type { PublishRule } from './portSpec.ts';

/** The `-p` rule that asks for the mapping again; undefined when it is exposed only or not inspected. */
export function ruleOf(mapping: Mapping): PublishRule | undefined {
  const { kind, request, requestedRange, hostPorts, hostIp, containerPorts, protocol } = mapping;
  if (kind === 'exposed' || request === 'unknown') return undefined;
  const rule = { hostIp, containerPorts, protocol };
  if (request === 'dynamic') return rule;
  const ports = requestedRange ?? hostPorts;
  return ports === undefined ? rule : { ...rule, hostPorts: ports };
}

/** What the rule would publish, before the engine knows of it. */
export function mappingOfRule(rule: PublishRule): UnnamedMapping {
  const { hostIp, hostPorts, containerPorts, protocol } = rule;
  const common = {
    kind: 'staged',
    protocol,
    containerPorts,
    hostIp,
    addresses: hostIp === '' ? ['0.0.0.0', '::'] : [hostIp],
    reach: reachOf(hostIp),
    publishedBy: 'publish',
    exposedBy: 'unknown',
  } as const;
  if (hostPorts === undefined || hostPorts.end === 0) return { ...common, request: 'dynamic' };
  return portCount(hostPorts) === portCount(containerPorts)
    ? { ...common, request: 'fixed', hostPorts }
    : { ...common, request: 'range', requestedRange: hostPorts };
}

/** What of a container's configuration a mapping stands for. */
export interface MappingReference {
  /** One; two where the mapping joins a rule on `0.0.0.0` and another on `::`. */
  readonly rules: readonly PublishRule[];
  /** Published by `-P`: the container has no bindings for the rules. */
  readonly byPublishAll: boolean;
}

/** Undefined for a mapping that no rule published, and for a container that was not inspected. */
export function referenceOf(container: Container, mapping: Mapping): MappingReference | undefined {
  const rule = ruleOf(mapping);
  if (rule === undefined) return undefined;
  if (mapping.publishedBy === 'publishAll') return { rules: [rule], byPublishAll: true };
  const hostIps = container.ports
    .filter(
      ({ port, protocol }) =>
        protocol === mapping.protocol && port === mapping.containerPorts.start,
    )
    .flatMap(({ bindings }) => bindings)
    .filter((binding) => isOf(binding, mapping))
    .map(({ hostIp }) => hostIp);
  // Of several bindings on every address, only where none is the mapping's own does it join two.
  const own = hostIps.includes(mapping.hostIp) ? [mapping.hostIp] : [...new Set(hostIps)];
  return { rules: own.map((hostIp) => ({ ...rule, hostIp })), byPublishAll: false };
}

/** Whether the binding of the mapping's first port is the one that the mapping shows. */
function isOf({ hostIp, hostPort, publishedBy }: Binding, mapping: Mapping): boolean {
  if (publishedBy !== mapping.publishedBy || hostPort.kind !== mapping.request) return false;
  if (hostIp !== mapping.hostIp && !(isAnyAddress(hostIp) && mapping.addresses.includes(hostIp))) {
    return false;
  }
  switch (hostPort.kind) {
    case 'fixed':
      return hostPort.port === mapping.hostPorts?.start;
    case 'range':
      return (
        hostPort.range.start === mapping.requestedRange?.start &&
        hostPort.range.end === mapping.requestedRange.end
      );
    case 'dynamic':
    case 'unknown':
      return true;
  }
}
