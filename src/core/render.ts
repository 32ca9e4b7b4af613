import { bracketed, isAnyAddress, isLoopbackAddress } from './address.ts';
import type { Container, ContainerPort } from './container.ts';
import { isLocalEndpoint, type Endpoint } from './engine.ts';
import type { Mapping, UnnamedMapping } from './mapping.ts';
import { formatPortRange } from './portRange.ts';

/** `8080 → 80/tcp`, `8000-8010 → 8000-8010/udp`; `9000/tcp` when exposed only. */
export function arrowText(mapping: UnnamedMapping): string {
  const inside = `${formatPortRange(mapping.containerPorts)}/${mapping.protocol}`;
  const outside = hostPortText(mapping);
  return outside === '' ? inside : `${outside} → ${inside}`;
}

/** `8080`, `8000-8010`; `dynamic` while the engine has yet to pick; empty when exposed only. */
export function hostPortText(mapping: UnnamedMapping): string {
  if (mapping.hostPorts !== undefined) return formatPortRange(mapping.hostPorts);
  if (mapping.kind === 'exposed') return '';
  return mapping.requestedRange === undefined
    ? 'dynamic'
    : `one of ${formatPortRange(mapping.requestedRange)}`;
}

/** The value of `-p` that asks for this mapping again; undefined when it is exposed only. */
export function publishText(mapping: Mapping): string | undefined {
  if (mapping.kind === 'exposed') return undefined;
  return publishValue(
    mapping.hostIp,
    requestedPorts(mapping),
    `${formatPortRange(mapping.containerPorts)}${protocolSuffix(mapping.protocol)}`,
  );
}

/** Docker reads `ip:host:container`; an empty host port between two colons lets the engine pick. */
function publishValue(hostIp: string, host: string, container: string): string {
  if (hostIp !== '') return `${bracketed(hostIp)}:${host}:${container}`;
  return host === '' ? container : `${host}:${container}`;
}

function requestedPorts({ request, requestedRange, hostPorts }: Mapping): string {
  if (request === 'dynamic') return '';
  const ports = requestedRange ?? hostPorts;
  return ports === undefined ? '' : formatPortRange(ports);
}

function protocolSuffix(protocol: string): string {
  return protocol === 'tcp' ? '' : `/${protocol}`;
}

/**
 * `docker run` with every port option that this container was made with, and its image; as
 * arguments, one word each. What `-P` published is asked for by `-P` again.
 */
export function runArguments(container: Container, mappings: readonly Mapping[]): string[] {
  const published = mappings
    .filter(({ publishedBy }) => publishedBy !== 'publishAll')
    .flatMap((mapping) => publishText(mapping) ?? [])
    .flatMap((value) => ['-p', value]);
  const exposed = container.ports
    .filter(({ exposedBy }) => exposedBy === 'operator')
    .flatMap(({ port, protocol }) => ['--expose', `${port}${protocolSuffix(protocol)}`]);
  const links = container.links.flatMap((link) => ['--link', `${link.container}:${link.alias}`]);
  return [
    'docker',
    'run',
    '-d',
    ...networkArguments(container),
    ...published,
    ...(container.publishAll ? ['-P'] : []),
    ...exposed,
    ...links,
    container.image.reference,
  ];
}

function networkArguments({ network }: Container): string[] {
  switch (network.kind) {
    case 'bridge':
      return [];
    case 'userDefined':
      return ['--network', network.name];
    case 'host':
    case 'none':
      return ['--network', network.kind];
    case 'container':
      return ['--network', `container:${network.container}`];
  }
}

/** One line for a POSIX shell: every word that is not plainly harmless in single quotes. */
export function shellLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** A table for GitHub-flavoured Markdown; the first row is the header. Cells are shown literally. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [header = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const literalLine = (cells: readonly string[]): string => line(cells.map(markdownCell));
  return [literalLine(header), line(header.map(() => '---')), ...body.map(literalLine)].join('');
}

function markdownCell(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|$~&]/g, '\\$&');
}

/** Why a mapping cannot be opened in a browser, or where it can. */
export type BrowserAddress =
  | { readonly ok: true; readonly host: string; readonly port: number }
  | {
      readonly ok: false;
      readonly reason: 'notPublished' | 'notTcp' | 'loopbackOfOtherMachine';
    };

/**
 * Where a browser on this machine reaches the mapping.
 *
 * @param hostPort one of the mapping's host ports; its first when left out.
 */
export function browserAddress(
  mapping: Mapping,
  endpoint: Endpoint,
  hostPort = mapping.hostPorts?.start,
): BrowserAddress {
  if (mapping.kind !== 'published' || hostPort === undefined) {
    return { ok: false, reason: 'notPublished' };
  }
  if (mapping.protocol !== 'tcp') return { ok: false, reason: 'notTcp' };
  const address = mapping.addresses[0] ?? '';
  const machine = machineOf(endpoint);
  if (isLoopbackAddress(address) && machine !== 'localhost') {
    return { ok: false, reason: 'loopbackOfOtherMachine' };
  }
  const host = isBehindName(address) ? machine : bracketed(address);
  return { ok: true, host, port: hostPort };
}

/** `localhost` reaches no other loopback address than these: not 127.0.0.2. */
function isBehindName(address: string): boolean {
  return isAnyAddress(address) || address === '127.0.0.1' || address === '::1';
}

/** The host of an endpoint as a URL has it; `localhost` when it is this machine. */
function machineOf(endpoint: Endpoint): string {
  if (isLocalEndpoint(endpoint)) return 'localhost';
  const [, host = ''] = /^\w+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]*)/.exec(endpoint.url) ?? [];
  const address = host.replace(/^\[|\]$/g, '');
  return isAnyAddress(address) || isLoopbackAddress(address) ? 'localhost' : host;
}

/** `127.0.0.1:8080`, `[::1]:53`, `0.0.0.0:8000-8010`: what `docker port` prints, ranges joined. */
export function addressText(mapping: Mapping): string | undefined {
  const address = mapping.addresses[0];
  return address === undefined || mapping.hostPorts === undefined
    ? undefined
    : `${bracketed(address)}:${formatPortRange(mapping.hostPorts)}`;
}

/** The lines of `docker port CONTAINER PORT/PROTO`: every allocation, in docker's natural order. */
export function dockerPortLines(port: ContainerPort): string[] {
  return port.bindings
    .flatMap(({ allocated }) =>
      allocated.map(({ hostIp, hostPort }) => `${bracketed(hostIp)}:${hostPort}`),
    )
    .sort(naturalOrder);
}

/** Numbers by value, everything else by character, so that `[::]` follows `0.0.0.0`. */
function naturalOrder(left: string, right: string): number {
  const others = naturalParts(right);
  for (const [index, part] of naturalParts(left).entries()) {
    const other = others[index];
    if (part === other) continue;
    if (other === undefined) return 1;
    return Number(part) - Number(other) || (part < other ? -1 : 1);
  }
  return left.length - right.length;
}

function naturalParts(text: string): readonly string[] {
  return text.match(/\d+|\D/g) ?? [];
}
