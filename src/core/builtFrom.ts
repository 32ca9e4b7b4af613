import type { Container, ContainerPort } from './container.ts';
import type { PortRange, Protocol } from './portRange.ts';

/**
 * How sure it is that a container's image was built from a Dockerfile:
 *
 * - `likely`: the image exposes exactly what the Dockerfile does; or all of it and perhaps more, and
 *   Compose made the container from a file in the Dockerfile's folder or above it.
 * - `possible`: the image exposes the same port, as many others do.
 */
export type Certainty = 'likely' | 'possible';

export interface BuiltContainer {
  readonly container: Container;
  readonly certainty: Certainty;
}

/** What is known of a Dockerfile. */
export interface DockerfileFacts {
  /** `["80/tcp", …]`, all that it exposes. */
  readonly exposed: readonly string[];
  /** The folder that it is in, with `/` between the names. */
  readonly folder: string;
}

/** Ports as a Dockerfile declares them. */
export interface DeclaredPorts {
  readonly range: PortRange;
  readonly protocol: Protocol;
}

/** Containers whose image exposes one of the ports, the likely ones first. */
export function containersBuiltFrom(
  dockerfile: DockerfileFacts,
  declared: readonly DeclaredPorts[],
  containers: readonly Container[],
): readonly BuiltContainer[] {
  const built = containers
    .filter((container) => exposedByImage(container).some((port) => isDeclared(port, declared)))
    .map((container) => ({ container, certainty: certaintyOf(dockerfile, container) }));
  return [
    ...built.filter(({ certainty }) => certainty === 'likely'),
    ...built.filter(({ certainty }) => certainty === 'possible'),
  ];
}

function isDeclared(
  { port, protocol }: ContainerPort,
  declared: readonly DeclaredPorts[],
): boolean {
  return declared.some(
    (ports) => ports.protocol === protocol && ports.range.start <= port && port <= ports.range.end,
  );
}

/** An image that cannot be inspected may expose whatever the container does. */
function exposedByImage({ ports }: Container): ContainerPort[] {
  return ports.filter(({ exposedBy }) => exposedBy === 'image' || exposedBy === 'unknown');
}

function certaintyOf(dockerfile: DockerfileFacts, container: Container): Certainty {
  const exposed = new Set(
    exposedByImage(container).map(({ port, protocol }) => `${port}/${protocol}`),
  );
  // A base image may expose more; one built from the file exposes no less.
  if (!dockerfile.exposed.every((key) => exposed.has(key))) return 'possible';
  const isSame = exposed.size === new Set(dockerfile.exposed).size;
  return isSame || isOrHolds(container.compose?.workingDirectory, dockerfile.folder)
    ? 'likely'
    : 'possible';
}

function isOrHolds(outer: string | undefined, inner: string): boolean {
  if (outer === undefined || outer === '') return false;
  const folder = withSlash(outer.replaceAll('\\', '/'));
  return withSlash(inner).startsWith(folder);
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
