import { familyOf, isAnyAddress } from '../../core/address.ts';
import type { Allocation, Binding, HostPortRequest } from '../../core/container.ts';

/** The most particular request chooses first: a dynamic one would take any port. */
const precision: Readonly<Record<HostPortRequest['kind'], number>> = {
  fixed: 0,
  range: 1,
  dynamic: 2,
  unknown: 3,
};

/**
 * Which configured binding of a container port got which host ports. The engine tells both lists,
 * but not what belongs together.
 *
 * A binding takes the first port that fits it, and the same port of the other address family when
 * its address is empty. An engine or a network may have another default address than every one
 * (`dockerd --ip`, `com.docker.network.bridge.host_binding_ipv4`), so what is left after a round by
 * address and port goes by port alone. What fits nothing is still told, as a binding that nobody
 * configured.
 */
export function matchBindings(
  configured: readonly Binding[],
  allocations: readonly Allocation[],
): readonly Binding[] {
  if (allocations.length === 0) return configured.map(withoutAllocations);
  const left = inOrder(allocations);
  const taken = new Map<Binding, readonly Allocation[]>();
  const byPrecision = [...configured].sort(
    (one, other) => precision[one.hostPort.kind] - precision[other.hostPort.kind],
  );
  for (const fits of [fitsAddressAndPort, fitsPort]) {
    for (const binding of byPrecision) {
      if (taken.has(binding)) continue;
      const got = take(
        binding,
        left.filter((each) => fits(binding, each)),
      );
      if (got.length > 0) taken.set(binding, got);
      for (const each of got) left.splice(left.indexOf(each), 1);
    }
  }
  return [
    ...configured.map((binding) => ({ ...binding, allocated: taken.get(binding) ?? [] })),
    ...left.map(unconfigured),
  ];
}

function withoutAllocations(binding: Binding): Binding {
  return binding.allocated.length === 0 ? binding : { ...binding, allocated: [] };
}

function take(binding: Binding, candidates: readonly Allocation[]): readonly Allocation[] {
  const [first] = candidates;
  if (first === undefined) return [];
  if (binding.hostIp !== '') return [first];
  const family = familyOf(first.hostIp);
  const twins = candidates.filter((each) => familyOf(each.hostIp) !== family);
  // Engines before 20.10.7 could give the two families different dynamic ports.
  const twin = twins.find((each) => each.hostPort === first.hostPort) ?? twins[0];
  return twin === undefined ? [first] : [first, twin];
}

function fitsAddressAndPort(binding: Binding, allocation: Allocation): boolean {
  const fits =
    binding.hostIp === ''
      ? isAnyAddress(allocation.hostIp)
      : binding.hostIp.toLowerCase() === allocation.hostIp.toLowerCase();
  return fits && fitsPort(binding, allocation);
}

function fitsPort({ hostPort }: Binding, allocation: Allocation): boolean {
  switch (hostPort.kind) {
    case 'fixed':
      return hostPort.port === allocation.hostPort;
    case 'range':
      return (
        hostPort.range.start <= allocation.hostPort && allocation.hostPort <= hostPort.range.end
      );
    case 'dynamic':
    case 'unknown':
      return true;
  }
}

function unconfigured(allocation: Allocation): Binding {
  return {
    publishedBy: 'unknown',
    hostIp: allocation.hostIp,
    hostPort: { kind: 'unknown' },
    allocated: [allocation],
  };
}

/**
 * By port, then address, each once: the same whether the list or an inspect told them. As text,
 * `0.0.0.0` comes before `::`.
 */
function inOrder(allocations: readonly Allocation[]): Allocation[] {
  const seen = new Map(allocations.map((each) => [`${each.hostIp} ${each.hostPort}`, each]));
  return [...seen.values()].sort(
    (one, other) => one.hostPort - other.hostPort || (one.hostIp < other.hostIp ? -1 : 1),
  );
}
