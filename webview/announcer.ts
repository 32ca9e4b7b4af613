import { element } from './element.ts';

/** In milliseconds; a screen reader is given no more than one message in this time. */
const pause = 2_000;

/** The one place that speaks: politely, and what comes in quick succession at once. */
export class Announcer {
  readonly element = element('div', { class: 'visually-hidden', role: 'status' });
  #waiting: string[] = [];
  #timer: number | undefined;

  say(...sentences: readonly string[]): void {
    this.#waiting.push(...sentences);
    if (this.#timer === undefined && this.#waiting.length > 0) this.#speak();
  }

  #speak(): void {
    // Only the last of many is still worth hearing.
    this.element.textContent = [...new Set(this.#waiting)].slice(-mostSentences).join(' ');
    this.#waiting = [];
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.#speak();
    }, pause);
  }
}

const mostSentences = 3;
