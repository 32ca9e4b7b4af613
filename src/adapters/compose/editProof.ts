import type { Span } from '../../core/parsed.ts';
import { formatIpAddress, parseIpAddress } from '../../core/ipAddress.ts';
import { bindingsOf, type PublishRule } from '../../core/portSpec.ts';
import { refuse, type Refusal } from './editTarget.ts';
import type { ComposePort } from './longSyntax.ts';
import type { ComposeReading } from './ports.ts';
import type { ComposeProblem } from './problems.ts';

/** What an edit is to change in what Compose reads. */
export interface Intent {
  readonly service: string;
  /** The entry that goes, or is replaced, and the name of its file. */
  readonly replaced?: Span & { readonly file: string };
  /** What is published in addition. */
  readonly added?: PublishRule;
}

/**
 * Undefined if the second reading is the first with what was intended and nothing else: the same
 * services, no new error, and every other port as it was. Else why not.
 */
export function faultOf(
  before: ComposeReading,
  after: ComposeReading,
  intent: Intent,
): Refusal | undefined {
  const error = newError(before, after);
  if (error !== undefined) return refuse(`Compose would refuse the file: ${error.message}`);
  const others = changedServices(before, after, intent.service);
  if (others.length > 0) {
    return refuse(`It would change the ports of ${others.join(', ')} as well.`);
  }
  return changesAsIntended(before, after, intent) ? undefined : otherPorts(before, intent.service);
}

function otherPorts(before: ComposeReading, service: string): Refusal {
  const isMerged = before.sources[service]?.ports.some(({ obstacle }) => obstacle === 'merge-key');
  return refuse(
    isMerged === true
      ? `A merge key gives ${service} its ports; ports of its own would replace them.`
      : `Compose would then read other ports of ${service} than these.`,
  );
}

/** Why the text cannot be edited at all. */
export function unreadable({ problems }: ComposeReading): Refusal | undefined {
  const fault = errorsOf(problems).find(({ rule }) => rule === 'yaml' || rule === 'limit');
  return fault && refuse(`The file cannot be read: ${fault.message.replaceAll(/\s+/g, ' ')}`);
}

/** Why the rule adds nothing: all or some of it is published already. */
export function alreadyPublished(before: ComposeReading, intent: Intent): Refusal | undefined {
  const { service, added } = intent;
  if (added === undefined) return undefined;
  const known = new Set(
    [...expectedPorts(before, intent).values()].map(({ port }) => slotOf(port)),
  );
  const port = portsOf(added).find((one) => known.has(slotOf(one)));
  if (port === undefined) return undefined;
  const host = port.published === undefined ? '' : `${port.published}:`;
  return refuse(
    `${service} has ${host}${port.target ?? ''}/${port.protocol ?? ''} in its ports already.`,
  );
}

function errorsOf(problems: readonly ComposeProblem[]): readonly ComposeProblem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

function newError(before: ComposeReading, after: ComposeReading): ComposeProblem | undefined {
  const known = errorsOf(before.problems);
  const found = errorsOf(after.problems);
  if (found.length <= known.length) return undefined;
  return (
    found.find(({ message }) => known.every((problem) => problem.message !== message)) ?? found[0]
  );
}

function changedServices(
  before: ComposeReading,
  after: ComposeReading,
  service: string,
): readonly string[] {
  const names = new Set([...Object.keys(before.services), ...Object.keys(after.services)]);
  names.delete(service);
  const written = (reading: ComposeReading, name: string): string =>
    JSON.stringify([reading.services[name], reading.sources[name]?.networkMode]);
  return [...names].filter((name) => written(before, name) !== written(after, name));
}

function changesAsIntended(before: ComposeReading, after: ComposeReading, intent: Intent): boolean {
  const { service, added } = intent;
  const expose = (reading: ComposeReading): string =>
    JSON.stringify(reading.services[service]?.expose);
  if (after.services[service] === undefined || expose(before) !== expose(after)) return false;
  const expected = expectedPorts(before, intent);
  const rest: ComposePort[] = [];
  for (const port of after.services[service].ports ?? []) {
    const known = expected.get(keyOf(port));
    if (known === undefined) rest.push(port);
    else if (!known.shownAgain && JSON.stringify(known.port) !== JSON.stringify(port)) return false;
    expected.delete(keyOf(port));
  }
  const wanted = added === undefined ? [] : portsOf(added);
  return expected.size === 0 && sameIdentities(rest, wanted);
}

interface Expected {
  readonly port: ComposePort;
  /** It was hidden by what goes: only its key is known. */
  readonly shownAgain: boolean;
}

/** The ports that stay, by Compose's key for them. */
function expectedPorts(
  before: ComposeReading,
  { service, replaced }: Intent,
): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const sources = before.sources[service]?.ports ?? [];
  before.services[service]?.ports?.forEach((port, index) => {
    const source = sources[index];
    const isReplaced = (place: { readonly file: string; readonly item: Span }): boolean =>
      place.file === replaced?.file && place.item.start === replaced.start;
    const goes = source !== undefined && isReplaced(source);
    const shownAgain = goes && source.hides.some((hidden) => !isReplaced(hidden));
    if (!goes || shownAgain) expected.set(keyOf(port), { port, shownAgain });
  });
  return expected;
}

/** Compose has one port for each (override/uncity.go). */
function keyOf({ host_ip = '0.0.0.0', published, target, protocol }: ComposePort): string {
  return JSON.stringify([host_ip, published, target, protocol]);
}

function sameIdentities(left: readonly ComposePort[], right: readonly ComposePort[]): boolean {
  const identities = (ports: readonly ComposePort[]): string =>
    JSON.stringify(ports.map(identityOf).sort());
  return identities(left) === identities(right);
}

/** Whatever way an address, a number or a protocol is spelled. */
function identityOf({
  host_ip = '',
  published = '',
  target = 0,
  protocol = '',
}: ComposePort): string {
  const address = parseIpAddress(host_ip);
  const hostIp = address === undefined ? host_ip : formatIpAddress(address);
  const host = published.replaceAll(/(?<!\d)0+(?=\d)/g, '');
  return JSON.stringify([hostIp, host, target, protocol.toLowerCase()]);
}

function slotOf(port: ComposePort): string {
  return identityOf({ ...port, host_ip: port.host_ip ?? '0.0.0.0' });
}

function portsOf(rule: PublishRule): readonly ComposePort[] {
  return bindingsOf(rule).map(({ hostIp, hostPort, containerPort, protocol }) => ({
    ...(hostIp === '' ? {} : { host_ip: hostIp }),
    ...(hostPort === '' ? {} : { published: hostPort }),
    target: containerPort,
    protocol,
  }));
}
