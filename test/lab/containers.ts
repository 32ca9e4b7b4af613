import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { onPath } from './command.ts';

/** Names, in a test's environment, the run that the test belongs to. */
export const runVariable = 'PORT_MAPPINGS_TEST_RUN';

/** Label of everything that a run makes, so that it can be told from the developer's own. */
const runLabel = 'port-mappings.test-run';

/** The run that this process belongs to. */
export function runId(): string {
  return process.env[runVariable] ?? String(process.pid);
}

/** A client of the engine that a `DOCKER_HOST` value names. */
export function dockerClient(dockerHost = process.env['DOCKER_HOST'] ?? ''): Docker {
  const path = /^(?:unix|npipe):\/\/(.+)$/.exec(dockerHost)?.[1];
  if (path !== undefined) return new Docker({ socketPath: path });
  const { hostname, port } = new URL(dockerHost);
  return new Docker({ host: hostname, port });
}

/**
 * Builds an image with busybox's programs from further lines of a Dockerfile, such as `EXPOSE 80`.
 * Needs no registry where a static busybox is installed. Returns its name, `port-mappings-test/NAME:RUN`.
 */
export async function buildImage(
  docker: Docker,
  name: string,
  lines: readonly string[] = [],
): Promise<string> {
  const image = `port-mappings-test/${name}:${runId()}`;
  const context = await mkdtemp(join(tmpdir(), 'port-mappings-image-'));
  try {
    const dockerfile = [
      ...(await baseLines(context)),
      `LABEL ${runLabel}=${runId()}`,
      'STOPSIGNAL SIGKILL',
      'CMD ["/bin/busybox", "sleep", "1000000"]',
      ...lines,
    ];
    await writeFile(join(context, 'Dockerfile'), dockerfile.join('\n'));
    const source = { context, src: ['.'] };
    await finished(docker, await docker.buildImage(source, { t: image, forcerm: true }));
  } finally {
    await rm(context, { recursive: true });
  }
  return image;
}

async function baseLines(context: string): Promise<readonly string[]> {
  const busybox = process.platform === 'linux' ? onPath('busybox') : undefined;
  if (busybox === undefined) return ['FROM busybox:1.36-musl'];
  const bin = join(context, 'bin');
  await mkdir(bin);
  await cp(busybox, join(bin, 'busybox'));
  for (const program of ['sh', 'sleep', 'httpd', 'nc'])
    await symlink('busybox', join(bin, program));
  return ['FROM scratch', 'COPY bin/ /bin/'];
}

async function finished(docker: Docker, progress: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(progress, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/**
 * Creates a container as the engine's API takes it, labelled with the run. Names are unique to the
 * engine, so on a developer's own engine they should end in {@link runId}.
 */
export async function createContainer(
  docker: Docker,
  options: Docker.ContainerCreateOptions,
): Promise<Docker.Container> {
  return docker.createContainer({ ...options, Labels: { ...options.Labels, [runLabel]: runId() } });
}

/** As {@link createContainer}, and starts it. */
export async function startContainer(
  docker: Docker,
  options: Docker.ContainerCreateOptions,
): Promise<Docker.Container> {
  const container = await createContainer(docker, options);
  await container.start();
  return container;
}

/**
 * `ExposedPorts` and `PortBindings` of a container: for each container port with its protocol, the
 * addresses on the host, written `ip:port` or `port`; a port may be a range or left empty (random).
 */
export function published(ports: Readonly<Record<string, readonly string[]>>): Pick<
  Docker.ContainerCreateOptions,
  'ExposedPorts'
> & {
  readonly PortBindings: Record<string, { HostIp: string; HostPort: string }[]>;
} {
  const bindings = Object.entries(ports).map(([port, addresses]) => [port, addresses.map(binding)]);
  return {
    ExposedPorts: Object.fromEntries(Object.keys(ports).map((port) => [port, {}])),
    PortBindings: Object.fromEntries(bindings) as Record<string, ReturnType<typeof binding>[]>,
  };
}

function binding(address: string): { HostIp: string; HostPort: string } {
  const colon = address.lastIndexOf(':');
  return { HostIp: address.slice(0, Math.max(colon, 0)), HostPort: address.slice(colon + 1) };
}

/** Removes the containers that a run labelled, with their anonymous volumes. */
export async function removeContainers(docker: Docker, run = runId()): Promise<void> {
  const filters = { label: [`${runLabel}=${run}`] };
  for (const { Id } of await docker.listContainers({ all: true, filters })) {
    await docker.getContainer(Id).remove({ force: true, v: true });
  }
}

/** Removes what a run labelled, and nothing else. */
export async function removeRun(dockerHost: string, run: string): Promise<void> {
  const docker = dockerClient(dockerHost);
  const filters = { label: [`${runLabel}=${run}`] };
  await removeContainers(docker, run);
  for (const { Id } of await docker.listImages({ filters: JSON.stringify(filters) })) {
    await docker.getImage(Id).remove({ force: true });
  }
  for (const { Id } of await docker.listNetworks({ filters })) await docker.getNetwork(Id).remove();
}
