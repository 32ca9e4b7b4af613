import { addressesOverlap } from './address.ts';
import { mayBeVirtualMachine, type Listener } from './listener.ts';
import type { Span } from './parsed.ts';
import { ownerWords } from './portOwners.ts';
import { formatPortRange } from './portRange.ts';
import type { Forward, VagrantProblem, VagrantReading } from './vagrantReading.ts';

/** The checks of forwarded ports, by the code that turns one off. */
export const vagrantChecks = [
  'VagrantfileLoadError',
  'NetworkTypeInvalid',
  'SettingUnknown',
  'ForwardRequiresPorts',
  'ForwardInvalidPort',
  'ForwardHostNotUnique',
  'ForwardReplaced',
  'ForwardsMerged',
  'ForwardAddressOverlap',
  'ForwardSharedByMachines',
  'OptionKeyIgnored',
  'OptionDuplicated',
  'PortTextCut',
  'ProtocolUnsupported',
  'SshPortTaken',
  'SshForwardDoubled',
  'OuterConfigInDefine',
  'UdpPortInUse',
] as const;
export type VagrantCheck = (typeof vagrantChecks)[number];

/** What is wrong with a forward. */
export interface VagrantAlert extends Span {
  readonly check: VagrantCheck;
  readonly severity: VagrantProblem['severity'];
  readonly message: string;
}

/**
 * What to tell of the forwards of a file.
 *
 * @param listeners of the machine that Vagrant runs on; none where that is another one than this.
 */
export function vagrantAlerts(
  reading: VagrantReading,
  listeners: readonly Listener[],
): readonly VagrantAlert[] {
  const found = reading.problems.flatMap((problem) => alertOf(problem, reading) ?? []);
  return [...found, ...udpAlerts(reading, listeners)];
}

function alertOf(problem: VagrantProblem, reading: VagrantReading): VagrantAlert | undefined {
  const check = vagrantChecks.find((each) => each === problem.rule);
  if (check === undefined || !isAboutPorts(check, problem)) return undefined;
  const { start, end, severity } = problem;
  const message = problem.message.replaceAll('\n', ' ');
  const isUdp = check === 'ForwardSharedByMachines' || check === 'ForwardAddressOverlap';
  const note = isUdp && isOfUdp(problem, reading) ? ' Vagrant does not check UDP collisions.' : '';
  return { check, severity, message: message + note, start, end };
}

/** `forward_port` is how the first version of Vagrant's configuration called it. */
function isAboutPorts(check: VagrantCheck, { message }: VagrantProblem): boolean {
  return check !== 'SettingUnknown' || message.includes('forward');
}

function isOfUdp({ start, end }: Span, { forwarded }: VagrantReading): boolean {
  return forwarded.some(
    ({ call, protocol }) => call.start <= start && end <= call.end && protocol === 'udp',
  );
}

/** UDP ports of one call that one program has. */
interface UdpClash {
  readonly span: Span;
  readonly owner: string;
  readonly ports: Set<number>;
}

/** Where Vagrant itself says nothing at `vagrant up`, and the forward does not work. */
function udpAlerts(
  { forwarded }: VagrantReading,
  listeners: readonly Listener[],
): readonly VagrantAlert[] {
  const clashes = new Map<string, UdpClash>();
  for (const forward of forwarded) {
    const listener = listeners.find((each) => isInWayOf(forward, each));
    if (listener === undefined) continue;
    const { pid, program = '', port } = listener;
    const owner = ownerWords({ kind: 'process', program, ...(pid === undefined ? {} : { pid }) });
    const span = optionSpan(forward, 'host');
    // A call may stand for many ports, and for many machines.
    const key = `${span.start} ${owner}`;
    const known = clashes.get(key) ?? { span, owner, ports: new Set() };
    known.ports.add(port);
    clashes.set(key, known);
  }
  return [...clashes.values()].map(({ span: { start, end }, owner, ports }) => {
    const verb = ports.size > 1 ? 'are' : 'is';
    const message = `Vagrant does not check UDP collisions; ${rangesText(ports)}/udp ${verb} in use by ${owner}.`;
    return { check: 'UdpPortInUse', severity: 'warning', message, start, end };
  });
}

/** `8000-8010, 9000`. */
function rangesText(ports: ReadonlySet<number>): string {
  const ranges: { start: number; end: number }[] = [];
  for (const port of [...ports].sort((left, right) => left - right)) {
    const last = ranges.at(-1);
    if (last?.end === port - 1) last.end = port;
    else ranges.push({ start: port, end: port });
  }
  return ranges.map(formatPortRange).join(', ');
}

/** Not what may well be the machine itself, that is up: programs of hypervisors, or unknown ones. */
function isInWayOf(
  { protocol, host, hostIp = '', disabled }: Forward,
  listener: Listener,
): boolean {
  return (
    protocol === 'udp' &&
    disabled !== true &&
    listener.protocol === 'udp' &&
    listener.port === host &&
    listener.program !== undefined &&
    !mayBeVirtualMachine(listener) &&
    addressesOverlap(listener.hostIp, hostIp)
  );
}

/** The value of an option, or the call that leaves it out. */
export function optionSpan({ call }: Forward, name: string): Span {
  return call.options.find((option) => option.name === name)?.value ?? call;
}
