import { containerOf, isOfContainer, type StagedChange } from './change.ts';
import type { Container } from './container.ts';
import { bindingsOf } from './portSpec.ts';
import { portKey } from './recreateBindings.ts';
import { bindingKey, configuredBinding } from './wantedPorts.ts';

/** The keys of a container's bindings that staged changes remove. */
export interface FreedBindings {
  readonly published: Set<string>;
  /** Ports that `-P` published. */
  readonly byPublishAll: Set<string>;
}

/** By the container's id. */
export function freedBindings(
  containers: readonly Container[],
  changes: readonly StagedChange[],
): ReadonlyMap<string, FreedBindings> {
  const freed = new Map<string, FreedBindings>();
  for (const change of changes) {
    if (!isOfContainer(change) || change.kind === 'add') continue;
    const container = containerOf(change, containers);
    if (container === undefined) continue;
    const keys = freed.get(container.id) ?? { published: new Set(), byPublishAll: new Set() };
    freed.set(container.id, keys);
    for (const binding of change.was.rules.flatMap(bindingsOf)) {
      if (change.was.byPublishAll) keys.byPublishAll.add(portKey(binding));
      else keys.published.add(bindingKey(binding));
    }
  }
  return freed;
}

/** The container as if it had none of these bindings. */
export function withoutFreed(
  container: Container,
  { published, byPublishAll }: FreedBindings,
): Container {
  const ports = container.ports.map((port) => ({
    ...port,
    bindings: port.bindings.filter((binding) => {
      const configured = configuredBinding(port, binding);
      return binding.publishedBy === 'publishAll'
        ? !byPublishAll.has(portKey(configured))
        : !published.has(bindingKey(configured));
    }),
  }));
  return { ...container, ports };
}
