import { element } from './element.ts';
import { button } from './toolkit.ts';

interface DiscardQuestionEvents {
  readonly discard: () => void;
  readonly keep: () => void;
}

/** Asks before what was typed is lost. */
export class DiscardQuestion {
  readonly #discard: HTMLElement;
  readonly element: HTMLElement;

  constructor(events: DiscardQuestionEvents) {
    const words = 'Discard what you typed?';
    this.#discard = button('primary', { label: 'Discard', onPress: events.discard });
    const keep = button('secondary', { label: 'Keep Editing', onPress: events.keep });
    this.element = element(
      'div',
      { class: 'question', role: 'group', 'aria-label': words, hidden: '' },
      element('span', {}, words),
      this.#discard,
      keep,
    );
  }

  show(isAsked: boolean): void {
    this.element.hidden = !isAsked;
    if (isAsked) this.#discard.focus();
  }
}
