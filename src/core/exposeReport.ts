import { isAnyAddress } from './address.ts';
import { containersBuiltFrom, type DeclaredPorts, type DockerfileFacts } from './builtFrom.ts';
import type { Container } from './container.ts';
import { portsOverlap } from './exposeDuplicates.ts';
import { portKeys, type ExposeReading } from './exposeReading.ts';
import { mappingsOf, type Mapping } from './mapping.ts';
import { formatPortRange, type PortRange, type Protocol } from './portRange.ts';
import { addressText } from './render.ts';

/** A mapping and the container that has it. */
export interface OwnedMapping {
  readonly container: Container;
  readonly mapping: Mapping;
}

/** A port that a container of the file's image has and the file does not expose. */
export interface UndeclaredPort {
  /** `9000/tcp` */
  readonly key: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly container: Container;
  readonly isPublished: boolean;
}

/** Ports that follow each other. */
export interface UndeclaredRange extends Omit<UndeclaredPort, 'key' | 'port'> {
  readonly range: PortRange;
}

/** The containers that are likely of the image that the file builds. */
export function containersOf(
  reading: ExposeReading,
  folder: DockerfileFacts['folder'],
  containers: readonly Container[],
): readonly Container[] {
  const declared = reading.tokens.filter(({ use }) => use !== 'none').flatMap(({ ports }) => ports);
  return containersBuiltFrom({ exposed: reading.exposed, folder }, declared, containers)
    .filter(({ certainty }) => certainty === 'likely')
    .map(({ container }) => container);
}

/** All that the containers publish right now. */
export function publishedBy(containers: readonly Container[]): readonly OwnedMapping[] {
  return containers.flatMap((container) =>
    mappingsOf(container)
      .filter(({ kind }) => kind === 'published')
      .map((mapping) => ({ container, mapping })),
  );
}

/** What is published of these ports, without other ports. */
export function publishedOf(
  ports: readonly DeclaredPorts[],
  published: readonly OwnedMapping[],
): readonly OwnedMapping[] {
  return published.flatMap(({ container, mapping }) =>
    partsWithin(mapping, ports).map((part) => ({ container, mapping: part })),
  );
}

/** What is published of these ports to others than this host, as the containers have it. */
export function openMappings(
  ports: readonly DeclaredPorts[],
  published: readonly OwnedMapping[],
): readonly OwnedMapping[] {
  return published.filter(
    ({ mapping }) => isAnyAddress(mapping.hostIp) && partsWithin(mapping, ports).length > 0,
  );
}

/** Whether one of the containers does not publish any of the ports. */
export function isUnpublishedIn(
  ports: readonly DeclaredPorts[],
  containers: readonly Container[],
): boolean {
  return containers.some((container) => publishedOf(ports, publishedBy([container])).length === 0);
}

/** The parts of a mapping that are about these ports, each with the host ports that belong to it. */
export function partsWithin(mapping: Mapping, ports: readonly DeclaredPorts[]): readonly Mapping[] {
  const { containerPorts, hostPorts, protocol } = mapping;
  return ports
    .filter((declared) => portsOverlap(declared, { range: containerPorts, protocol }))
    .map(({ range }) => {
      const start = Math.max(range.start, containerPorts.start);
      const end = Math.min(range.end, containerPorts.end);
      const part = { ...mapping, containerPorts: { start, end } };
      if (hostPorts === undefined) return part;
      const shift = hostPorts.start - containerPorts.start;
      return { ...part, hostPorts: { start: start + shift, end: end + shift } };
    });
}

/** `3 exposed · 1 published`; without the second part where no engine was read. */
export function summaryWords(
  { exposed, tokens }: ExposeReading,
  published: readonly OwnedMapping[] | undefined,
): string {
  // Where the build fails it exposes nothing; what it would is still of use.
  const declared =
    exposed.length > 0
      ? exposed
      : tokens.filter(({ use }) => use !== 'none').flatMap(({ ports }) => ports.flatMap(portKeys));
  const keys = new Set(declared);
  const words = `${keys.size} exposed`;
  if (published === undefined) return words;
  const found = published
    .flatMap(({ mapping: { containerPorts: range, protocol } }) => portKeys({ range, protocol }))
    .filter((key) => keys.has(key));
  return `${words} · ${new Set(found).size} published`;
}

/** ` → 127.0.0.1:8080`, each address once; undefined where nothing is published. */
export function arrowWords(published: readonly OwnedMapping[]): string | undefined {
  const addresses = new Set(published.flatMap(({ mapping }) => addressText(mapping) ?? []));
  return addresses.size === 0 ? undefined : ` → ${[...addresses].join(', ')}`;
}

/** The ports of -p and --expose of these containers, without those that the image exposes. */
export function undeclaredPorts(
  { exposed }: ExposeReading,
  containers: readonly Container[],
): readonly UndeclaredPort[] {
  const known = new Set(exposed);
  return containers.flatMap((container) =>
    container.ports.flatMap(({ port, protocol, exposedBy, bindings }) => {
      const key = `${port}/${protocol}`;
      if (known.has(key) || (exposedBy !== 'publish' && exposedBy !== 'operator')) return [];
      known.add(key);
      return [{ key, port, protocol, container, isPublished: bindings.length > 0 }];
    }),
  );
}

/** Those that follow each other, of one container and in one way, together: `20000-20100/udp`. */
export function undeclaredRanges(
  reading: ExposeReading,
  containers: readonly Container[],
): readonly UndeclaredRange[] {
  const ranges: (UndeclaredRange & { readonly range: { end: number } })[] = [];
  for (const { port, protocol, container, isPublished } of undeclaredPorts(reading, containers)) {
    const last = ranges.at(-1);
    if (
      last?.container === container &&
      last.protocol === protocol &&
      last.isPublished === isPublished &&
      last.range.end === port - 1
    ) {
      last.range.end = port;
    } else {
      ranges.push({ range: { start: port, end: port }, protocol, container, isPublished });
    }
  }
  return ranges;
}

/** `docker run` that publishes the ports to this host only, as arguments. */
export function publishArguments(
  ports: readonly DeclaredPorts[],
  image: string,
): readonly string[] {
  const rules = ports.map(({ range, protocol }) => {
    const text = formatPortRange(range);
    return `127.0.0.1:${text}:${text}${protocol === 'tcp' ? '' : `/${protocol}`}`;
  });
  return ['docker', 'run', '-d', ...rules.flatMap((rule) => ['-p', rule]), image];
}
