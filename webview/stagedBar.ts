import type { PageStaged } from '../src/protocol.ts';
import { ActionBar, type Action } from './actionBar.ts';
import { element } from './element.ts';
import type { Host } from './host.ts';
import { icon } from './icons.ts';

/** At the bottom: how much is staged, and what can be done with it as a whole. */
export class StagedBar {
  readonly #text = element('span', { class: 'staged-text' });
  readonly #obstacleText = element('span');
  readonly #obstacle = element('span', { class: 'obstacle' }, icon('warning'), this.#obstacleText);
  readonly #main = new ActionBar('primary');
  readonly #rest = new ActionBar('secondary');
  readonly element = element(
    'section',
    { class: 'staged-bar', 'aria-label': 'Staged changes', hidden: '' },
    this.#text,
    this.#obstacle,
    element('span', { class: 'buttons' }, this.#main.element, this.#rest.element),
  );
  readonly #review: Action;
  readonly #discard: Action;
  readonly #undo: Action;

  constructor(host: Host) {
    const action = (label: string, intent: Parameters<Host['ask']>[0]): Action => ({
      label,
      run: () => {
        host.ask(intent);
      },
    });
    this.#review = action('Review Plan', 'review');
    this.#discard = action('Discard', 'discard');
    this.#undo = action('Undo', 'restoreDiscarded');
  }

  show({ count, text, obstacle, canRestore }: PageStaged): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = count === 0 && !canRestore;
    this.#text.textContent = count === 0 ? 'Discarded.' : text;
    this.#obstacle.hidden = count === 0 || obstacle === undefined;
    this.#obstacleText.textContent = obstacle ?? '';
    this.#main.show(count === 0 ? [] : [this.#review]);
    this.#rest.show([
      ...(count === 0 ? [] : [this.#discard]),
      // Of the changes before those that are staged now there would be no telling.
      ...(count === 0 && canRestore ? [this.#undo] : []),
    ]);
    if (hadFocus && !this.element.contains(document.activeElement)) this.focus();
  }

  focus(): void {
    (this.#main.element.hasChildNodes() ? this.#main : this.#rest).focus();
  }
}
