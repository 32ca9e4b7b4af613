import type { PageAction, PageCommand } from '../src/protocol.ts';
import { element } from './element.ts';
import { button } from './toolkit.ts';

export interface Action {
  readonly label: string;
  readonly run: () => void;
  /** It cannot be done now; why stands beside it. */
  readonly disabled?: boolean;
}

/** The extension's commands that a status offers. */
export function commandActions(
  actions: readonly PageAction[],
  run: (command: PageCommand) => void,
): readonly Action[] {
  return actions.map(({ id, label }) => ({
    label,
    run: () => {
      run(id);
    },
  }));
}

/** A row of buttons that come and go with the state. */
export class ActionBar {
  readonly element = element('span', { class: 'actions' });
  readonly #first: 'primary' | 'secondary';
  #shown = '';

  constructor(first: 'primary' | 'secondary') {
    this.#first = first;
  }

  /** The same buttons stay as they are, with the focus that one of them may have. */
  show(actions: readonly Action[]): void {
    const shown = JSON.stringify(actions);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.element.replaceChildren(
      ...actions.map(({ label, run, disabled = false }, place) => {
        const made = button(place === 0 ? this.#first : 'secondary', { label, onPress: run });
        made.toggleAttribute('disabled', disabled);
        return made;
      }),
    );
  }

  /** Moves the focus to the first button that can be pressed. */
  focus(): void {
    this.element.querySelector<HTMLElement>(':not([disabled])')?.focus();
  }
}
