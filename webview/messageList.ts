import type { DraftFix, DraftLevel, DraftMessage } from '../src/core/mappingDraft.ts';
import { element, hiddenText } from './element.ts';
import { icon, type IconName } from './icons.ts';

const looks: Readonly<Record<DraftLevel, { readonly icon: IconName; readonly word: string }>> = {
  error: { icon: 'error', word: 'Error' },
  warning: { icon: 'warning', word: 'Warning' },
  info: { icon: 'info', word: 'Note' },
};

/** The messages about one field, with what can be done about each. */
export class MessageList {
  readonly element = element('div', { class: 'messages' });
  readonly #fix: (fix: DraftFix) => void;
  #shown = '';

  constructor(fix: (fix: DraftFix) => void) {
    this.#fix = fix;
  }

  /** The same messages stay as they are, with the focus that one of their buttons may have. */
  show(messages: readonly DraftMessage[]): void {
    const shown = JSON.stringify(messages);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(...messages.map((message) => this.#line(message)));
  }

  #line({ level, text, fixes }: DraftMessage): HTMLElement {
    const words = element('span', {}, hiddenText(`${looks[level].word}: `), text);
    const line = element('div', { class: 'message', 'data-level': level });
    line.append(icon(looks[level].icon), words);
    if (fixes.length > 0) {
      const buttons = fixes.map((fix) => this.#button(fix));
      line.append(element('span', { class: 'fixes' }, ...buttons));
    }
    return line;
  }

  #button(fix: DraftFix): HTMLElement {
    const made = element('button', { type: 'button', class: 'link' }, fix.label);
    made.addEventListener('click', () => {
      this.#fix(fix);
    });
    return made;
  }
}
