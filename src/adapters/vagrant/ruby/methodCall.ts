import type { Node } from '@ruby/prism/src/nodes.js';
import type { Execution } from './execution.ts';
import { array, type RubyHash, type RubyValue, type Unknown } from './value.ts';

/** What a call passes, evaluated. */
export interface Arguments {
  readonly positional: readonly RubyValue[];
  /** `key: value` and `**hash`, in Ruby's order; undefined when there are none. */
  readonly keywords: RubyHash | undefined;
  /** Set when a `*list` or `**hash` is not known, and with it what is passed. */
  readonly unclear: Unknown | undefined;
  /** A proc, a symbol (`&:name`), nil (`&nil`) or Unknown. */
  readonly block: RubyValue | undefined;
}

export interface MethodCall extends Arguments {
  readonly name: string;
  readonly node: Node;
  readonly run: Execution;
}

/** A method of Ruby's own: undefined when it does not know how to take these arguments. */
export type CoreMethod<Receiver extends RubyValue> = (
  receiver: Receiver,
  call: MethodCall,
) => RubyValue | undefined;

/** Plain arguments. */
export function passing(...positional: readonly RubyValue[]): Arguments {
  return { positional, keywords: undefined, unclear: undefined, block: undefined };
}

/** What a method without keyword parameters gets: keywords are its last argument. */
export function positional({ positional, keywords }: Arguments): readonly RubyValue[] {
  return keywords === undefined ? positional : [...positional, keywords];
}

/** What a block with one parameter gets of several arguments that are yielded as one. */
export function packed(args: readonly RubyValue[]): RubyValue {
  const [first] = args;
  return args.length === 1 && first !== undefined ? first : array([...args]);
}
