/** G5: processor time of one `start` event, client and engine together. */
import type { EngineReading } from '../../src/core/engine.ts';
import type { Bench } from './bench.ts';
import { peerList } from './dockerProgram.ts';
import { ratioFinding, against, type Finding } from './finding.ts';
import { sourceOf } from './following.ts';
import { ProcessorClock } from './processorTime.ts';
import { median, shuffled } from './statistics.ts';

/** /proc counts in steps of ten milliseconds, so that many events are measured at once. */
const eventsPerSample = 100;
const listsPerSample = 3;

/** Processor time per event, in milliseconds. */
export interface EventCost {
  readonly ours: number;
  readonly bareInspect: number;
  readonly peer: number;
}

export async function measureEventCost(bench: Bench): Promise<EventCost> {
  const { dockerHost, bare, population, effort } = bench;
  const clock = new ProcessorClock(bench.socketPath);
  const source = sourceOf(dockerHost);
  const { signal } = new AbortController();
  let reading: EngineReading = await source.read(undefined, () => undefined, signal);
  const ids = Array.from(
    { length: eventsPerSample },
    (_, index) => population.ids[index % population.ids.length] ?? '',
  );
  const samples = { ours: [] as number[], bareInspect: [] as number[], peer: [] as number[] };
  const ways = {
    ours: async () => {
      for (const id of ids) {
        reading = await source.update(reading, [{ kind: 'started', id }], signal);
      }
    },
    bareInspect: async () => {
      for (const id of ids) await bare.inspect(id);
    },
    peer: async () => {
      for (let list = 0; list < listsPerSample; list += 1) await peerList(dockerHost);
    },
  };
  for (let run = 0; run < effort.runs; run += 1) {
    for (const name of shuffled(['ours', 'bareInspect', 'peer'] as const)) {
      const count = name === 'peer' ? listsPerSample : eventsPerSample;
      samples[name].push((await clock.spentBy(ways[name])) / count);
    }
  }
  source.dispose();
  return {
    ours: median(samples.ours),
    bareInspect: median(samples.bareInspect),
    peer: median(samples.peer),
  };
}

/** @param costs by number of containers, rising. */
export function eventCostFindings(costs: ReadonlyMap<number, EventCost>): Finding[] {
  const [few, many] = [[...costs][0], [...costs].at(-1)];
  if (few === undefined || many === undefined) return [];
  const [fewCount, fewCost] = few;
  const [manyCount, manyCost] = many;
  const inInspects = ({ ours, bareInspect }: EventCost): number => ours / bareInspect;
  return [
    ratioFinding(
      'G5',
      `Processor time per \`start\` event, ${manyCount} containers, to the peer's list`,
      {
        ratio: manyCost.ours / manyCost.peer,
        details: against(manyCost.ours, manyCost.peer, 'ms'),
      },
      manyCount < 500 ? undefined : 1 / 80,
    ),
    ratioFinding(
      'G5',
      `The same in bare inspects, ${manyCount} containers to ${fewCount}`,
      {
        ratio: inInspects(manyCost) / inInspects(fewCost),
        details: against(inInspects(manyCost), inInspects(fewCost), 'inspects'),
      },
      1.2,
    ),
  ];
}
