import { onPath } from '../lab/command.ts';
import { dockerClient, runVariable } from '../lab/containers.ts';
import { ensureInstalled } from '../lab/installs.ts';
import { openLabEngine } from '../lab/labEngine.ts';
import { BareEngine } from './bareEngine.ts';
import type { Bench, Effort, Measured } from './bench.ts';
import { measureBurst } from './burst.ts';
import { eventCostFindings, measureEventCost, type EventCost } from './eventCost.ts';
import type { Finding } from './finding.ts';
import { measureLatency } from './latency.ts';
import { measureMessages } from './messages.ts';
import { Population } from './population.ts';
import { measureRequests } from './requests.ts';
import { countPassRequests, measureSnapshots } from './snapshots.ts';

/** G1 to G8 and the messages of G12, on the real engine. */
export async function measureEngine(effort: Effort, folder: string): Promise<Measured> {
  // The peer is the docker program.
  if (onPath('docker') === undefined) await ensureInstalled(['engineConnections']);
  const engine = await openLabEngine();
  process.once('SIGINT', () => {
    void engine.close().finally(() => process.exit(130));
  });
  try {
    console.log(`On ${engine.description}`);
    process.env[runVariable] = engine.environment[runVariable];
    const dockerHost = engine.environment['DOCKER_HOST'] ?? '';
    const socketPath = /^unix:\/\/(.+)$/.exec(dockerHost)?.[1];
    if (socketPath === undefined) throw new Error(`${dockerHost} is not a Unix socket.`);
    const docker = dockerClient(dockerHost);
    const { Version } = await docker.version();
    const bare = new BareEngine(socketPath);
    const population = await Population.create(docker);
    const bench = { effort, dockerHost, socketPath, docker, bare, population, folder };
    const findings = await measureAll(bench);
    bare.close();
    return { findings, programs: [`dockerd ${Version.replace(/\+.*$/, '')}`] };
  } finally {
    await engine.close();
  }
}

async function measureAll(bench: Bench): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const costs = new Map<number, EventCost>();
  for (const count of bench.effort.populations) {
    console.log(`${count} containers: snapshots, processor time of an event`);
    await bench.population.growTo(count);
    findings.push(...(await measureSnapshots(bench, count)));
    costs.set(count, await measureEventCost(bench));
  }
  findings.push(...(await countPassRequests(bench)));
  console.log('Requests for each kind of event and none');
  findings.push(...(await measureRequests(bench)));
  findings.push(...eventCostFindings(costs));
  console.log('Sending of an event to store');
  findings.push(...(await measureLatency(bench)));
  console.log(`${bench.effort.burst} containers going down`);
  findings.push(...(await measureBurst(bench)));
  findings.push(await measureMessages(bench));
  return findings;
}
