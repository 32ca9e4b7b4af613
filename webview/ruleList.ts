import { element } from './element.ts';
import { icon } from './icons.ts';

/** Rules that are staged together with the one in the fields; each can be taken out again. */
export class RuleList {
  readonly #list = element('ul', { 'aria-label': 'Further ports' });
  readonly element = element(
    'div',
    { class: 'rules' },
    element('div', { class: 'label', 'aria-hidden': 'true' }, 'Further ports'),
    this.#list,
  );
  readonly #remove: (place: number) => void;
  #shown = '';

  constructor(remove: (place: number) => void) {
    this.#remove = remove;
  }

  show(rules: readonly string[]): void {
    const shown = JSON.stringify(rules);
    this.element.hidden = rules.length === 0;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list.replaceChildren(...rules.map((rule, place) => this.#item(rule, place)));
  }

  /** Moves the focus to the rule that is there now, or to the last one. */
  focus(place: number): void {
    const buttons = [...this.#list.querySelectorAll('button')];
    (buttons[place] ?? buttons.at(-1))?.focus();
  }

  #item(rule: string, place: number): HTMLElement {
    const attributes = { 'aria-label': `Remove -p ${rule}`, title: 'Remove' };
    const remove = element('button', { type: 'button', class: 'action', ...attributes });
    remove.append(icon('close'));
    remove.addEventListener('click', () => {
      this.#remove(place);
    });
    return element('li', {}, element('code', {}, `-p ${rule}`), remove);
  }
}
