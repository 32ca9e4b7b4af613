import type { PageAction, PageCommand } from '../src/protocol.ts';
import { element } from './element.ts';
import { button } from './toolkit.ts';

export interface Action {
  readonly label: string;
  readonly run: () => void;
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
  #labels: readonly string[] = [];

  constructor(first: 'primary' | 'secondary') {
    this.#first = first;
  }

  /** The same buttons stay as they are, with the focus that one of them may have. */
  show(actions: readonly Action[]): void {
    const labels = actions.map(({ label }) => label);
    if (labels.join('\n') === this.#labels.join('\n')) return;
    this.#labels = labels;
    this.element.replaceChildren(
      ...actions.map(({ label, run }, place) =>
        button(place === 0 ? this.#first : 'secondary', { label, onPress: run }),
      ),
    );
  }
}
