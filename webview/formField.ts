import type { DraftFix, DraftMessage } from '../src/core/mappingDraft.ts';
import { element } from './element.ts';
import type { Control } from './formControl.ts';
import { MessageList } from './messageList.ts';

/** A control with a line about it, and what is wrong with what it holds. */
export class FormField<Of extends Control = Control> {
  readonly control: Of;
  readonly element;
  readonly #hint = element('div', { class: 'hint' });
  readonly #messages: MessageList;
  #texts: readonly string[] = [];
  #invalid = false;

  constructor(name: string, control: Of, fix: (fix: DraftFix) => void) {
    this.control = control;
    this.#messages = new MessageList(fix);
    this.element = element(
      'div',
      { class: `field field-${name}` },
      control.element,
      this.#hint,
      this.#messages.element,
    );
  }

  get invalid(): boolean {
    return this.#invalid;
  }

  showHint(text: string): void {
    if (this.#hint.textContent === text) return;
    this.#hint.textContent = text;
    this.#describe();
  }

  showMessages(messages: readonly DraftMessage[]): void {
    this.#messages.show(messages);
    this.#invalid = messages.some(({ level }) => level === 'error');
    this.#texts = messages.map(({ text }) => text);
    this.#describe();
  }

  #describe(): void {
    const texts = [...this.#texts, this.#hint.textContent].filter((text) => text !== '');
    this.control.describe(texts.join(' '), this.#invalid);
  }
}
