import { element } from './element.ts';

/** In milliseconds; a screen reader is given no more than one message in this time. */
const pause = 2_000;

/** The one place that speaks: mostly politely, and what comes in quick succession at once. */
export class Announcer {
  readonly #status = element('div', { role: 'status' });
  readonly #alert = element('div', { role: 'alert' });
  readonly element = element('div', { class: 'visually-hidden' }, this.#status, this.#alert);
  #waiting: string[] = [];
  #timer: number | undefined;

  say(...sentences: readonly string[]): void {
    this.#waiting.push(...sentences);
    if (this.#timer === undefined && this.#waiting.length > 0) this.#speak();
  }

  /** Interrupts: for a change that failed, and nothing else. */
  alert(sentence: string): void {
    this.#alert.textContent = sentence;
  }

  #speak(): void {
    // Only the last of many is still worth hearing.
    this.#status.textContent = [...new Set(this.#waiting)].slice(-mostSentences).join(' ');
    this.#waiting = [];
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.#speak();
    }, pause);
  }
}

const mostSentences = 3;
