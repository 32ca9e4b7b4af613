/** G6: from the engine's sending of `start` to the store that shows the container's ports. */
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { BareEvent } from './bareEngine.ts';
import type { Bench } from './bench.ts';
import { docker, peerDebounce, peerList } from './dockerProgram.ts';
import { engineMoments } from './engineMoment.ts';
import { against, boundFinding, milliseconds, ratioFinding, type Finding } from './finding.ts';
import { Following, quietAgain } from './following.ts';
import { apart } from './population.ts';
import { median, medianRatio, shuffled } from './statistics.ts';

const ports = 5;

export async function measureLatency(bench: Bench): Promise<Finding[]> {
  const container = await bench.population.add('latency', apart(28_000, ports));
  const following = new Following(bench.dockerHost);
  await following.start();
  const race = { bench, container, following };
  const samples = { store: [] as number[], bare: [] as number[], peer: [] as number[] };
  const prompt: number[] = [];
  // The first of each warms up what the later ones find warm.
  for (let run = -1; run < bench.effort.runs; run += 1) {
    for (const way of shuffled(['store', 'bare', 'peer'] as const)) {
      following.silent = way !== 'store';
      const time = await ways[way](race);
      if (run >= 0) samples[way].push(time);
      await stop(race);
    }
    following.silent = false;
    prompt.push(await storeAfterPrompt(race));
    await stop(race);
  }
  following.dispose();
  await container.remove();
  const count = bench.population.ids.length;
  const over = `${count} containers`;
  const [store, bare, peer] = [median(samples.store), median(samples.bare), median(samples.peer)];
  const behind = median(prompt);
  return [
    ratioFinding(
      'G6',
      `Sending of \`start\` to store, ${over}, to the peer's debounce and list`,
      { ratio: medianRatio(samples.store, samples.peer), details: against(store, peer, 'ms') },
      count < 500 ? undefined : 1 / 30,
    ),
    ratioFinding(
      'G6',
      `Sending of \`start\` to store, ${over}, to a bare event and inspect`,
      { ratio: medianRatio(samples.store, samples.bare), details: against(store, bare, 'ms') },
      1.5,
    ),
    boundFinding(
      'G6',
      `Store after \`docker start\` has ended, ${over}`,
      { value: behind, text: milliseconds(behind) },
      { value: 5, text: '5 ms' },
    ),
  ];
}

interface Race {
  readonly bench: Bench;
  /** Does not run. */
  readonly container: Docker.Container;
  readonly following: Following;
}

/** Each starts the container, and gives the milliseconds from the engine's sending of the event. */
const ways = {
  async store(race: Race): Promise<number> {
    const shown = shownInStore(race);
    const sent = await sentAtStart(race, () => undefined);
    return (await shown) - sent;
  },

  bare: (race: Race): Promise<number> =>
    answeredAfter(race, () => race.bench.bare.inspect(race.container.id)),

  peer: (race: Race): Promise<number> =>
    answeredAfter(race, async () => {
      await wait(peerDebounce);
      await peerList(race.bench.dockerHost);
    }),
};

async function answeredAfter(race: Race, answer: () => Promise<unknown>): Promise<number> {
  let answered: Promise<number> | undefined;
  const sent = await sentAtStart(race, () => {
    answered = answer().then(() => performance.now());
  });
  return ((await answered) ?? Infinity) - sent;
}

/** Starts the container; resolves when its event was heard, to the moment the engine sent it. */
async function sentAtStart({ bench, container }: Race, heard: () => void): Promise<number> {
  const moment = engineMoments();
  const emitter = new EventEmitter<{ start: [BareEvent] }>();
  const started = once(emitter, 'start') as Promise<[BareEvent]>;
  const stopListening = await bench.bare.listen((event) => {
    if (event.Action !== 'start' || event.Actor.ID !== container.id) return;
    heard();
    emitter.emit('start', event);
  });
  await container.start();
  const [event] = await started;
  stopListening();
  return moment(event);
}

async function shownInStore({ following, container }: Race): Promise<number> {
  return following.until(() => {
    const shown = following.container(container.id);
    const allocated = shown?.ports.filter(({ bindings }) => bindings[0]?.allocated.length === 2);
    return shown?.state === 'running' && allocated?.length === ports;
  });
}

async function stop({ container, following }: Race): Promise<void> {
  await container.kill();
  if (following.silent) return;
  await following.until(() => following.container(container.id)?.state === 'exited');
  await quietAgain();
}

async function storeAfterPrompt(race: Race): Promise<number> {
  const shown = shownInStore(race);
  await docker(race.bench.dockerHost, 'start', race.container.id);
  const ended = performance.now();
  return (await shown) - ended;
}
