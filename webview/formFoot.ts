import type { Announcer } from './announcer.ts';
import { copyText } from './clipboard.ts';
import { DiscardQuestion } from './discardQuestion.ts';
import { element } from './element.ts';
import { button, iconButton } from './toolkit.ts';

interface FormFootEvents {
  readonly addPort: () => void;
  readonly stage: () => void;
  readonly cancel: () => void;
  /** What was typed is not wanted any more. */
  readonly discard: () => void;
  readonly keep: () => void;
}

const checking = 'Checking…';

/** The foot of the form: the exact rule, how far its check is, and the buttons. */
export class FormFoot {
  readonly #rule = element('code');
  readonly #note = element('span', { class: 'note' });
  readonly #foot: HTMLElement;
  readonly #question: DiscardQuestion;
  readonly element: HTMLElement;

  /** @param isNew whether more than one mapping can be staged at once. */
  constructor(isNew: boolean, announcer: Announcer, events: FormFootEvents) {
    const addPort = button('secondary', { label: 'Add Another Port', onPress: events.addPort });
    addPort.hidden = !isNew;
    const copy = iconButton('copy', {
      label: 'Copy Rule',
      onPress: () => {
        void copyText(this.#rule.textContent, announcer);
      },
    });
    const buttons = [
      addPort,
      button('primary', { label: 'Stage', onPress: events.stage }),
      button('secondary', { label: 'Cancel', onPress: events.cancel }),
    ];
    this.#foot = element(
      'div',
      { class: 'foot' },
      element('span', { class: 'preview' }, this.#rule, copy),
      this.#note,
      element('span', { class: 'buttons' }, ...buttons),
    );
    this.#question = new DiscardQuestion(events);
    this.element = element('div', {}, this.#foot, this.#question.element);
  }

  get isAsking(): boolean {
    return this.#foot.hasAttribute('hidden');
  }

  showRule(rule: string): void {
    this.#rule.textContent = rule;
  }

  showChecking(isChecking: boolean): void {
    if (isChecking) this.showNote(checking);
    else if (this.#note.textContent === checking) this.showNote('');
  }

  showNote(text: string): void {
    this.#note.textContent = text;
  }

  /** Asks before what was typed is lost, in the place of the buttons. */
  ask(isAsked: boolean): void {
    this.#foot.hidden = isAsked;
    this.#question.show(isAsked);
  }
}
