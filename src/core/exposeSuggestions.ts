import type { Container } from './container.ts';
import type { ExposeReading } from './exposeReading.ts';
import { undeclaredPorts } from './exposeReport.ts';
import type { Protocol } from './portRange.ts';
import { serviceName, wellKnownPorts } from './wellKnownPorts.ts';

/** A port that may be meant by who writes EXPOSE. */
export interface PortSuggestion {
  /** `80`, `53/udp`: as it is written. */
  readonly text: string;
  /** What usually answers there. */
  readonly service?: string;
  /** Where the suggestion comes from. */
  readonly origin: string;
}

/**
 * Ports that the file does not expose: those that containers of its image have, those that its base
 * image exposes, as far as a container of that is known, and those that images commonly expose.
 *
 * @param own the containers of the file's image.
 * @param all every container.
 */
export function suggestPorts(
  reading: ExposeReading,
  own: readonly Container[],
  all: readonly Container[],
): readonly PortSuggestion[] {
  const known = new Set(reading.exposed);
  const suggestions: PortSuggestion[] = [];
  const suggest = (port: number, protocol: Protocol, origin: string): void => {
    const key = `${port}/${protocol}`;
    if (known.has(key)) return;
    known.add(key);
    const service = serviceName(port, protocol);
    const text = protocol === 'tcp' ? String(port) : key;
    suggestions.push({ text, origin, ...(service === undefined ? {} : { service }) });
  };
  for (const { port, protocol, container, isPublished } of undeclaredPorts(reading, own)) {
    suggest(port, protocol, `${isPublished ? 'published' : 'exposed'} by ${container.name}`);
  }
  for (const { ports } of containersOfImage(reading.baseImage, all)) {
    for (const { port, protocol, exposedBy } of ports) {
      if (exposedBy === 'image') suggest(port, protocol, 'exposed by the base image already');
    }
  }
  for (const { port, protocol } of wellKnownPorts) suggest(port, protocol, 'commonly exposed');
  return suggestions;
}

/** Those that were made of the image by this name. */
export function containersOfImage(
  image: string | undefined,
  containers: readonly Container[],
): readonly Container[] {
  if (image === undefined) return [];
  const wanted = fullName(image);
  return containers.filter((container) => fullName(container.image.reference) === wanted);
}

/** `nginx` is `nginx:latest`, and `docker.io/library/nginx` the same. */
function fullName(image: string): string {
  const name = image.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /:[^/]*$|@/.test(name) ? name : `${name}:latest`;
}
