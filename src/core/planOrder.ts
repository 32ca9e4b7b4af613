import type { Container } from './container.ts';
import { configuredBindings } from './wantedPorts.ts';
import type { PlanStep } from './plan.ts';
import type { PortBinding } from './portSpec.ts';
import { bindingsCollide } from './recreateBindings.ts';
import { refused } from './recreateRefusal.ts';

/**
 * A step that frees a host port before the one that takes it; else in the order given. Steps that
 * wait for each other are refused: two containers cannot exchange their ports one after the other.
 */
export function ordered(
  steps: readonly PlanStep[],
  containers: readonly Container[],
): readonly PlanStep[] {
  const moves = new Map(steps.map((step) => [step.id, movesOf(step, containers)]));
  const waitsFor = (step: PlanStep, other: PlanStep): boolean => {
    const [own, others] = [moves.get(step.id), moves.get(other.id)];
    return other !== step && own !== undefined && others !== undefined && meet(own, others);
  };
  const done: PlanStep[] = [];
  let waiting = [...steps];
  while (waiting.length > 0) {
    const ready = waiting.filter((step) => !waiting.some((other) => waitsFor(step, other)));
    if (ready.length === 0) return [...done, ...waiting.map(entangled)];
    done.push(...ready);
    waiting = waiting.filter((step) => !ready.includes(step));
  }
  return done;
}

interface Moves {
  readonly freed: readonly PortBinding[];
  /** By host port and protocol. */
  readonly taken: ReadonlyMap<string, readonly PortBinding[]>;
}

function movesOf({ id, action }: PlanStep, containers: readonly Container[]): Moves {
  const wanted = 'request' in action ? action.request.bindings : [];
  const container = containers.find((each) => each.id === id);
  const before = container === undefined ? [] : configuredBindings(container);
  const taken = new Map<string, PortBinding[]>();
  for (const binding of without(wanted, before)) {
    const key = hostKey(binding);
    taken.set(key, [...(taken.get(key) ?? []), binding]);
  }
  return { freed: without(before, wanted), taken };
}

function without(bindings: readonly PortBinding[], others: readonly PortBinding[]): PortBinding[] {
  const known = new Set(others.map((other) => `${other.hostIp} ${hostKey(other)}`));
  return bindings.filter((binding) => !known.has(`${binding.hostIp} ${hostKey(binding)}`));
}

function hostKey({ hostPort, protocol }: PortBinding): string {
  return `${hostPort}/${protocol}`;
}

function meet({ taken }: Moves, { freed }: Moves): boolean {
  return freed.some((binding) =>
    taken.get(hostKey(binding))?.some((other) => bindingsCollide(binding, other)),
  );
}

function entangled(step: PlanStep): PlanStep {
  return {
    ...step,
    selected: false,
    refusal: refused(
      'It takes a host port that another step frees, and that one takes one of its own.',
      'Move one of the containers to another host port first, apply that, then stage the rest.',
    ),
  };
}
