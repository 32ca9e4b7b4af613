import type { Span } from '../../core/parsed.ts';

/** A value in a call, with the option's name. Offsets are UTF-16 units of the whole text. */
export interface ForwardOption {
  /** As Vagrant knows it: `guest`, `host_ip`. */
  readonly name: string;
  /** Key and value: `host: 8080`. */
  readonly pair: Span;
  readonly key: Span;
  readonly value: Span;
  /** The value is written out: a number, a string without interpolation, a symbol, true, false, nil. */
  readonly literal: boolean;
}

/** One `config.vm.network "forwarded_port", …` in the text, whether it runs once or in a loop. */
export interface ForwardCall extends Span {
  /** In the order written; string keys and `**` are left out, as no name of theirs can be edited. */
  readonly options: readonly ForwardOption[];
  /** Type, keys and values are all literals, and nothing else is passed. */
  readonly literal: boolean;
}

/**
 * - `literal`: one call with literals only, run once for each machine.
 * - `computed`: one call, run once, some of whose arguments Ruby computes.
 * - `repeated`: a call in a loop, a method or a lambda.
 */
export type ForwardOrigin = 'literal' | 'computed' | 'repeated';

/** A forward as Vagrant has it once a machine's configuration is loaded. */
export interface ForwardedPort {
  readonly machine: string;
  /** Missing when the file gives none; Vagrant then refuses the configuration. */
  readonly guest?: number;
  readonly host?: number;
  /** As written; missing and empty both mean every address. */
  readonly hostIp?: string;
  readonly guestIp?: string;
  /** As written, not folded: Vagrant validates no protocol. */
  readonly protocol: string;
  readonly autoCorrect: boolean;
  readonly id: string;
  /** Only when given; true leaves the forward out at `vagrant up`. */
  readonly disabled?: boolean;
  /** Options that are not Vagrant's own, by their key as Ruby inspects it (`:adapter`, `"guest"`). */
  readonly other?: Readonly<Record<string, unknown>>;
  /** 1-based, as Ruby reports it for the call that set the final values. */
  readonly line: number;
  readonly call: ForwardCall;
  readonly origin: ForwardOrigin;
  /** Earlier calls of the same block with the same id, whose options Vagrant merged into this. */
  readonly merged?: readonly ForwardCall[];
}

/** What Vagrant adds to every machine unless the file declares a forward of the same id. */
export interface ImplicitForward {
  readonly machine: string;
  readonly guest: number;
  readonly host: number;
  readonly hostIp: string;
  readonly protocol: string;
  readonly autoCorrect: true;
  readonly id: string;
  readonly implicit: true;
}

/** A place that declares, or may declare, forwards which only running Ruby would tell. */
export interface UnreadForward extends Span {
  /** 1-based, of `start`. */
  readonly line: number;
  readonly reason: string;
  /** What makes it unknowable: the `ENV["PORT"]` in the call, the condition around it. */
  readonly cause: Span;
}

export type VagrantfileRule =
  | 'VagrantfileSyntaxError'
  | 'VagrantfileLoadError'
  | 'NetworkTypeInvalid'
  | 'SettingUnknown'
  | 'ForwardRequiresPorts'
  | 'ForwardInvalidPort'
  | 'ForwardHostNotUnique'
  | 'ForwardReplaced'
  | 'ForwardsMerged'
  | 'ForwardAddressOverlap'
  | 'ForwardSharedByMachines'
  | 'OptionKeyIgnored'
  | 'OptionDuplicated'
  | 'PortTextCut'
  | 'ProtocolUnsupported'
  | 'SshPortTaken'
  | 'SshForwardDoubled'
  | 'OuterConfigInDefine';

/** `error`: Vagrant refuses the file. `warning`, `info`: it loads, and may not do what it says. */
export interface VagrantfileProblem extends Span {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: VagrantfileRule;
  readonly message: string;
  /** 1-based, of `start`. */
  readonly line: number;
}

export interface ForwardedPorts {
  /** In the order Vagrant starts them; `default` when the file defines none. */
  readonly machines: readonly string[];
  /** What is sure, machine by machine, in Vagrant's order. Empty when Vagrant cannot load the file. */
  readonly forwarded: readonly ForwardedPort[];
  readonly implicit: readonly ImplicitForward[];
  readonly unread: readonly UnreadForward[];
  readonly problems: readonly VagrantfileProblem[];
}
