import { defaultStyle, optionText, type ForwardStyle, type OptionValue } from './forwardText.ts';
import { portCount, type PortRange } from './portRange.ts';

/** A forward, or a range of them, that a Vagrantfile is to declare. */
export interface WantedForward {
  /** Undefined for every machine of the file. */
  readonly machine?: string;
  readonly guest: PortRange;
  /** As many ports as `guest`. */
  readonly host: PortRange;
  readonly protocol: 'tcp' | 'udp';
  /** Missing and empty mean every address. */
  readonly hostIp?: string;
  readonly guestIp?: string;
  readonly autoCorrect?: boolean;
  /** For one forward only; without it Vagrant gives it one by address, protocol and host port. */
  readonly id?: string;
}

/** A range is written as one loop, or as a line for each port. */
export type RangeStyle = 'loop' | 'lines';

/** How several lines are written. */
export interface LinesStyle {
  readonly forward: ForwardStyle;
  readonly range: RangeStyle;
  /** The loop's own. */
  readonly variable: string;
}

const usualLines: LinesStyle = { forward: defaultStyle, range: 'loop', variable: 'port' };

/** The Ruby text that declares a forward, for previews and copying; a range has several lines. */
export function vagrantLine(wanted: WantedForward, style: Partial<LinesStyle> = {}): string {
  return forwardLines(wanted, { ...usualLines, ...style }).join('\n');
}

/** The lines that declare a forward, without the indentation that all have. */
export function forwardLines(wanted: WantedForward, style: LinesStyle): readonly string[] {
  if (portCount(wanted.guest) === 1) return [single(wanted, style.forward)];
  if (style.range === 'lines') {
    return portOffsets(wanted).map((offset) => single(wanted, style.forward, offset));
  }
  const { indent } = style.forward;
  const inner = inLoop(wanted, style).replaceAll('\n', `\n${indent}`);
  return [`${loopHead(wanted)} do |${style.variable}|`, indent + inner, 'end'];
}

/** The same on one line. */
export function forwardInline(wanted: WantedForward, style: LinesStyle): string {
  if (portCount(wanted.guest) === 1 || style.range === 'lines') {
    return forwardLines(wanted, style).join('; ');
  }
  return `${loopHead(wanted)} { |${style.variable}| ${inLoop(wanted, style)} }`;
}

/** Why Vagrant cannot forward these ports; undefined when it can. */
export function wrongPorts(guest: PortRange, host: PortRange): string | undefined {
  if ([guest, host].some(({ start, end }) => start < 1 || end > 65_535)) {
    return 'Ports to forward must be 1 to 65535.';
  }
  return portCount(guest) === portCount(host)
    ? undefined
    : 'The range of the guest and that of the host must be of the same size.';
}

function portOffsets({ guest }: WantedForward): readonly number[] {
  return Array.from({ length: portCount(guest) }, (_, offset) => offset);
}

function loopHead({ guest }: WantedForward): string {
  return `(${guest.start}..${guest.end}).each`;
}

function single(wanted: WantedForward, style: ForwardStyle, offset = 0): string {
  const { guest, host } = wanted;
  return callText(wanted, String(guest.start + offset), String(host.start + offset), style);
}

function inLoop(wanted: WantedForward, { forward, variable }: LinesStyle): string {
  const shift = wanted.host.start - wanted.guest.start;
  return callText(wanted, variable, shiftedText(variable, shift), forward);
}

/** `port`, `port + 1000`, `port - 1000` */
export function shiftedText(variable: string, shift: number): string {
  if (shift === 0) return variable;
  return `${variable} ${shift > 0 ? '+' : '-'} ${Math.abs(shift)}`;
}

function callText(wanted: WantedForward, guest: string, host: string, style: ForwardStyle): string {
  const ports = [
    `${style.keyStart}guest${style.keyEnd}${guest}`,
    `${style.keyStart}host${style.keyEnd}${host}`,
  ];
  if (style.isHostFirst) ports.reverse();
  const others = otherOptions(wanted).map(([name, value]) => optionText(name, value, style));
  const options = [...ports, ...others].join(style.separator);
  return `${style.callee}${style.opening}${style.type}${style.afterType}${options}${style.closing}`;
}

function otherOptions({
  hostIp = '',
  guestIp = '',
  protocol,
  autoCorrect = false,
  id = '',
}: WantedForward): readonly (readonly [name: string, value: OptionValue])[] {
  const options: readonly (readonly [string, OptionValue, boolean])[] = [
    ['host_ip', hostIp, hostIp !== ''],
    ['guest_ip', guestIp, guestIp !== ''],
    ['protocol', protocol, protocol !== 'tcp'],
    ['auto_correct', true, autoCorrect],
    ['id', id, id !== ''],
  ];
  return options.filter(([, , isSet]) => isSet).map(([name, value]) => [name, value]);
}
