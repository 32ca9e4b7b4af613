import type { BlockNode, DefNode, LambdaNode } from '@ruby/prism/src/nodes.js';
import type { Span } from '../../../core/parsed.ts';
import type { Activation } from './activation.ts';
import type { Frame } from './frame.ts';
import type { MethodCall } from './methodCall.ts';

/**
 * What an expression gives, as far as it is known without running Ruby. Strings, arrays and hashes
 * are objects with an identity, as a change through one name is seen through the others.
 */
export type RubyValue =
  | RubyNil
  | RubyBoolean
  | RubyInteger
  | RubyFloat
  | RubyString
  | RubySymbol
  | RubyArray
  | RubyHash
  | RubyRange
  | RubyEnumerator
  | RubyProc
  | RubyMethod
  | RubyModule
  | HostObject
  | Unknown;

export interface RubyNil {
  readonly kind: 'nil';
}

export interface RubyBoolean {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** A safe integer of JavaScript; what goes beyond is Unknown. */
export interface RubyInteger {
  readonly kind: 'integer';
  readonly value: number;
}

export interface RubyFloat {
  readonly kind: 'float';
  readonly value: number;
}

export interface RubySymbol {
  readonly kind: 'symbol';
  readonly text: string;
}

interface Mutable {
  /** Set once something changed the object in a way that is not known. */
  lost?: Unknown;
  /** How often it was changed; missing for never. */
  version?: number;
}

/** Its text is never changed: a method that would do so makes the object lost. */
export interface RubyString extends Mutable {
  readonly kind: 'string';
  readonly text: string;
}

export interface RubyArray extends Mutable {
  readonly kind: 'array';
  readonly items: RubyValue[];
  /** It stands as a key in a hash, which does not see it change. */
  isKey?: boolean;
}

export interface RubyHash extends Mutable {
  readonly kind: 'hash';
  /** By identity key, in Ruby's order. */
  readonly pairs: Map<string, readonly [key: RubyValue, value: RubyValue]>;
}

export interface RubyRange {
  readonly kind: 'range';
  readonly first: RubyValue;
  readonly last: RubyValue;
  readonly excludesLast: boolean;
}

/** What an iterating method without a block gives; `items` are what it would yield. */
export interface RubyEnumerator {
  readonly kind: 'enumerator';
  readonly items: readonly RubyValue[];
  /** The method, which says what `with_index` and the like return. */
  readonly method: string;
  readonly receiver: RubyValue;
  /** The receiver's then. */
  readonly version: number;
}

/** A block, proc or lambda. */
export interface RubyProc {
  readonly kind: 'proc';
  readonly node: BlockNode | LambdaNode;
  readonly frame: Frame;
  readonly isLambda: boolean;
  /** What `break` leaves: the call that the block was given to. */
  readonly owner: Activation | undefined;
  /** What `return` leaves. */
  readonly home: Activation | undefined;
}

/** A `def` of this file. */
export interface RubyMethod {
  readonly kind: 'method';
  readonly node: DefNode;
}

/** A module or class, known by its constants and its own methods; instances are not followed. */
export interface RubyModule {
  readonly kind: 'module';
  readonly name: string;
  /** Its constants, and its methods under `.name`. */
  readonly members: Frame;
  /** The module that it is written in, whose constants it sees. */
  readonly around?: RubyModule | undefined;
}

/** An object that the program which loads the Ruby file brings along. */
export interface HostObject {
  readonly kind: 'object';
  /** The answer to a method, or undefined when it has none. */
  receive(call: MethodCall): RubyValue | undefined;
  /** A constant inside it, as in `Vagrant::Config`. */
  constant?(name: string): RubyValue | undefined;
  /** Code that is not followed gets hold of the object at a place. */
  escape(cause: Unknown, place: Span): void;
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Why, in words for the user, put together when asked; `span` is the place they speak of. */
  readonly reason: () => string;
  readonly span: Span;
  /** The objects of this file that it may turn out to be. */
  readonly mayBe?: readonly RubyValue[];
  /** A setting of the host, which changes nothing that is passed to it. */
  readonly isSetting?: boolean;
}

export const nil: RubyNil = { kind: 'nil' };
const yes: RubyBoolean = { kind: 'boolean', value: true };
const no: RubyBoolean = { kind: 'boolean', value: false };

export function boolean(value: boolean): RubyBoolean {
  return value ? yes : no;
}

/** Undefined beyond the integers that JavaScript holds exactly. */
export function integer(value: number): RubyInteger | undefined {
  return Number.isSafeInteger(value) ? { kind: 'integer', value: value + 0 } : undefined;
}

/** An integer that is known to be small: a length, an index. */
export function count(value: number): RubyInteger {
  return { kind: 'integer', value };
}

export function string(text: string): RubyString {
  return { kind: 'string', text };
}

export function symbol(text: string): RubySymbol {
  return { kind: 'symbol', text };
}

export function array(items: RubyValue[]): RubyArray {
  return { kind: 'array', items };
}

/** How often an object was changed. */
export function versionOf(value: RubyValue): number {
  return ('version' in value ? value.version : undefined) ?? 0;
}

export function isUnknown(value: RubyValue): value is Unknown {
  return value.kind === 'unknown';
}

/** The value, or why it is not known any more. */
export function settled(value: RubyValue): RubyValue {
  return ('lost' in value ? value.lost : undefined) ?? value;
}

/** Undefined when it is not known. */
export function isTruthy(value: RubyValue): boolean | undefined {
  switch (value.kind) {
    case 'unknown':
      return undefined;
    case 'nil':
      return false;
    case 'boolean':
      return value.value;
    default:
      return true;
  }
}
