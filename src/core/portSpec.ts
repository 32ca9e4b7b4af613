import { bracketed } from './address.ts';
import { goLowerCase } from './goText.ts';
import { readHostIp } from './hostIp.ts';
import { accepted, rejected, type Parsed, type Span } from './parsed.ts';
import { readExposedRange, readPublishedRange, type PortRangeReading } from './portNumber.ts';
import { formatPortRange, portCount, type PortRange, type Protocol } from './portRange.ts';
import { standardNotation, type PublishParameter } from './publishNotation.ts';

/**
 * One `-p` rule. `hostPorts` has as many ports as `containerPorts`, or `containerPorts` is one port
 * and the engine chooses from `hostPorts`; without it the engine picks any free port.
 */
export interface PublishRule {
  /** A literal address as docker sends it; empty for every address of the host. */
  readonly hostIp: string;
  readonly hostPorts?: PortRange;
  readonly containerPorts: PortRange;
  readonly protocol: Protocol;
}

/** A rule and where its parts stand in what was written. */
export interface ParsedPublishRule extends PublishRule {
  readonly source: PublishSource;
}

export interface PublishSource {
  readonly text: string;
  /** Of the long form; empty for the short form. */
  readonly parameters: readonly PublishParameter[];
  readonly hostIp: Span;
  readonly hostPorts: Span;
  readonly containerPorts: Span;
}

/** One entry of `HostConfig.PortBindings`. `hostPort` is empty, a number, or a range: `8000-8010`. */
export interface PortBinding {
  readonly hostIp: string;
  readonly hostPort: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
}

/**
 * One value of `docker run -p`, read as docker CLI 29.8 reads it (docker/cli parse,
 * go-connections nat.ParsePortSpec), with its error texts:
 *
 *     rule     = long | short                     the long form: publishNotation.ts
 *     short    = [ [ hostIp ":" ] [ ports ] ":" ] ports [ "/" [ protocol ] ]
 *     hostIp   = [ address | "[" [ address ] "]" ]
 *     ports    = number [ "-" number ]
 *     protocol = "tcp" | "udp" | "sctp"           in any case
 *
 * The text is cut at every colon, whatever the brackets: the last part is the container's, the one
 * before it the host port's, all before that the host IP's. Nothing is trimmed.
 */
export function parsePublish(text: string): Parsed<ParsedPublishRule> {
  const notation = standardNotation(text);
  if (!notation.ok) return notation;
  const { parameters, toSource } = notation.value;
  const rule = parseShortPublish(notation.value.text);
  if (!rule.ok) return rejected(rule.message, toSource(rule));
  const { hostIp, hostPorts, containerPorts } = rule.value.source;
  return accepted({
    ...rule.value,
    source: {
      text,
      parameters,
      hostIp: toSource(hostIp),
      hostPorts: toSource(hostPorts),
      containerPorts: toSource(containerPorts),
    },
  });
}

/**
 * The short form alone, for Compose files and `EXPOSE`, which have no long form: a `=` is one more
 * wrong character. A text with two faults gets the message of the one that docker sees first.
 */
export function parseShortPublish(text: string): Parsed<ParsedPublishRule> {
  const { hostIp, hostPorts, containerPorts, protocol } = splitShortForm(text);
  const containerText = textOf(text, containerPorts);
  if (containerText === '') {
    return rejected(`no port specified: ${text}<empty>`, containerPorts);
  }
  const protocolName = goLowerCase(textOf(text, protocol)) || 'tcp';
  if (!isProtocol(protocolName)) return rejected(`invalid proto: ${protocolName}`, protocol);

  const address = readHostIp(textOf(text, hostIp));
  if (!address.ok) return rejected(address.message, hostIp);

  const container = readPublishedRange(containerText);
  if (!container.ok) return rejected(`invalid containerPort: ${containerText}`, containerPorts);

  const rule = {
    hostIp: address.hostIp,
    containerPorts: container.range,
    protocol: protocolName,
    source: { text, parameters: [], hostIp, hostPorts, containerPorts },
  };
  const hostText = textOf(text, hostPorts);
  if (hostText === '') return accepted(rule);
  const host = readPublishedRange(hostText);
  if (!host.ok) return rejected(`invalid hostPort: ${hostText}`, hostPorts);
  if (!fits(host.range, container.range)) {
    return rejected(
      `invalid ranges specified for container and host Ports: ${containerText} and ${hostText}`,
      { start: hostPorts.start, end: containerPorts.end },
    );
  }
  return accepted({ ...rule, hostPorts: host.range });
}

/** What `docker create -p` writes for the rule, in the order of the container ports. */
export function bindingsOf(rule: PublishRule): PortBinding[] {
  const { hostIp, hostPorts, containerPorts, protocol } = rule;
  const count = portCount(containerPorts);
  return Array.from({ length: count }, (_, index) => ({
    hostIp,
    hostPort: hostPorts === undefined ? '' : hostPortAt(hostPorts, index, count),
    containerPort: containerPorts.start + index,
    protocol,
  }));
}

/** The rule in the short form, its IPv6 address in brackets: CLI 20.10 reads no other. */
export function formatPublish(rule: PublishRule): string {
  const container = `${formatPortRange(rule.containerPorts)}/${rule.protocol}`;
  const hostPorts = rule.hostPorts === undefined ? '' : formatPortRange(rule.hostPorts);
  if (rule.hostIp !== '') return `${bracketed(rule.hostIp)}:${hostPorts}:${container}`;
  return hostPorts === '' ? container : `${hostPorts}:${container}`;
}

/** What one `--expose` value opens; the protocol is any text, in lower case. */
export interface ExposedRange {
  readonly ports: PortRange;
  readonly protocol: string;
}

/**
 * One value of `docker run --expose`, read as docker CLI 29.8 reads it (moby/api
 * network.ParsePortRange): `ports [ "/" [ anything ] ]`.
 */
export function parseExposedRange(text: string): Parsed<ExposedRange> {
  const slash = text.indexOf('/');
  const portsEnd = slash === -1 ? text.length : slash;
  const reading = readExposedRange(text.slice(0, portsEnd));
  if (reading.ok) {
    const protocol = goLowerCase(text.slice(portsEnd + 1)) || 'tcp';
    return accepted({ ports: reading.range, protocol });
  }
  const fault = exposeFault(text, portsEnd, reading);
  return rejected(`invalid range format for --expose: ${fault.message}`, fault);
}

/** One `--expose` value as the keys of `Config.ExposedPorts`: `80/tcp`. */
export function parseExpose(text: string): Parsed<string[]> {
  const range = parseExposedRange(text);
  return range.ok ? accepted(exposedKeys(range.value)) : range;
}

export function exposedKeys({ ports, protocol }: ExposedRange): string[] {
  return Array.from(
    { length: portCount(ports) },
    (_, index) => `${ports.start + index}/${protocol}`,
  );
}

function exposeFault(
  text: string,
  portsEnd: number,
  reading: PortRangeReading & { ok: false },
): Span & { readonly message: string } {
  if (text === '') return { message: 'invalid port range: value is empty', start: 0, end: 0 };
  if (reading.part === 'order') {
    return { message: `invalid port range: ${text}`, start: 0, end: portsEnd };
  }
  const hyphen = text.slice(0, portsEnd).indexOf('-');
  const span =
    reading.part === 'end'
      ? { start: hyphen + 1, end: portsEnd }
      : { start: 0, end: hyphen === -1 ? portsEnd : hyphen };
  const number = textOf(text, span);
  return { message: `invalid ${reading.part} port '${number}': ${reading.fault}`, ...span };
}

function hostPortAt(hostPorts: PortRange, index: number, count: number): string {
  return count === 1 ? formatPortRange(hostPorts) : String(hostPorts.start + index);
}

function splitShortForm(
  text: string,
): Record<'hostIp' | 'hostPorts' | 'containerPorts' | 'protocol', Span> {
  const lastColon = text.lastIndexOf(':');
  const colonBefore = lastColon < 1 ? -1 : text.lastIndexOf(':', lastColon - 1);
  const slash = text.indexOf('/', lastColon + 1);
  const containerEnd = slash === -1 ? text.length : slash;
  return {
    hostIp: { start: 0, end: Math.max(colonBefore, 0) },
    hostPorts: { start: colonBefore + 1, end: Math.max(lastColon, 0) },
    containerPorts: { start: lastColon + 1, end: containerEnd },
    protocol: { start: Math.min(containerEnd + 1, text.length), end: text.length },
  };
}

/** One container port may have a range of host ports to choose from. */
function fits(hostPorts: PortRange, containerPorts: PortRange): boolean {
  const count = portCount(containerPorts);
  return count === 1 || count === portCount(hostPorts);
}

function isProtocol(name: string): name is Protocol {
  return name === 'tcp' || name === 'udp' || name === 'sctp';
}

function textOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
