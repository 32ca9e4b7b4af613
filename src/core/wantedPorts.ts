import type { MappingChange } from './change.ts';
import type { Binding, Container, ContainerPort } from './container.ts';
import type { MappingReference } from './mappingRule.ts';
import { formatPortRange } from './portRange.ts';
import { bindingsOf, type PortBinding } from './portSpec.ts';
import type { RecreateRequest } from './recreate.ts';
import { fixedHostPort, portKey } from './recreateBindings.ts';

/** The ports that a container is to have, and the changes that could not be made to it. */
export interface WantedPorts {
  readonly request: RecreateRequest;
  /** What they replace or remove is not there (any more). */
  readonly lost: readonly MappingChange[];
}

/**
 * What the container's ports are once all the changes are made. They are made at once: what one of
 * them adds is not what another removes, so two mappings can exchange their host ports.
 */
export function wantedPorts(container: Container, changes: readonly MappingChange[]): WantedPorts {
  let remaining: Remaining = {
    bindings: configuredBindings(container),
    byAll: container.ports.filter(({ bindings }) => bindings.some(isByAll)),
  };
  const added: PortBinding[] = [];
  const lost: MappingChange[] = [];
  for (const change of changes) {
    const left = change.kind === 'add' ? remaining : without(remaining, change.was);
    if (left === undefined) {
      lost.push(change);
      continue;
    }
    remaining = left;
    if (change.kind !== 'remove') added.push(...bindingsOf(change.rule));
  }
  const bindings = [...remaining.bindings, ...added];
  const ports = withPublishAll(container, bindings, unpinned(remaining.byAll, added));
  return { request: { containerId: container.id, ...exposures(container, ports), ...ports }, lost };
}

/** The bindings of `HostConfig.PortBindings`, as far as the container was inspected. */
export function configuredBindings(container: Container): PortBinding[] {
  return container.ports.flatMap((port) =>
    port.bindings
      .filter(({ publishedBy }) => publishedBy === 'publish')
      .map((binding) => configuredBinding(port, binding)),
  );
}

/** A binding of a container port as it is written in the container's configuration. */
export function configuredBinding(
  { port, protocol }: Pick<ContainerPort, 'port' | 'protocol'>,
  { hostIp, hostPort }: Binding,
): PortBinding {
  return { hostIp, hostPort: hostPortText(hostPort), containerPort: port, protocol };
}

/** The same for bindings that ask for the same. */
export function bindingKey(binding: PortBinding): string {
  return [binding.hostIp, binding.hostPort, portKey(binding)].join(' ');
}

/** What no change has removed. */
interface Remaining {
  readonly bindings: readonly PortBinding[];
  /** The ports that `-P` published. */
  readonly byAll: readonly ContainerPort[];
}

function without(
  { bindings, byAll }: Remaining,
  { rules, byPublishAll }: MappingReference,
): Remaining | undefined {
  const removed = rules.flatMap(bindingsOf);
  if (byPublishAll) {
    const ports = portsWithout(byAll, removed);
    return ports && { bindings, byAll: ports };
  }
  const left = bindingsWithout(bindings, removed);
  return left && { bindings: left, byAll };
}

/** Undefined when one of them is not there. Of equal bindings as many go as are to be removed. */
function bindingsWithout(
  bindings: readonly PortBinding[],
  removed: readonly PortBinding[],
): readonly PortBinding[] | undefined {
  const counts = new Map<string, number>();
  for (const key of removed.map(bindingKey)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const left = bindings.filter((binding) => {
    const key = bindingKey(binding);
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    return count === 0;
  });
  return left.length === bindings.length - removed.length ? left : undefined;
}

function portsWithout(
  ports: readonly ContainerPort[],
  removed: readonly PortBinding[],
): readonly ContainerPort[] | undefined {
  const keys = new Set(removed.map(portKey));
  const left = ports.filter((port) => !keys.has(keyOf(port)));
  return left.length === ports.length - keys.size ? left : undefined;
}

function isByAll({ publishedBy }: Binding): boolean {
  return publishedBy === 'publishAll';
}

/** An added rule for the very host port that `-P` gave takes its place: it makes that port last. */
function unpinned(
  byAll: readonly ContainerPort[],
  added: readonly PortBinding[],
): readonly ContainerPort[] {
  const fixed = new Set(added.map((each) => `${portKey(each)} ${fixedHostPort(each) ?? ''}`));
  return byAll.filter((port) => {
    const allocated = port.bindings.filter(isByAll).flatMap((binding) => binding.allocated);
    return !allocated.some(({ hostPort }) => fixed.has(`${keyOf(port)} ${hostPort}`));
  });
}

interface Ports {
  readonly bindings: readonly PortBinding[];
  readonly publishAll: boolean;
}

/**
 * `-P` publishes every exposed port that has no binding of its own (moby, daemon/network.go). Where
 * that is another one than those that are to stay, `-P` is off and each of these gets the rule that
 * has the engine pick a port; so does one that has a binding besides.
 */
function withPublishAll(
  container: Container,
  bindings: readonly PortBinding[],
  byAll: readonly ContainerPort[],
): Ports {
  if (!container.publishAll) return { bindings, publishAll: false };
  const bound = new Set(bindings.map(portKey));
  const wanted = new Set(byAll.map(keyOf));
  const publishAll = container.ports
    .filter((port) => isExposed(port, bound) && !bound.has(keyOf(port)))
    .every((port) => wanted.has(keyOf(port)));
  const dynamic = byAll
    .filter((port) => !publishAll || bound.has(keyOf(port)))
    .map(({ port, protocol }) => ({ hostIp: '', hostPort: '', containerPort: port, protocol }));
  return { publishAll, bindings: [...bindings, ...dynamic] };
}

/** A port that only its publishing exposed is not exposed without it. */
function exposures(
  container: Container,
  { bindings }: Ports,
): Pick<RecreateRequest, 'exposed' | 'unexposed'> {
  const bound = new Set(bindings.map(portKey));
  const unexposed = container.ports.filter((port) => !isExposed(port, bound)).map(keyOf);
  return { exposed: [], ...(unexposed.length === 0 ? {} : { unexposed }) };
}

function isExposed(port: ContainerPort, bound: ReadonlySet<string>): boolean {
  return port.exposedBy !== 'publish' || bound.has(keyOf(port));
}

function keyOf({ port, protocol }: Pick<ContainerPort, 'port' | 'protocol'>): string {
  return `${port}/${protocol}`;
}

function hostPortText(hostPort: Binding['hostPort']): string {
  switch (hostPort.kind) {
    case 'fixed':
      return String(hostPort.port);
    case 'range':
      return formatPortRange(hostPort.range);
    case 'dynamic':
    case 'unknown':
      return '';
  }
}
