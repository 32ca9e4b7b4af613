/** G8: many containers that go up, then down at once. */
import type Docker from 'dockerode';
import type { Bench } from './bench.ts';
import { startCountingProxy } from './countingProxy.ts';
import { engineMoments } from './engineMoment.ts';
import { boundFinding, milliseconds, type Finding } from './finding.ts';
import { Following, quietAgain } from './following.ts';

/** How many are started at a time. */
const parallelStarts = 4;

export async function measureBurst(bench: Bench): Promise<Finding[]> {
  const count = bench.effort.burst;
  const containers = await createContainers(bench, count);
  const proxy = await startCountingProxy(bench.socketPath, bench.folder);
  const following = new Following(proxy.dockerHost);
  await following.start();

  proxy.forget();
  await startAll(containers);
  await following.until(() => containers.every(({ id }) => stateOf(following, id) === 'running'));
  const up = proxy.requests.length;
  await quietAgain();

  proxy.forget();
  const fall = await watchFall(bench, following, containers);
  const down = proxy.requests.length;
  following.dispose();
  await proxy.close();
  await Promise.all(containers.map((container) => container.remove()));
  return [
    boundFinding('G8', `Requests while ${count} containers start`, plain(up), plain(count)),
    boundFinding('G8', `Requests while ${count} containers go down`, plain(down), plain(1)),
    boundFinding(
      'G8',
      `Updates of the store while ${count} containers go down`,
      { value: fall.updates, text: `${fall.updates} in ${milliseconds(fall.lasted)}` },
      { value: count / 4, text: String(count / 4) },
    ),
    boundFinding('G8', 'First update after the first event', time(fall.first), time(100)),
    boundFinding(
      'G8',
      'Longest time an event waited for its update',
      time(fall.longest),
      time(500),
    ),
  ];
}

/** In milliseconds from the engine's sending. */
interface Fall {
  readonly updates: number;
  readonly lasted: number;
  readonly first: number;
  readonly longest: number;
}

async function watchFall(
  bench: Bench,
  following: Following,
  containers: readonly Docker.Container[],
): Promise<Fall> {
  const moment = engineMoments();
  const fallen = new Map<string, number>();
  const waits = new Map<string, number>();
  const stopListening = await bench.bare.listen((event) => {
    if (event.Action === 'die') fallen.set(event.Actor.ID, moment(event));
  });
  let updates = 0;
  let first: number | undefined;
  const listener = following.store.onDidChange(() => {
    const now = performance.now();
    updates += 1;
    first ??= now;
    for (const { id } of containers) {
      if (stateOf(following, id) === 'exited' && !waits.has(id)) waits.set(id, now);
    }
  });
  await Promise.all(containers.map((container) => container.kill()));
  await following.until(() => containers.every(({ id }) => stateOf(following, id) === 'exited'));
  listener.dispose();
  stopListening();
  const sent = [...fallen.values()];
  const began = Math.min(...sent);
  return {
    updates,
    lasted: Math.max(...sent) - began,
    first: (first ?? Infinity) - began,
    longest: Math.max(...[...waits].map(([id, shown]) => shown - (fallen.get(id) ?? shown))),
  };
}

function stateOf(following: Following, id: string): string | undefined {
  return following.container(id)?.state;
}

async function createContainers(bench: Bench, count: number): Promise<Docker.Container[]> {
  const containers: Docker.Container[] = [];
  for (let index = 0; index < count; index += 1) {
    const ports = { '80/tcp': [String(27_000 + index)] };
    containers.push(await bench.population.add(`burst-${index}`, ports));
  }
  return containers;
}

async function startAll(containers: readonly Docker.Container[]): Promise<void> {
  const rest = containers.values();
  const worker = async (): Promise<void> => {
    for (const container of rest) await container.start();
  };
  await Promise.all(Array.from({ length: parallelStarts }, worker));
}

function plain(value: number): { value: number; text: string } {
  return { value, text: String(value) };
}

function time(value: number): { value: number; text: string } {
  return { value, text: milliseconds(value) };
}
