import type { DraftField, DraftMessage, MappingDraft } from '../src/core/mappingDraft.ts';
import { readDraft } from '../src/core/readDraft.ts';
import type { PageCheck } from '../src/protocol.ts';

/** In milliseconds after the last change: until the extension is asked, and faults of form show. */
const askingDelay = 250;
const idleDelay = 400;

export interface DraftCheckEvents {
  ask(serial: number, draft: MappingDraft): void;
  changed(): void;
}

/** What there is to say about a draft: by its form at once, and by the extension a moment later. */
export class DraftCheck {
  /** No two questions have the same, so that no form takes an answer to an earlier form for its own. */
  static #lastSerial = 0;
  readonly #events: DraftCheckEvents;
  #draft: MappingDraft;
  #serial = 0;
  #isAsked = false;
  #answer: PageCheck | undefined;
  #ofForm: readonly DraftMessage[] = [];
  readonly #touched = new Set<DraftField>();
  #askTimer: number | undefined;
  #idleTimer: number | undefined;

  constructor(draft: MappingDraft, events: DraftCheckEvents) {
    this.#draft = draft;
    this.#events = events;
    this.#ask();
  }

  /** The draft is another one. What is wrong with it by its form shows once typing pauses. */
  change(draft: MappingDraft, touched: readonly DraftField[]): void {
    this.#draft = draft;
    this.#isAsked = false;
    const now = readDraft(draft).messages;
    this.#ofForm = this.#ofForm.filter((message) => now.some((each) => isSame(each, message)));
    // What the extension said of another text there.
    if (this.#answer !== undefined) {
      const messages = this.#answer.messages.filter(({ field }) => !touched.includes(field));
      this.#answer = { ...this.#answer, messages };
    }
    this.stop();
    this.#askTimer = setTimeout(() => {
      this.#ask();
    }, askingDelay);
    this.#idleTimer = setTimeout(() => {
      this.settle(touched);
    }, idleDelay);
    this.#events.changed();
  }

  /** Shows what is wrong by its form, also about these fields if they are empty. */
  settle(touched: readonly DraftField[]): void {
    for (const field of touched) this.#touched.add(field);
    this.#ofForm = readDraft(this.#draft).messages;
    this.#events.changed();
  }

  /** Asks the extension now if it was not asked yet. */
  hurry(): void {
    if (!this.#isAsked) this.#ask();
  }

  /** @returns whether it is the answer for the draft as it is. */
  take(check: PageCheck): boolean {
    if (check.serial !== this.#serial || !this.#isAsked) return false;
    this.#answer = check;
    this.#events.changed();
    return true;
  }

  /** Asks no more. */
  stop(): void {
    clearTimeout(this.#askTimer);
    clearTimeout(this.#idleTimer);
  }

  get isWaiting(): boolean {
    return !this.#isAsked || this.#answer?.serial !== this.#serial;
  }

  /** Nothing is wrong with a field that nobody has come to yet. */
  get messages(): readonly DraftMessage[] {
    const all = [...this.#ofForm, ...(this.#answer?.messages ?? [])];
    return all
      .filter((message, place) => all.findIndex((each) => isSame(each, message)) === place)
      .filter(({ field, level }) => level !== 'error' || !this.#isUntouched(field));
  }

  #isUntouched(field: DraftField): boolean {
    return !this.#touched.has(field) && this.#draft[field].length === 0;
  }

  #ask(): void {
    clearTimeout(this.#askTimer);
    DraftCheck.#lastSerial += 1;
    this.#serial = DraftCheck.#lastSerial;
    this.#isAsked = true;
    this.#events.ask(this.#serial, this.#draft);
  }
}

function isSame(left: DraftMessage, right: DraftMessage): boolean {
  return left.field === right.field && left.text === right.text;
}
