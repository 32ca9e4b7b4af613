import { Jump, type Activation } from './activation.ts';
import { RubyFailure } from './failures.ts';
import type { Frame } from './frame.ts';
import type { Journal, Memory } from './memory.ts';
import { nil, type RubyValue, type Unknown } from './value.ts';

/** A stretch of code that may not run, and why that is not known. */
export interface Region {
  readonly cause: Unknown;
  readonly journal: Journal;
}

type Body = () => RubyValue;

interface Outcome {
  readonly value: RubyValue;
  /** Ruby would have stopped there: its state never meets the others'. */
  readonly failed: boolean;
  readonly journal: Journal;
  readonly written: ReadonlyMap<Frame, ReadonlyMap<string, RubyValue | undefined>>;
}

/**
 * Runs code that may run or not. What it would do to variables is joined with what else they may
 * be; what it does to the host is done while `cause` is set, and the host is to look.
 */
export class Speculation {
  readonly #memory: Memory;
  readonly #regions: Region[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** Why the code under way may not run; undefined when it surely does. */
  get cause(): Unknown | undefined {
    return this.#regions.at(-1)?.cause;
  }

  /** Runs code that runs or does not. */
  maybe(cause: Unknown, body: Body): RubyValue {
    return this.either(cause, [body, () => nil]);
  }

  /** Runs alternatives of which one happens. */
  either(cause: Unknown, bodies: readonly Body[]): RubyValue {
    const outcomes = bodies.map((body) => this.#try(cause, body));
    const alive = outcomes.filter((outcome) => !outcome.failed);
    for (const [frame, names] of allBefore(outcomes)) {
      for (const [name, before] of names) {
        const values = alive.map(({ written }) => {
          const ofFrame = written.get(frame);
          return ofFrame?.has(name) ? ofFrame.get(name) : before;
        });
        this.#memory.write(frame, name, join(cause, values));
      }
    }
    return join(
      cause,
      alive.map(({ value }) => value),
    );
  }

  /** Runs code that runs any number of times: what it writes is not known from then on. */
  repeatedly(cause: Unknown, body: Body): void {
    const region = this.#open(cause);
    try {
      let known = -1;
      while (writes(region.journal) > known) {
        known = writes(region.journal);
        this.#attempt(cause, body);
        this.forget(region.journal, cause);
      }
    } finally {
      this.#close(region);
    }
  }

  /** An activation is over, which may have been left early: joins what either would leave behind. */
  settle(activation: Activation): void {
    const { region } = activation;
    if (region === undefined) return;
    this.#close(region);
    const written = this.#memory.written(region.journal);
    for (const [frame, names] of region.journal.before) {
      for (const [name, before] of names) {
        this.#memory.write(
          frame,
          name,
          join(region.cause, [before, written.get(frame)?.get(name)]),
        );
      }
    }
  }

  /** What the journal saw written is not known any more. */
  forget(journal: Journal, cause: Unknown): void {
    for (const [frame, names] of journal.before) {
      for (const name of names.keys()) this.#memory.write(frame, name, cause);
    }
  }

  #try(cause: Unknown, body: Body): Outcome {
    const region = this.#open(cause);
    let value: RubyValue | undefined;
    try {
      value = this.#attempt(cause, body);
    } finally {
      this.#close(region);
    }
    const { journal } = region;
    const written = this.#memory.written(journal);
    this.#memory.rollBack(journal);
    return { value: value ?? cause, failed: value === undefined, journal, written };
  }

  /** Undefined when Ruby would have stopped. */
  #attempt(cause: Unknown, body: Body): RubyValue | undefined {
    try {
      return body();
    } catch (signal) {
      if (signal instanceof RubyFailure) return undefined;
      if (!(signal instanceof Jump)) throw signal;
      const { target, value } = signal;
      target.region ??= this.#open(cause);
      target.leftWith = [...target.leftWith, value];
      return cause;
    }
  }

  #open(cause: Unknown): Region {
    const region = { cause, journal: this.#memory.openJournal() };
    this.#regions.push(region);
    return region;
  }

  #close(region: Region): void {
    this.#regions.splice(this.#regions.indexOf(region), 1);
    this.#memory.closeJournal(region.journal);
  }
}

function allBefore(outcomes: readonly Outcome[]): Map<Frame, Map<string, RubyValue | undefined>> {
  const all = new Map<Frame, Map<string, RubyValue | undefined>>();
  for (const { journal } of outcomes) {
    for (const [frame, names] of journal.before) {
      const merged = all.get(frame) ?? new Map<string, RubyValue | undefined>();
      for (const [name, before] of names) merged.set(name, before);
      all.set(frame, merged);
    }
  }
  return all;
}

function writes({ before }: Journal): number {
  let total = 0;
  for (const names of before.values()) total += names.size;
  return total;
}

/** The one value that all alternatives give, else Unknown. */
function join(cause: Unknown, values: readonly (RubyValue | undefined)[]): RubyValue {
  const [first, ...others] = values;
  if (first !== undefined && others.every((other) => other !== undefined && same(first, other))) {
    return first;
  }
  const mayBe = values.filter((value) => value !== undefined);
  return { kind: 'unknown', reason: cause.reason, span: cause.span, mayBe };
}

function same(left: RubyValue, right: RubyValue): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'nil':
      return right.kind === 'nil';
    case 'boolean':
    case 'integer':
    case 'float':
      return right.kind === left.kind && right.value === left.value;
    case 'string':
    case 'symbol':
      return right.kind === left.kind && right.text === left.text;
    default:
      return false;
  }
}
