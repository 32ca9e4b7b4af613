import { ActionBar, type Action } from './actionBar.ts';
import { element } from './element.ts';
import { icon, setIcon, type IconName } from './icons.ts';

export interface NoticeContent {
  /**
   * `failed`: no rows, as the engine does not answer. `empty`: no rows, though it does. `note`:
   * something to know about the rows.
   */
  readonly kind: 'failed' | 'empty' | 'note';
  readonly text: string;
  readonly actions: readonly Action[];
}

const icons: Readonly<Record<NoticeContent['kind'], IconName>> = {
  failed: 'error',
  empty: 'info',
  note: 'info',
};

/** Says why there are no rows, or only some, and what to do about it. */
export class Notice {
  readonly #icon = icon('info');
  readonly #text = element('p');
  readonly #actions = new ActionBar('primary');
  readonly element = element(
    'div',
    { class: 'notice', hidden: '' },
    this.#icon,
    this.#text,
    this.#actions.element,
  );

  show(content: NoticeContent | undefined): void {
    this.element.hidden = content === undefined;
    if (content === undefined) return;
    this.element.dataset['kind'] = content.kind;
    setIcon(this.#icon, icons[content.kind]);
    this.#text.textContent = content.text;
    this.#actions.show(content.actions);
  }
}
