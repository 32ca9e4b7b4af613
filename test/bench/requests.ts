/** G4 and G7: what is asked of the engine for each kind of event, and when nothing happens. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setTimeout as wait } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { Bench } from './bench.ts';
import { startCountingProxy, type CountingProxy } from './countingProxy.ts';
import { peerList } from './dockerProgram.ts';
import { boundFinding, type Finding } from './finding.ts';
import { Following, quietAgain } from './following.ts';
import { apart, nameOf } from './population.ts';

export async function measureRequests(bench: Bench): Promise<Finding[]> {
  const proxy = await startCountingProxy(bench.socketPath, bench.folder);
  await peerList(proxy.dockerHost);
  const peer = proxy.requests.length;
  const following = new Following(proxy.dockerHost);
  await following.start();
  const counts = await countEvents(bench, following, proxy);
  const idle = await countIdle(proxy, bench.effort.idleSeconds);
  following.dispose();
  await proxy.close();
  return [
    eventFinding(
      `Requests for an event that does not tell all (the peer: ${peer}, by a process)`,
      counts.filter(({ deed }) => deed.tellsAll !== true),
      1,
    ),
    eventFinding(
      'Requests for an event that tells all, or that shows nowhere',
      counts.filter(({ deed }) => deed.tellsAll === true),
      0,
    ),
    ...idle,
  ];
}

function eventFinding(subject: string, counts: readonly Count[], bound: number): Finding {
  const value = Math.max(...counts.map(({ requests }) => requests));
  const text = counts.map(({ deed, requests }) => `${deed.name} ${requests}`).join(', ');
  return boundFinding('G4', subject, { value, text }, { value: bound, text: String(bound) });
}

/** Something that happens to a container. */
interface Deed {
  readonly name: string;
  readonly act: () => Promise<unknown>;
  /** Whether the store knows of it. */
  readonly isShown: () => boolean;
  /** The event says all there is to know, or nothing that is shown anywhere. */
  readonly tellsAll?: true;
}

interface Count {
  readonly deed: Deed;
  readonly requests: number;
}

async function countEvents(
  bench: Bench,
  following: Following,
  proxy: CountingProxy,
): Promise<readonly Count[]> {
  const network = await bench.docker.createNetwork({ Name: nameOf('network') });
  const container = await bench.population.add('events', apart(28_100, 5), {
    // Each probe makes three events of its own.
    Healthcheck: { Test: ['CMD', '/bin/busybox', 'true'], Interval: 2e9, Retries: 1 },
  });
  await following.until(() => following.container(container.id)?.knowledge === 'inspected');
  await quietAgain();
  const counts: Count[] = [];
  for (const deed of deeds(bench, following, container, network)) {
    proxy.forget();
    await deed.act();
    await following.until(deed.isShown);
    await quietAgain();
    counts.push({ deed, requests: proxy.requests.length });
  }
  await container.remove();
  await network.remove();
  return counts;
}

function deeds(
  { population, docker }: Bench,
  following: Following,
  container: Docker.Container,
  network: Docker.Network,
): readonly Deed[] {
  const shown = (): ReturnType<Following['container']> => following.container(container.id);
  const networks = (): number => shown()?.networks.length ?? 0;
  const created = nameOf('created');
  const nothing = (): Promise<void> => Promise.resolve();
  const membership = { Container: container.id };
  return [
    {
      name: 'create',
      act: () => population.add('created', apart(28_200, 5)),
      isShown: () => following.container(created)?.knowledge === 'inspected',
    },
    {
      name: 'start',
      act: () => container.start(),
      isShown: () => shown()?.ports.some(({ bindings }) => bindings[0]?.allocated.length) === true,
    },
    {
      name: 'network connect',
      act: () => network.connect(membership),
      isShown: () => networks() === 2,
    },
    {
      name: 'network disconnect',
      act: () => network.disconnect(membership),
      isShown: () => networks() === 1,
    },
    { name: 'health', act: nothing, isShown: () => shown()?.health === 'healthy', tellsAll: true },
    { name: 'exec', act: () => execute(container), isShown: () => true, tellsAll: true },
    {
      name: 'pause',
      act: () => container.pause(),
      isShown: () => shown()?.state === 'paused',
      tellsAll: true,
    },
    {
      name: 'unpause',
      act: () => container.unpause(),
      isShown: () => shown()?.state === 'running',
      tellsAll: true,
    },
    {
      name: 'rename',
      act: () => container.rename({ name: nameOf('renamed') }),
      isShown: () => shown()?.name === nameOf('renamed'),
      tellsAll: true,
    },
    {
      name: 'kill and die',
      act: () => container.kill(),
      isShown: () => shown()?.state === 'exited',
      tellsAll: true,
    },
    {
      name: 'destroy',
      act: () => docker.getContainer(created).remove(),
      isShown: () => following.container(created) === undefined,
      tellsAll: true,
    },
  ];
}

async function execute(container: Docker.Container): Promise<void> {
  const command = await container.exec({ Cmd: ['/bin/busybox', 'true'] });
  await command.start({ Detach: true });
}

/** The source follows all the while; nothing happens on the engine. */
async function countIdle(proxy: CountingProxy, seconds: number): Promise<Finding[]> {
  let processes = 0;
  const counting = (): void => {
    processes += 1;
  };
  // Told by Node for every process that is started here.
  subscribe('child_process', counting);
  proxy.forget();
  await wait(seconds * 1000);
  unsubscribe('child_process', counting);
  const none = { value: 0, text: '0' };
  const requests = proxy.requests.length;
  return [
    boundFinding(
      'G7',
      `Requests in ${seconds} s without events`,
      { value: requests, text: String(requests) },
      none,
    ),
    boundFinding(
      'G7',
      `Processes in ${seconds} s without events`,
      { value: processes, text: String(processes) },
      none,
    ),
  ];
}
