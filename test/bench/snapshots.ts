/** G1 to G3: what a pass over the engine costs, in units of one bare list. */
import type { DockerSource } from '../../src/adapters/docker/source.ts';
import type { EngineReading } from '../../src/core/engine.ts';
import { RowReader } from '../../src/core/rows.ts';
import type { Bench } from './bench.ts';
import { startCountingProxy } from './countingProxy.ts';
import { docker } from './dockerProgram.ts';
import { against, boundFinding, ratioFinding, type Finding } from './finding.ts';
import { sourceOf } from './following.ts';
import { compare, timed, type Compared } from './statistics.ts';

/** A signal that does not abort. One for each use: Node warns of many listeners on one signal. */
const never = (): AbortSignal => new AbortController().signal;
const deaf = { changed: () => undefined, ended: () => undefined };

export async function measureSnapshots(bench: Bench, count: number): Promise<Finding[]> {
  const { dockerHost, bare, effort, population } = bench;
  // What is short is measured more often, as it wavers more.
  const runs = count < 500 ? 3 * effort.runs : effort.runs;
  const warm = await connected(dockerHost);
  const known = await warm.read(undefined, () => undefined, never());
  const result = await compare(
    () => timed(() => bare.list()),
    {
      firstRows: async () => (await coldPass(dockerHost)).firstRows,
      complete: async () => (await coldPass(dockerHost)).complete,
      fromNothing: () => firstRowsFromNothing(dockerHost),
      warm: () => timed(() => warm.read(known, () => undefined, never())),
      rows: () => timed(() => new RowReader().rows(known.containers)),
    },
    runs,
  );
  warm.dispose();
  const programs = await compare(
    () => timed(() => programPass(dockerHost, population.ids)),
    { complete: async () => (await coldPass(dockerHost)).complete },
    Math.ceil(runs / 3),
  );
  const over = `${count} containers`;
  return [
    listRatio('G1', `First rows, ${over}`, result.firstRows, count < 100 ? 1.8 : 1.15),
    listRatio('G1', `First rows with connecting, ${over}`, result.fromNothing),
    listRatio('G2', `Complete pass, ${over}`, result.complete, count < 500 ? undefined : 4),
    ratioFinding(
      'G2',
      `Complete pass, ${over}, to \`docker ps -a\` and \`docker inspect\` of all`,
      described(programs.complete),
      0.4,
    ),
    listRatio('G3', `Full pass again, ${over}`, result.warm, 1.2),
    listRatio('G3', `Rows of all anew, ${over}`, result.rows),
  ];
}

function listRatio(goal: string, subject: string, compared: Compared, bound?: number): Finding {
  return ratioFinding(goal, `${subject}, to one bare list`, described(compared), bound);
}

function described({ ratio, cost, yardstick }: Compared): { ratio: number; details: string } {
  return { ratio, details: against(cost, yardstick, 'ms') };
}

/** A source that has its connection and its event stream, and has read nothing. */
async function connected(dockerHost: string): Promise<DockerSource> {
  const source = sourceOf(dockerHost);
  await source.watch(deaf, never());
  return source;
}

async function coldPass(
  dockerHost: string,
): Promise<{ readonly firstRows: number; readonly complete: number }> {
  const source = await connected(dockerHost);
  const reader = new RowReader();
  const start = performance.now();
  let firstRows = Infinity;
  await source.read(
    undefined,
    ({ containers }) => {
      reader.rows(containers);
      firstRows = performance.now() - start;
    },
    never(),
  );
  const complete = performance.now() - start;
  source.dispose();
  return { firstRows, complete };
}

/** As when the view shows for the first time: engine found, API version asked, events opened, list. */
async function firstRowsFromNothing(dockerHost: string): Promise<number> {
  const start = performance.now();
  const source = await connected(dockerHost);
  let firstRows = Infinity;
  const partial = ({ containers }: EngineReading): void => {
    new RowReader().rows(containers);
    firstRows = performance.now() - start;
  };
  await source.read(undefined, partial, never());
  source.dispose();
  return firstRows;
}

async function programPass(dockerHost: string, ids: readonly string[]): Promise<void> {
  await docker(dockerHost, 'ps', '--all');
  JSON.parse(await docker(dockerHost, 'inspect', ...ids));
}

/** Asks through a proxy, which would cost time. */
export async function countPassRequests(bench: Bench): Promise<Finding[]> {
  const proxy = await startCountingProxy(bench.socketPath, bench.folder);
  const source = await connected(proxy.dockerHost);
  proxy.forget();
  let beforeRows = Infinity;
  const reading = await source.read(
    undefined,
    () => {
      beforeRows = proxy.requests.length;
    },
    never(),
  );
  const complete = proxy.requests.length;
  proxy.forget();
  await source.read(reading, () => undefined, never());
  const again = proxy.requests.length;
  source.dispose();
  await proxy.close();
  const one = { value: 1, text: '1' };
  const over = `${bench.population.ids.length} containers`;
  return [
    boundFinding('G1', `Requests before the first rows, ${over}`, counted(beforeRows), one),
    boundFinding('G2', `Requests of a complete pass, ${over}`, counted(complete)),
    boundFinding('G3', `Requests of a full pass again, ${over}`, counted(again), one),
  ];
}

function counted(value: number): { value: number; text: string } {
  return { value, text: String(value) };
}
