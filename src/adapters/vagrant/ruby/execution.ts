import { BlockNode, CallNode, type Node } from '@ruby/prism/src/nodes.js';
import type { Span } from '../../../core/parsed.ts';
import { type Activation, Jump, returnable } from './activation.ts';
import { RubyFailure, TooLong, Unreadable } from './failures.ts';
import type { Frame } from './frame.ts';
import { Memory } from './memory.ts';
import type { MethodCall } from './methodCall.ts';
import { partsOf } from './nodeParts.ts';
import type { SourceText } from './sourceText.ts';
import { Speculation } from './speculation.ts';
import {
  nil,
  settled,
  versionOf,
  type HostObject,
  type RubyArray,
  type RubyHash,
  type RubyModule,
  type RubyValue,
  type Unknown,
} from './value.ts';

/** Some 20,000 forwards in a loop; a file that a person writes takes some hundred steps. */
const stepLimit = 200_000;
/** Nesting of expressions and calls, well inside JavaScript's stack. */
const depthLimit = 400;

export type Evaluate = (run: Execution, node: Node, frame: Frame) => RubyValue;

/** Ruby, as far as it is followed. */
export interface Language {
  /** How each kind of node is evaluated, by its class. */
  readonly syntax: ReadonlyMap<unknown, Evaluate>;
  /** Calls a method of an object. */
  send(receiver: RubyValue, call: MethodCall): RubyValue;
}

/** The program that would load the file. */
export interface Host {
  readonly constants: Readonly<Record<string, HostObject>>;
  /** Code that is not in the file would run here: another file, a string. */
  otherCode(cause: Unknown, call: MethodCall): void;
  /** A method is called on something that is not known, which may be the host's. */
  callOnUnknown(receiver: Unknown, call: MethodCall): void;
}

/**
 * One bounded, side-effect free evaluation of a Ruby file: what is not known for sure is Unknown, and
 * no loop runs longer than the step limit.
 */
export class Execution {
  readonly source: SourceText;
  readonly host: Host;
  readonly memory = new Memory();
  readonly speculation = new Speculation(this.memory);
  /** Constants, global variables, and methods under `.name`; also what the file's self has. */
  readonly main: RubyModule;
  /** Set once other code may have set globals and methods. */
  otherCode: Unknown | undefined;
  readonly #language: Language;
  /** Loops and calls that took too many steps before. */
  readonly #refused: ReadonlySet<Node>;
  readonly #activations: Activation[] = [];
  readonly #repetitions: Node[] = [];
  #steps = 0;
  #depth = 0;

  constructor(source: SourceText, host: Host, language: Language, refused: ReadonlySet<Node>) {
    this.source = source;
    this.host = host;
    this.#language = language;
    this.#refused = refused;
    const members = this.memory.newFrame(nil);
    this.main = { kind: 'module', name: 'main', members };
  }

  runProgram(program: Node): void {
    this.within(returnable(), () => this.evaluate(program, this.memory.newFrame(this.main)));
  }

  evaluate(node: Node | null, frame: Frame): RubyValue {
    this.spend(1);
    if (node === null) return nil;
    if (++this.#depth > depthLimit) throw new TooLong(this.#repetitions[0]);
    try {
      const evaluate = this.#language.syntax.get(node.constructor) ?? followParts;
      return settled(evaluate(this, node, frame));
    } finally {
      this.#depth--;
    }
  }

  send(receiver: RubyValue, call: MethodCall): RubyValue {
    return this.#language.send(receiver, call);
  }

  unknown(reason: () => string, node: Node): Unknown {
    return { kind: 'unknown', reason, span: this.span(node) };
  }

  span(node: Node): Span {
    return this.source.span(node.location);
  }

  /** Where a node stands; a call without its block. */
  head(node: Node): Span {
    const { start, end } = this.span(node);
    const block =
      node instanceof CallNode && node.block instanceof BlockNode ? node.block : undefined;
    if (block === undefined) return { start, end };
    return {
      start,
      end: start + this.source.text.slice(start, this.span(block).start).trimEnd().length,
    };
  }

  /** The text of a node's head. */
  quote(node: Node): string {
    return this.source.quote(this.head(node));
  }

  /** Ruby stops here, if it comes here at all. */
  fail(message: string, node: Node): never {
    throw new RubyFailure(message, this.span(node));
  }

  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > stepLimit) throw new TooLong(this.#repetitions[0]);
  }

  /** Whether so many steps are left; asked before anything of that size is made. */
  affords(steps: number): boolean {
    return this.#steps + steps <= stepLimit;
  }

  /** Code that is not in the file runs, or may: what it can reach is not known any more. */
  runOtherCode(cause: Unknown, call: MethodCall): void {
    this.otherCode ??= cause;
    const { members } = this.main;
    for (const name of members.variables.keys()) {
      if (/^[$@]/.test(name)) this.memory.write(members, name, cause);
    }
    this.host.otherCode(cause, call);
  }

  isRefused(node: Node): boolean {
    return this.#refused.has(node);
  }

  /** Whether the code under way may run several times: in a loop, a method, a lambda. */
  get isRepeated(): boolean {
    return this.#repetitions.length > 0;
  }

  /** Runs a loop or a method. */
  repeat<Result>(node: Node, body: () => Result): Result {
    this.#repetitions.push(node);
    try {
      return body();
    } finally {
      this.#repetitions.pop();
    }
  }

  /** What `next`, `break` and `return` leave here. */
  get activation(): Activation | undefined {
    return this.#activations.at(-1);
  }

  /** Runs what a jump may leave. */
  within(activation: Activation, body: () => RubyValue): RubyValue {
    this.#activations.push(activation);
    activation.isActive = true;
    let value: RubyValue;
    try {
      value = body();
    } catch (signal) {
      if (signal instanceof Jump && signal.target === activation) value = signal.value;
      else if (signal instanceof RubyFailure && activation.region !== undefined) value = nil;
      else throw signal;
    } finally {
      activation.isActive = false;
      this.#activations.pop();
      this.speculation.settle(activation);
    }
    const { region, leftWith } = activation;
    if (region === undefined) return value;
    const { reason, span } = region.cause;
    return { kind: 'unknown', reason, span, mayBe: [value, ...leftWith] };
  }

  /** An object is about to change: in a way that is not known, if it may not happen at all. */
  change(object: RubyArray | RubyHash, node: Node): void {
    if (object.kind === 'array' && object.isKey === true) {
      throw new Unreadable(`\`${this.quote(node)}\` changes what is a key`, this.head(node));
    }
    this.memory.noteChange(object);
    object.version = versionOf(object) + 1;
    const { cause } = this.speculation;
    if (cause !== undefined) object.lost ??= cause;
  }

  /** A constant of the file or the host, a global, or a method (`.name`). */
  define(name: string, value: RubyValue, frame: Frame): void {
    this.memory.write((frame.module ?? this.main).members, name, value);
  }

  /** What a constant or, under `.name`, a method is where the frame's code stands. */
  lookUp(name: string, frame: Frame): RubyValue | undefined {
    let module = frame.module;
    while (module !== undefined) {
      const value = module.members.variables.get(name);
      if (value !== undefined) return value;
      module = name.startsWith('.') ? undefined : module.around;
    }
    return this.main.members.variables.get(name);
  }

  /** The same, of the module itself. */
  own(name: string, frame: Frame): RubyValue | undefined {
    return (frame.module ?? this.main).members.variables.get(name);
  }
}

/** Syntax without a rule of its own: its parts may run, and how often is not known. */
function followParts(run: Execution, node: Node, frame: Frame): RubyValue {
  const cause = run.unknown(() => `\`${run.quote(node)}\` is syntax that only Ruby can run`, node);
  run.speculation.repeatedly(cause, () => {
    for (const part of partsOf(node)) run.evaluate(part, frame);
    return nil;
  });
  return cause;
}
