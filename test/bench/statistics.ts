/** The middle value; of an even number of values, the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share of the values lies, between two values by their distance. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) throw new Error('There are no values.');
  return low + (high - low) * (place % 1);
}

/** The middle of the ratios between values at the same place: samples of the same moment. */
export function medianRatio(values: readonly number[], yardsticks: readonly number[]): number {
  return median(values.map((value, index) => value / (yardsticks[index] ?? NaN)));
}

/** One way to do a thing: does it once and gives its cost, in milliseconds. */
export type Way = () => Promise<number>;

/** What a way cost, and how that compares to the yardstick beside it. */
export interface Compared {
  /** Medians in milliseconds. */
  readonly cost: number;
  readonly yardstick: number;
  /** Median of the ratios of each run to the two runs of the yardstick around it. */
  readonly ratio: number;
}

/**
 * Runs every way the same number of times in shuffled order, each run between two runs of the
 * yardstick: what slows the machine for a while slows both, and leaves their ratio.
 */
export async function compare<Name extends string>(
  yardstick: Way,
  ways: Readonly<Record<Name, Way>>,
  runs: number,
): Promise<Readonly<Record<Name, Compared>>> {
  const names = Object.keys(ways) as Name[];
  const samples = new Map<Name, Sample[]>(names.map((name) => [name, []]));
  // The first of each warms up what the later ones find warm.
  await yardstick();
  for (const name of names) await ways[name]();
  for (let run = 0; run < runs; run += 1) {
    for (const name of shuffled(names)) {
      const before = await yardstick();
      const cost = await ways[name]();
      const after = await yardstick();
      samples.get(name)?.push({ cost, yardstick: (before + after) / 2 });
    }
  }
  const compared = names.map((name) => [name, medians(samples.get(name) ?? [])]);
  return Object.fromEntries(compared) as Record<Name, Compared>;
}

interface Sample {
  readonly cost: number;
  readonly yardstick: number;
}

function medians(samples: readonly Sample[]): Compared {
  const costs = samples.map(({ cost }) => cost);
  const yardsticks = samples.map(({ yardstick }) => yardstick);
  return {
    cost: median(costs),
    yardstick: median(yardsticks),
    ratio: medianRatio(costs, yardsticks),
  };
}

/** In an order of chance (Fisher and Yates). */
export function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(Math.floor(Math.random() * rest.length), 1));
}

/** How long the work takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
