import type Docker from 'dockerode';
import { buildImage, createContainer, published, runId } from '../lab/containers.ts';

/** No more than these run: a list of hundreds is mostly stopped containers. */
const mostRunning = 20;

/**
 * Containers as an engine gathers them: seven or eight ports each, of which five are published; one
 * in ten publishes a range of a hundred, one in ten only exposes a port; few run.
 */
export class Population {
  readonly #docker: Docker;
  readonly #images: { readonly service: string; readonly plain: string };
  readonly #containers: Docker.Container[] = [];
  #running = 0;

  private constructor(docker: Docker, images: { service: string; plain: string }) {
    this.#docker = docker;
    this.#images = images;
  }

  static async create(docker: Docker): Promise<Population> {
    const service = await buildImage(docker, 'bench-service', ['EXPOSE 9000 9001']);
    const plain = await buildImage(docker, 'bench-plain');
    return new Population(docker, { service, plain });
  }

  /** In the order of their creation; the first of them run. */
  get ids(): readonly string[] {
    return this.#containers.map(({ id }) => id);
  }

  async growTo(count: number): Promise<void> {
    while (this.#containers.length < count) {
      const index = this.#containers.length;
      const container = await createContainer(this.#docker, this.#options(index));
      this.#containers.push(container);
      if (index % 10 < 4 && this.#running < mostRunning) {
        this.#running += 1;
        await container.start();
      }
    }
  }

  /** A further container, on the image that exposes two ports. */
  async add(
    name: string,
    ports: Ports,
    more: Docker.ContainerCreateOptions = {},
  ): Promise<Docker.Container> {
    const { service } = this.#images;
    return createContainer(this.#docker, { ...more, ...publishing(nameOf(name), service, ports) });
  }

  #options(index: number): Docker.ContainerCreateOptions {
    const { service, plain } = this.#images;
    const name = nameOf(String(index));
    if (index % 10 === 4) return { name, Image: plain, ExposedPorts: { '80/tcp': {} } };
    if (index % 10 === 9) {
      return publishing(name, service, consecutive(30_000 + 10 * index, 100));
    }
    const options = publishing(name, service, apart(20_000 + 10 * index, 5));
    const further = index % 2 === 1 ? { '53/udp': {} } : {};
    return { ...options, ExposedPorts: { ...options.ExposedPorts, ...further } };
  }
}

export function nameOf(part: string): string {
  return `bench-${part}-${runId()}`;
}

type Ports = Readonly<Record<string, readonly string[]>>;

/** Ports that make one range. */
function consecutive(hostPort: number, count: number): Ports {
  return sequence(hostPort, count, 1);
}

/** Ports that make no range: each its own row. */
export function apart(hostPort: number, count: number): Ports {
  return sequence(hostPort, count, 2);
}

function sequence(hostPort: number, count: number, step: number): Ports {
  const offsets = Array.from({ length: count }, (_, index) => index * step);
  return Object.fromEntries(
    offsets.map((offset) => [`${8000 + offset}/tcp`, [String(hostPort + offset)]]),
  );
}

function publishing(name: string, image: string, ports: Ports): Docker.ContainerCreateOptions {
  const { ExposedPorts = {}, PortBindings } = published(ports);
  return { name, Image: image, ExposedPorts, HostConfig: { PortBindings } };
}
