import type { Span } from './parsed.ts';

/** A `config.vm.network "forwarded_port", …` in the text. Offsets are UTF-16 units of all of it. */
export interface ForwardCall extends Span {
  readonly options: readonly { readonly name: string; readonly value: Span }[];
}

/** A forward as Vagrant has it once a machine's configuration is loaded. */
export interface Forward {
  readonly machine: string;
  readonly guest?: number;
  readonly host?: number;
  /** Missing and empty both mean every address. */
  readonly hostIp?: string;
  readonly guestIp?: string;
  /** As written. */
  readonly protocol: string;
  readonly autoCorrect: boolean;
  readonly id: string;
  /** Left out at `vagrant up`. */
  readonly disabled?: boolean;
  /** 1-based. */
  readonly line: number;
  readonly call: ForwardCall;
  /** Written out, computed by Ruby, or one of several rounds of a call. */
  readonly origin: 'literal' | 'computed' | 'repeated';
  /** Earlier calls that Vagrant merged into this one. */
  readonly merged?: readonly ForwardCall[];
}

/** What Vagrant adds to a machine by itself. */
export interface ImplicitForward {
  readonly machine: string;
  readonly guest: number;
  readonly host: number;
  readonly hostIp: string;
  readonly protocol: string;
}

/** A place whose forwards only running Ruby would tell. */
export interface UnreadForward extends Span {
  readonly reason: string;
}

export interface VagrantProblem extends Span {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: string;
  readonly message: string;
}

/** What a Vagrantfile forwards, as far as its text alone says it. */
export interface VagrantReading {
  readonly machines: readonly string[];
  /** Machine by machine. */
  readonly forwarded: readonly Forward[];
  readonly implicit: readonly ImplicitForward[];
  readonly unread: readonly UnreadForward[];
  readonly problems: readonly VagrantProblem[];
}

/** A call, and the forwards that it has a part in: several in a loop, and for several machines. */
export interface CalledForwards {
  readonly call: ForwardCall;
  readonly forwards: readonly Forward[];
}

/** The call that an offset is in or right after. */
export function callAt({ forwarded }: VagrantReading, offset: number): CalledForwards | undefined {
  const call = forwarded.flatMap(callsOf).find((each) => holds(each, offset));
  if (call === undefined) return undefined;
  const isOfCall = (forward: Forward): boolean =>
    callsOf(forward).some(({ start }) => start === call.start);
  return { call, forwards: forwarded.filter(isOfCall) };
}

/** The place that an offset is in or right after, and that could not be read. */
export function unreadAt({ unread }: VagrantReading, offset: number): UnreadForward | undefined {
  return unread
    .filter((each) => holds(each, offset))
    .sort((left, right) => left.end - left.start - (right.end - right.start))[0];
}

function callsOf({ merged = [], call }: Forward): readonly ForwardCall[] {
  return [...merged, call];
}

export function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** Whether Vagrant would forward the same ports: what a running machine has to be reloaded for. */
export function isSameForwarding(left: VagrantReading, right: VagrantReading): boolean {
  return forwardingKey(left) === forwardingKey(right);
}

/** The order does not matter, and neither does how they are written. */
function forwardingKey({ forwarded }: VagrantReading): string {
  return forwarded
    .filter(({ disabled }) => disabled !== true)
    .map(({ machine, guest, host, hostIp = '', guestIp = '', protocol, autoCorrect }) =>
      JSON.stringify([machine, guest, host, hostIp, guestIp, protocol, autoCorrect]),
    )
    .sort()
    .join('\n');
}
