import assert from 'node:assert/strict';
import type Docker from 'dockerode';
import { field } from '../../src/adapters/docker/json.ts';
import type { EngineCalls } from '../../src/adapters/docker/recreate/engineCalls.ts';
import type { RecreateRequest } from '../../src/core/recreate.ts';
import { buildImage, createContainer } from '../lab/containers.ts';
import { tcp } from '../lab/recreating.ts';
import { inContainer } from '../lab/richContainer.ts';

/** A small container with data in its layer, a named and an anonymous volume, to do harm to. */
export interface Victim {
  readonly id: string;
  readonly name: string;
  readonly port: number;
  /** The same ports, and one more. */
  readonly request: RecreateRequest;
}

let count = 0;

export interface VictimOptions {
  readonly name?: string;
  readonly options?: Docker.ContainerCreateOptions;
  readonly hostConfig?: Docker.HostConfig;
  readonly start?: boolean;
}

/** Ports are of the engine's own network, so nobody else takes them. */
export async function createVictim(
  docker: Docker,
  { name, options = {}, hostConfig = {}, start = true }: VictimOptions = {},
): Promise<Victim> {
  count += 1;
  const port = 21_000 + 10 * count;
  const chosen = name ?? `victim-${count}`;
  const image = await victimImage(docker);
  const container = await createContainer(docker, {
    name: chosen,
    Image: image,
    ExposedPorts: { '80/tcp': {} },
    Volumes: { '/anonymous': {} },
    ...options,
    HostConfig: {
      PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] },
      Binds: [`${chosen.toLowerCase()}-data:/named`],
      ...(hostConfig.AutoRemove === true ? {} : { RestartPolicy: { Name: 'always' } }),
      ...hostConfig,
    },
  });
  if (start) {
    await container.start();
    await inContainer(docker, container.id, writeData);
  }
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
  };
}

let image: Promise<string> | undefined;

/** Dies at one start when a file tells it to. */
function victimImage(docker: Docker): Promise<string> {
  const script =
    '/bin/busybox rm /named/die 2>/dev/null && exit 7; exec /bin/busybox httpd -f -p 80 -h /www';
  image ??= buildImage(docker, 'victim', [
    'RUN ["/bin/busybox", "mkdir", "-p", "/www", "/named", "/anonymous"]',
    'RUN ["/bin/busybox", "touch", "/gone"]',
    'EXPOSE 80',
    `CMD ["/bin/sh", "-c", ${JSON.stringify(script)}]`,
  ]);
  return image;
}

const writeData =
  'echo layer > /www/index.html; echo named > /named/data; echo anonymous > /anonymous/data; rm /gone';
const readData = 'cat /www/index.html /named/data /anonymous/data; ls /gone 2>/dev/null; true';
const expectedData = 'layer\r\nnamed\r\nanonymous\r\n';

export interface Survivor {
  readonly id: string;
  /** `again`: with its old ports, made from what was written down. */
  readonly is: 'original' | 'new' | 'again';
}

/**
 * What must be so after every fault and its recovery: one container of that name runs, all the data
 * is in it, its restart policy is what it was, and no other runs. Kept originals are stopped.
 */
export async function assertWhole(
  docker: Docker,
  calls: EngineCalls,
  victim: Victim,
): Promise<Survivor> {
  const listed = await docker.listContainers({ all: true });
  const ours = listed.filter(({ Names }) => Names.some((name) => isOf(victim, name)));
  const running = ours.filter(({ State }) => State === 'running' || State === 'restarting');
  const told = JSON.stringify(ours.map(({ Names, State }) => [Names, State]));
  assert.deepEqual(
    running.map(({ Names }) => Names[0]),
    [`/${victim.name}`],
    told,
  );
  const others = ours.filter((each) => !running.includes(each)).map(({ Names }) => Names[0] ?? '');
  assert.ok(
    others.every((name) => name.includes('.ports-old-')),
    told,
  );
  const id = running[0]?.Id ?? '';
  assert.equal(await inContainer(docker, id, readData), expectedData);
  const inspected = await calls.inspect(id);
  const isRemoved = field(inspected, 'HostConfig', 'AutoRemove') === true;
  const policy = field(inspected, 'HostConfig', 'RestartPolicy', 'Name');
  assert.equal(policy, isRemoved ? policy : 'always');
  const ports = field(inspected, 'HostConfig', 'PortBindings', '80/tcp');
  const isNew = Array.isArray(ports) && ports.length === victim.request.bindings.length;
  return { id, is: id === victim.id ? 'original' : isNew ? 'new' : 'again' };
}

function isOf(victim: Victim, name: string): boolean {
  return name === `/${victim.name}` || name.startsWith(`/${victim.name}.ports-`);
}

/** Ends the victim, so that it takes no memory from the next. */
export async function removeVictim(docker: Docker, victim: Victim): Promise<void> {
  const listed = await docker.listContainers({ all: true });
  const ours = listed.filter(({ Names }) => Names.some((name) => isOf(victim, name)));
  await Promise.all(ours.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
}
