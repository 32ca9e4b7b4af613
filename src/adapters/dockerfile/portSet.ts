import type { DeclaredPorts } from '../../core/builtFrom.ts';
import type { PortRange, Protocol } from '../../core/portRange.ts';

/** Ports, each once: disjoint ascending ranges for each protocol. */
export class PortSet {
  readonly #ranges = new Map<Protocol, PortRange[]>();

  /** Whether any of the ports is new. */
  add({ range, protocol }: DeclaredPorts): boolean {
    const ranges = this.#ranges.get(protocol) ?? [];
    this.#ranges.set(protocol, ranges);
    const first = firstReaching(ranges, range.start - 1);
    let next = first;
    while ((ranges[next]?.start ?? Infinity) <= range.end + 1) next += 1;
    const touched = ranges.slice(first, next);
    if (touched.some(({ start, end }) => start <= range.start && range.end <= end)) return false;
    const start = Math.min(range.start, touched[0]?.start ?? range.start);
    const end = Math.max(range.end, touched.at(-1)?.end ?? range.end);
    ranges.splice(first, touched.length, { start, end });
    return true;
  }

  addAll(others: PortSet): void {
    for (const [protocol, ranges] of others.#ranges) {
      for (const range of ranges) this.add({ range, protocol });
    }
  }

  /** As few ranges as hold the ports, ascending for each protocol. */
  ranges(): DeclaredPorts[] {
    return [...this.#ranges].flatMap(([protocol, ranges]) =>
      ranges.map((range) => ({ range, protocol })),
    );
  }

  /** `80/tcp` …, by number and then by protocol. */
  keys(): string[] {
    const ports = this.ranges().flatMap(({ range: { start, end }, protocol }) =>
      Array.from({ length: end - start + 1 }, (_, index) => ({ port: start + index, protocol })),
    );
    return ports
      .sort((left, right) => left.port - right.port || (left.protocol < right.protocol ? -1 : 1))
      .map(({ port, protocol }) => `${port}/${protocol}`);
  }
}

/** The index of the first range that ends at the port or after it. */
function firstReaching(ranges: readonly PortRange[], port: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.end ?? 0) < port) low = middle + 1;
    else high = middle;
  }
  return low;
}
