import { Frame } from './frame.ts';
import type { RubyModule, RubyValue } from './value.ts';

/** The value of each variable before it was first written, and each object that was changed. */
export interface Journal {
  readonly era: number;
  readonly before: Map<Frame, Map<string, RubyValue | undefined>>;
  readonly changed: Set<RubyValue>;
}

/** Every write to a variable, so that what may not have happened can be told and taken back. */
export class Memory {
  readonly #journals: Journal[] = [];
  #era = 0;

  newFrame(self: RubyValue, parent?: Frame, module?: RubyModule): Frame {
    return new Frame(this.#era, self, parent, module);
  }

  write(frame: Frame, name: string, value: RubyValue): void {
    for (const journal of this.#journals) {
      if (frame.era < journal.era) noteOnce(journal, frame, name);
    }
    frame.variables.set(name, value);
  }

  noteChange(object: RubyValue): void {
    for (const journal of this.#journals) journal.changed.add(object);
  }

  openJournal(): Journal {
    this.#era++;
    const journal: Journal = { era: this.#era, before: new Map(), changed: new Set() };
    this.#journals.push(journal);
    return journal;
  }

  closeJournal(journal: Journal): void {
    this.#journals.splice(this.#journals.indexOf(journal), 1);
  }

  /** The present values of what the journal saw written. */
  written(journal: Journal): Map<Frame, Map<string, RubyValue | undefined>> {
    return new Map(
      Array.from(journal.before, ([frame, names]) => [
        frame,
        new Map(Array.from(names.keys(), (name) => [name, frame.variables.get(name)])),
      ]),
    );
  }

  rollBack(journal: Journal): void {
    for (const [frame, names] of journal.before) {
      for (const [name, value] of names) {
        if (value === undefined) frame.variables.delete(name);
        else frame.variables.set(name, value);
      }
    }
  }
}

function noteOnce({ before }: Journal, frame: Frame, name: string): void {
  let names = before.get(frame);
  if (names === undefined) {
    names = new Map();
    before.set(frame, names);
  }
  if (!names.has(name)) names.set(name, frame.variables.get(name));
}
