import type { PageStatus } from '../src/protocol.ts';
import { ActionBar, type Action } from './actionBar.ts';
import { element } from './element.ts';
import { icon, setIcon, type IconName } from './icons.ts';
import { quietButton } from './toolkit.ts';

const stateIcons: Readonly<Record<PageStatus['state'], IconName>> = {
  connecting: 'refresh',
  live: 'dot',
  asOf: 'warning',
  failed: 'error',
};

/** Which engine this is, and whether the rows follow it. */
export class Header {
  readonly #engine;
  readonly #stateIcon = icon('dot');
  readonly #stateText = element('span');
  readonly #state = element('span', { class: 'state' }, this.#stateIcon, this.#stateText);
  readonly #actions = new ActionBar('secondary');
  readonly element;

  constructor(selectConnection: () => void) {
    this.#engine = quietButton('plug', selectConnection);
    this.element = element(
      'header',
      { class: 'header' },
      this.#engine.element,
      this.#state,
      this.#actions.element,
    );
  }

  /** @param actions of a state in which there are rows to show; those of others stand in the notice. */
  show({ engine, state, text }: PageStatus, actions: readonly Action[]): void {
    this.#engine.element.hidden = engine.name === '';
    this.#engine.show(engine.name, `Docker connection ${engine.name}`, engine.detail);
    setIcon(this.#stateIcon, stateIcons[state]);
    this.#state.dataset['state'] = state;
    // The cause of a failure has more to say than fits here; the notice says it.
    this.#stateText.textContent = state === 'failed' ? 'Not connected' : text;
    this.#actions.show(actions);
  }
}
