import { portCount, type PortRange } from '../../core/portRange.ts';
import type { Declared, OpenVagrantfile } from './editCheck.ts';
import type { WantedForward } from '../../core/forwardLine.ts';
import type { OptionChanges } from './editOptions.ts';
import { defaultStyle, optionText } from '../../core/forwardText.ts';
import type { ForwardCall, ForwardedPort } from './forwardedPorts.ts';

/** What a call is to declare instead; what is missing stays. */
export interface ForwardChanges {
  /** One port, unless the call stands in a loop over a range. */
  readonly guest?: PortRange;
  readonly host?: PortRange;
  readonly protocol?: 'tcp' | 'udp';
  /** Empty for every address. */
  readonly hostIp?: string;
  /** Empty for the guest's usual address. */
  readonly guestIp?: string;
  readonly autoCorrect?: boolean;
  /** Empty for the one that Vagrant gives. */
  readonly id?: string;
}

/** The id that Vagrant gives to a forward without one (plugins/kernel_v2/config/vm.rb). */
export function usualId({ hostIp = '', protocol, host }: Partial<Declared>): string {
  return `${hostIp}${protocol ?? 'tcp'}${host ?? ''}`;
}

/** The forwards of one machine that a wanted one means. */
export function wantedForwards(wanted: WantedForward, machine: string): readonly Declared[] {
  const { hostIp = '', guestIp = '', protocol, autoCorrect = false, id = '' } = wanted;
  return Array.from({ length: portCount(wanted.guest) }, (_, offset) => {
    const host = wanted.host.start + offset;
    const guest = wanted.guest.start + offset;
    const usual = usualId({ hostIp, protocol, host });
    return { machine, guest, host, hostIp, guestIp, protocol, autoCorrect, id: id || usual };
  });
}

/** A forward after a change of its call. */
export function changedForward(
  forward: ForwardedPort,
  changes: ForwardChanges,
  offset = 0,
): Declared {
  const { guest, host, id, ...others } = changes;
  const after = {
    ...forward,
    ...others,
    ...(guest && { guest: guest.start + offset }),
    ...(host && { host: host.start + offset }),
  };
  const isNamed = forward.call.options.some(({ name }) => name === 'id');
  const isUsual = !isNamed && (forward.call.literal || forward.id === usualId(forward));
  const hasUsualId = id === undefined ? isUsual : id === '';
  return { ...after, id: hasUsualId ? usualId(after) : (id ?? forward.id) };
}

/**
 * What calls of one block with literal values declare together, some of them with other options.
 * Vagrant's merging is left to the reader: it reads a file of these calls alone.
 */
export function declaredTogether(
  { text, read }: OpenVagrantfile,
  calls: readonly ForwardCall[],
  changesOf: (call: ForwardCall) => OptionChanges | undefined,
): readonly ForwardedPort[] {
  const lines = calls.map((call) => {
    const changes: OptionChanges = changesOf(call) ?? new Map();
    const kept = call.options
      .filter(({ name }) => !changes.has(name))
      .map(({ pair }) => text.slice(pair.start, pair.end));
    const added = [...changes].flatMap(([name, value]) =>
      value === undefined ? [] : [optionText(name, value, defaultStyle)],
    );
    return `config.vm.network :forwarded_port, ${[...kept, ...added].join(', ')}`;
  });
  return read(['Vagrant.configure("2") do |config|', ...lines, 'end'].join('\n')).forwarded;
}
