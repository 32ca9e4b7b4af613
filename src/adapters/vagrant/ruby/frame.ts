import type { RubyModule, RubyValue } from './value.ts';

/** The variables of one scope: of the file, a method, a module or one run of a block. */
export class Frame {
  readonly variables = new Map<string, RubyValue>();
  readonly parent: Frame | undefined;
  readonly self: RubyValue;
  /** Where a constant is looked up first. */
  readonly module: RubyModule | undefined;
  /** The memory's era at its birth: journals of a later era need not note its changes. */
  readonly era: number;

  constructor(era: number, self: RubyValue, parent?: Frame, module?: RubyModule) {
    this.era = era;
    this.self = self;
    this.parent = parent;
    this.module = module ?? parent?.module;
  }

  /** The scope `depth` blocks further out. */
  outer(depth: number): Frame {
    return depth === 0 || this.parent === undefined ? this : this.parent.outer(depth - 1);
  }
}
