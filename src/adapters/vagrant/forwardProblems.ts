import { option } from './forwardDeclaration.ts';
import type { ForwardedPort, ImplicitForward, VagrantfileRule } from './forwardedPorts.ts';
import type { JoinedForward } from './joinedForwards.ts';
import type { Reading } from './reading.ts';
import { inspect } from './ruby/rubyText.ts';

/** The forwards of one machine, with those that Vagrant adds. */
export interface MachineForwards {
  readonly machine: string;
  readonly declared: readonly JoinedForward[];
  readonly implicit: readonly ImplicitForward[];
}

type PortOption = 'guest' | 'host';

/** What Vagrant's validation says of each machine, and what loads but will not do what it says. */
export function noteProblems(reading: Reading, machines: readonly MachineForwards[]): void {
  for (const { declared, implicit } of machines) {
    const hasOwnSsh = !implicit.some(({ id }) => id === 'ssh');
    for (const joined of declared) {
      notePorts(reading, joined);
      noteOptions(reading, joined);
      if (!hasOwnSsh) noteSsh(reading, joined);
    }
    noteDuplicates(reading, declared, implicit);
  }
  noteShared(reading, machines);
}

function note(
  { calls, findings }: Reading,
  rule: VagrantfileRule,
  { forward }: JoinedForward,
  optionName: string | undefined,
  message: string,
): void {
  const span =
    optionName === undefined ? calls.of(forward.node) : calls.valueOf(forward.node, optionName);
  findings.addProblem(rule, span, message);
}

function notePorts(reading: Reading, joined: JoinedForward): void {
  const { guest, host } = joined.port;
  if (guest === undefined || host === undefined) {
    const message = 'Forwarded port definitions require a "host" and "guest" value';
    note(reading, 'ForwardRequiresPorts', joined, undefined, message);
  }
  notePort(reading, joined, 'guest', guest);
  notePort(reading, joined, 'host', host);
}

function notePort(
  reading: Reading,
  joined: JoinedForward,
  name: PortOption,
  port: number | undefined,
): void {
  const written = option(joined.forward.options, name);
  if (port === undefined || port < 1 || port > 65_535) {
    note(reading, 'ForwardInvalidPort', joined, name, 'Ports to forward must be 1 to 65535');
  } else if (
    (written.kind === 'string' && !/^\s*\d+\s*$/.test(written.text)) ||
    (written.kind === 'float' && written.value !== port)
  ) {
    const message = `Vagrant reads ${inspect(written) ?? 'this'} as ${port}: it takes one whole number, no range and no protocol.`;
    note(reading, 'PortTextCut', joined, name, message);
  }
}

function noteOptions(reading: Reading, joined: JoinedForward): void {
  const { protocol } = joined.port;
  if (protocol !== 'tcp' && protocol !== 'udp') {
    const message = `Vagrant forwards "tcp" and "udp" only, not "${protocol}".`;
    note(reading, 'ProtocolUnsupported', joined, 'protocol', message);
  }
  const { node, options } = joined.forward;
  for (const [key] of options.pairs.values()) {
    if (key.kind !== 'string') continue;
    const message = `Vagrant ignores "${key.text}": the names of options are symbols, as in \`guest: 80\`.`;
    reading.findings.addProblem(
      'OptionKeyIgnored',
      reading.calls.stringKeyOf(node, key.text),
      message,
    );
  }
}

/** Beside the forward for SSH that Vagrant adds to the machine. */
function noteSsh(reading: Reading, joined: JoinedForward): void {
  const { guest, host, hostIp, disabled } = joined.port;
  if (disabled === true) return;
  if (guest === 22) {
    const message =
      'Vagrant adds its own forward to port 22 beside this; with `id: "ssh"` this would take its place.';
    note(reading, 'SshForwardDoubled', joined, 'guest', message);
  }
  if (host === 2222 && hostIp !== '127.0.0.1') {
    const message = 'Vagrant uses host port 2222 for SSH to the first machine.';
    note(reading, 'SshPortTaken', joined, 'host', message);
  }
}

/** One key for all that Vagrant's validation takes for the same host port. */
function keyOf({ hostIp = '', protocol, host }: ForwardedPort | ImplicitForward): string {
  return `${hostIp}${protocol}${host ?? ''}`;
}

function noteDuplicates(
  reading: Reading,
  declared: readonly JoinedForward[],
  implicit: readonly ImplicitForward[],
): void {
  const seen = new Set(implicit.map(keyOf));
  for (const joined of declared) {
    const { port } = joined;
    const key = keyOf(port);
    if (port.host !== undefined && seen.has(key)) {
      const message = `Forwarded port '${port.host}' (host port) is declared multiple times\nwith the protocol '${port.protocol}'.`;
      note(reading, 'ForwardHostNotUnique', joined, 'host', message);
    }
    seen.add(key);
  }
}

interface Holder {
  readonly machine: string;
  readonly joined: JoinedForward;
}

/** Forwards that want the same host port on the same address when all machines run. */
function noteShared(reading: Reading, machines: readonly MachineForwards[]): void {
  const holders = new Map<string, Holder[]>();
  for (const { machine, declared } of machines) {
    for (const joined of declared) {
      const { protocol, host, disabled } = joined.port;
      if (host === undefined || disabled === true) continue;
      const key = `${protocol} ${host}`;
      const others = holders.get(key) ?? [];
      const other = others.find((holder) => collides(holder.joined.port, joined.port));
      if (other !== undefined) noteCollision(reading, other, { machine, joined });
      others.push({ machine, joined });
      holders.set(key, others);
    }
  }
}

function noteCollision(reading: Reading, first: Holder, second: Holder): void {
  const { port } = second.joined;
  if (first.machine !== second.machine) {
    const message = `Machines ${first.machine} and ${second.machine} both forward host port ${port.host ?? ''}: only one of them can run.`;
    note(reading, 'ForwardSharedByMachines', second.joined, 'host', message);
  } else if (keyOf(first.joined.port) !== keyOf(port)) {
    const line = first.joined.port.line;
    const message = `Host port ${port.host ?? ''} is taken by the forward of line ${line}, as one of them is on every address.`;
    note(reading, 'ForwardAddressOverlap', second.joined, 'host', message);
  }
}

/** Vagrant gives a forward with `auto_correct` another port when its own is in use; so for tcp only. */
function collides(first: ForwardedPort, second: ForwardedPort): boolean {
  if (second.autoCorrect && second.protocol === 'tcp') return false;
  const [one, other] = [first.hostIp ?? '', second.hostIp ?? ''];
  return one === other || isEveryAddress(one) || isEveryAddress(other);
}

function isEveryAddress(hostIp: string): boolean {
  return hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::' || hostIp === '*';
}
