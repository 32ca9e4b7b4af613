import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import { field } from '../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import type { RecreateRequest } from '../../src/core/recreate.ts';
import { buildImage, createContainer } from '../lab/containers.ts';
import { tcp } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';
import { lossesOf, wholeOf, type Whole } from './whole.ts';

/** A small running container with data in its layer, a named and an anonymous volume, to do harm to. */
export interface Victim {
  readonly id: string;
  readonly name: string;
  readonly port: number;
  /** The same ports, and one more. */
  readonly request: RecreateRequest;
  /** What it was before anything was done to it. */
  readonly before: Whole;
}

let count = 0;

export interface VictimOptions {
  readonly name?: string;
  readonly options?: Docker.ContainerCreateOptions;
  readonly hostConfig?: Docker.HostConfig;
  /** Networks to be in besides the first one. */
  readonly networks?: Readonly<Record<string, Docker.EndpointSettings>>;
  /** Run in it before anything is done to it. */
  readonly script?: string;
}

/** Ports are of the engine's own network, so nobody else takes them. */
export async function createVictim(
  { docker, calls }: { readonly docker: Docker; readonly calls: EngineCalls },
  { name, options = {}, hostConfig = {}, networks = {}, script = '' }: VictimOptions = {},
): Promise<Victim> {
  count += 1;
  const port = 21_000 + 10 * count;
  const chosen = name ?? `victim-${count}`;
  const container = await createContainer(docker, {
    name: chosen,
    Image: await victimImage(docker),
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/anonymous': {} },
    ...options,
    HostConfig: {
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      ...(hostConfig.VolumesFrom === undefined
        ? { Binds: [`${chosen.toLowerCase()}-data:/named`] }
        : {}),
      ...(hostConfig.AutoRemove === true ? {} : { RestartPolicy: { Name: 'always' } }),
      ...hostConfig,
    },
  });
  for (const [network, EndpointConfig] of Object.entries(networks)) {
    await docker.getNetwork(network).connect({ Container: container.id, EndpointConfig });
  }
  await container.start();
  await inContainer(docker, container.id, `${writeData}\n${script}`);
  return {
    id: container.id,
    name: chosen,
    port,
    request: {
      containerId: container.id,
      bindings: [tcp(`127.0.0.1:${port}:80`), tcp(`127.0.0.1:${port + 1}:80`)],
      exposed: [],
      publishAll: false,
    },
    before: await wholeOf(docker, calls, container.id),
  };
}

/** Serves files; dies at one start when a file tells it to, and at every start while another does. */
export const victimProgram =
  '/bin/busybox rm /named/die 2>/dev/null && exit 7; [ -e /named/crash ] && exit 8; ' +
  'exec /bin/busybox httpd -f -p 80 -h /www';

const images = new WeakMap<Docker, Promise<string>>();

/** Built once on each engine. */
export function victimImage(docker: Docker): Promise<string> {
  const known = images.get(docker);
  if (known !== undefined) return known;
  const built = buildImage(docker, 'victim', victimLines);
  images.set(docker, built);
  return built;
}

/** Of the Dockerfile of a victim. */
export const victimLines: readonly string[] = [
  'RUN ["/bin/busybox", "mkdir", "-p", "/www", "/named", "/anonymous"]',
  'RUN ["/bin/busybox", "touch", "/gone"]',
  'EXPOSE 80',
  `CMD ["/bin/sh", "-c", ${JSON.stringify(victimProgram)}]`,
];

const writeData =
  'echo layer > /www/index.html; echo named > /named/data; echo anonymous > /anonymous/data; ' +
  // Where it is read-only, this fails; without -f it would ask.
  'rm -f /gone 2>/dev/null; true';

export interface Survivor {
  readonly id: string;
  /** `again`: with its old ports, made from what was written down. */
  readonly is: 'original' | 'new' | 'again';
  /** What is not as it was, by comparison with what was there before. */
  readonly lost: readonly string[];
}

/**
 * What there is after a fault and its recovery. Throws unless one container of that name runs, and
 * no other, but for stopped originals.
 */
export async function survivorOf(
  docker: Docker,
  calls: EngineCalls,
  victim: Victim,
): Promise<Survivor> {
  const listed = await docker.listContainers({ all: true });
  const ours = listed.filter((each) => isOf(victim, mainName(each)));
  const running = ours.filter(({ State }) => State === 'running' || State === 'restarting');
  const told = JSON.stringify(ours.map(({ Names, State }) => [Names, State]));
  assert.deepEqual(running.map(mainName), [`/${victim.name}`], told);
  const others = ours.filter((each) => !running.includes(each)).map(mainName);
  assert.ok(
    others.every((name) => name.includes('.ports-old-')),
    told,
  );
  const id = running[0]?.Id ?? '';
  const ports = field(await calls.inspect(id), 'HostConfig', 'PortBindings', '80/tcp');
  const isNew = Array.isArray(ports) && ports.length === victim.request.bindings.length;
  return {
    id,
    is: id === victim.id ? 'original' : isNew ? 'new' : 'again',
    lost: lossesOf(victim.before, await wholeOf(docker, calls, id)),
  };
}

/** As `survivorOf`; throws too when anything was lost. */
export async function assertWhole(
  docker: Docker,
  calls: EngineCalls,
  victim: Victim,
): Promise<Survivor> {
  const survivor = await survivorOf(docker, calls, victim);
  assert.deepEqual(survivor.lost, []);
  return survivor;
}

/** A container that another is linked to is listed with the other's name before its own too. */
function mainName({ Names }: Docker.ContainerInfo): string {
  return Names.find((name) => !name.slice(1).includes('/')) ?? '';
}

function isOf(victim: Victim, name: string): boolean {
  return name === `/${victim.name}` || name.startsWith(`/${victim.name}.ports-`);
}

/** Ends the victim, so that it takes no memory from the next. */
export async function removeVictim(docker: Docker, victim: Victim): Promise<void> {
  const listed = await docker.listContainers({ all: true });
  const ours = listed.filter((each) => isOf(victim, mainName(each)));
  await Promise.all(ours.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
}
