import type { Region } from './speculation.ts';
import type { RubyValue } from './value.ts';

const none: readonly RubyValue[] = [];

/** A run of something that `next`, `break` or `return` can leave. */
export class Activation {
  /** What the three leave when they stand directly in it; undefined where Ruby allows none. */
  next: Activation | undefined;
  break: Activation | undefined;
  return: Activation | undefined;
  /** Set while the rest of it may have been left already, by a jump under an unknown condition. */
  region: Region | undefined;
  /** The values that such jumps carried. */
  leftWith: readonly RubyValue[] = none;
  isActive = false;
  #jump: Jump | undefined;

  /** To be thrown: leaves the activation with a value. One serves for all, as an Error is dear. */
  jump(value: RubyValue): Jump {
    this.#jump ??= new Jump(this);
    this.#jump.value = value;
    return this.#jump;
  }
}

export class Jump extends Error {
  readonly target: Activation;
  value: RubyValue = { kind: 'nil' };

  constructor(target: Activation) {
    super('a jump out of Ruby code that nothing caught');
    this.target = target;
  }
}

/** The file, or a method. */
export function returnable(): Activation {
  const activation = new Activation();
  activation.return = activation;
  return activation;
}

/** A run of a lambda. */
export function lambdaRun(): Activation {
  const activation = returnable();
  activation.next = activation;
  activation.break = activation;
  return activation;
}

/** A run of a block that was given to `owner`, written in `home`. */
export function blockRun(owner: Activation | undefined, home: Activation | undefined): Activation {
  const activation = new Activation();
  activation.next = activation;
  activation.break = owner;
  activation.return = home;
  return activation;
}

/** One round of a `while` or `for`. */
export function round(loop: Activation, enclosing: Activation | undefined): Activation {
  return blockRun(loop, enclosing?.return);
}
