import type { Span } from '../../core/parsed.ts';
import type { ForwardCall } from './forwardedPorts.ts';

/** How a Vagrantfile is written, for those who change it. Offsets are UTF-16 units of the whole text. */
export interface VagrantfileLayout {
  /** Outer blocks before inner ones. */
  readonly blocks: readonly ConfigBlockLayout[];
  /** The calls of `network` that forward a port, in order, whether they run or not. */
  readonly calls: readonly NetworkCall[];
}

/** A block that gets a configuration. The span is that of the call with the block. */
export interface ConfigBlockLayout extends Span {
  /** `Vagrant.configure` of version 2, `define`, or the block of a provider. */
  readonly kind: 'configure' | 'define' | 'provider';
  /** The name that a `define` writes out. */
  readonly machine: string | undefined;
  /** The parameter that holds the configuration; undefined when the block names none. */
  readonly variable: string | undefined;
  readonly body: StatementList;
  /** Local variables that are visible in the block. */
  readonly names: readonly string[];
}

export interface Statement extends Span {
  /** Where the line ends on which the last of it stands; behind its heredocs if it has any. */
  readonly lineEnd: number;
  /** A call of `network`, a machine's other setting (`config.vm.box = …`), or anything else. */
  readonly kind: 'network' | 'setting' | 'other';
}

/** Statements that stand one after another: the file, the body of a block, a branch of an `if`. */
export interface StatementList {
  readonly statements: readonly Statement[];
  /** Behind what opens a block: `do |config|`. The first statement's start in other lists. */
  readonly start: number;
  /** The statement that holds the list; undefined for the file's own. */
  readonly place: StatementPlace | undefined;
  /** The loop whose whole body this is. */
  readonly loop: LoopLayout | undefined;
}

export interface StatementPlace {
  readonly list: StatementList;
  readonly index: number;
  /** Nothing but a condition behind it stands in the statement beside what the place is of. */
  readonly isWhole: boolean;
}

/** A loop that does nothing but run its body some times. */
export interface LoopLayout {
  readonly variable: string | undefined;
  /** Undefined unless it runs over numbers that are written out. */
  readonly bounds: LoopBounds | undefined;
}

export interface LoopBounds {
  readonly first: WrittenNumber;
  readonly last: WrittenNumber;
  readonly excludesLast: boolean;
}

export interface WrittenNumber extends Span {
  readonly value: number;
}

/** `config.vm.network "forwarded_port", …` */
export interface NetworkCall extends ForwardCall {
  /** `config.vm.network` */
  readonly callee: Span;
  /** `"forwarded_port"` */
  readonly type: Span;
  readonly hasParentheses: boolean;
  /** Of the last argument. */
  readonly argumentsEnd: number;
  readonly place: StatementPlace;
  /** The innermost block with a configuration around it; undefined in a method or lambda. */
  readonly block: ConfigBlockLayout | undefined;
}
