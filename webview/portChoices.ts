import { element } from './element.ts';
import type { Control } from './formControl.ts';
import { icon } from './icons.ts';
import { textField } from './toolkit.ts';

interface PortChoiceEvents {
  input(): void;
  /** One of the ports was chosen: `80/tcp`. */
  choose(port: string): void;
}

/**
 * A port as text, with a list of those that the container is known to use. The focus moves into the
 * list, since the text's own control stands in a shadow and cannot refer to it.
 */
export class PortChoices implements Control {
  readonly #events: PortChoiceEvents;
  readonly #text;
  readonly #list = element('div', { class: 'options', role: 'listbox', hidden: '' });
  readonly #toggle: HTMLButtonElement;
  readonly element: HTMLElement;

  constructor(label: string, events: PortChoiceEvents) {
    this.#events = events;
    this.#text = textField(label, () => {
      this.#events.input();
    });
    const attributes = { 'aria-haspopup': 'listbox', slot: 'end' };
    this.#toggle = element(
      'button',
      { type: 'button', class: 'action', tabindex: '-1', ...attributes },
      icon('chevronDown'),
    );
    this.#text.element.append(this.#toggle);
    this.rename(label);
    this.element = element('div', { class: 'port-choices' }, this.#text.element, this.#list);
    this.#toggle.addEventListener('click', () => {
      if (this.#list.hidden) this.#open();
      else this.#close();
    });
    this.element.addEventListener('keydown', (event) => {
      this.#pressed(event);
    });
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.element.contains(relatedTarget))) this.#hide();
    });
    this.show([]);
  }

  get value(): string {
    return this.#text.value;
  }

  set value(text: string) {
    this.#text.value = text;
  }

  /** Calls the port otherwise, as a virtual machine has a guest port. */
  rename(label: string): void {
    const name = `Choose a ${label.toLowerCase()}`;
    this.#text.rename(label);
    this.#toggle.ariaLabel = name;
    this.#toggle.title = name;
    this.#list.ariaLabel = name;
  }

  show(ports: readonly string[]): void {
    this.#hide();
    this.#toggle.hidden = ports.length === 0;
    this.#list.replaceChildren(...ports.map((port) => this.#option(port)));
  }

  describe(description: string, invalid: boolean): void {
    const hint = this.#toggle.hidden ? '' : ' Arrow Down: choose a known port.';
    this.#text.describe(`${description}${hint}`.trim(), invalid);
  }

  focus(): void {
    this.#text.focus();
  }

  #option(port: string): HTMLElement {
    const option = element('div', { role: 'option', tabindex: '-1' }, port);
    option.addEventListener('click', () => {
      this.#close();
      this.#events.choose(port);
    });
    return option;
  }

  #pressed(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    if (event.key === 'ArrowDown' && !isOpen) this.#open();
    else if (!isOpen || !this.#pressedInList(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns whether it is a key of the list. */
  #pressedInList(key: string): boolean {
    const options = [...this.#list.children].filter((each) => each instanceof HTMLElement);
    const place = options.findIndex((each) => each === document.activeElement);
    switch (key) {
      case 'ArrowDown':
        options[Math.min(place + 1, options.length - 1)]?.focus();
        return true;
      case 'ArrowUp':
        if (place <= 0) this.#close();
        else options[place - 1]?.focus();
        return true;
      case 'Home':
      case 'End':
        options.at(key === 'Home' ? 0 : -1)?.focus();
        return true;
      case 'Enter':
      case ' ':
        options[place]?.click();
        return place >= 0;
      case 'Escape':
        this.#close();
        return true;
      default:
        return false;
    }
  }

  #open(): void {
    const options = [...this.#list.children].filter((each) => each instanceof HTMLElement);
    if (options.length === 0) return;
    for (const option of options) {
      option.ariaSelected = String(option.textContent.split('/')[0] === this.value);
    }
    this.#list.hidden = false;
    this.#toggle.ariaExpanded = 'true';
    (options.find(({ ariaSelected }) => ariaSelected === 'true') ?? options[0])?.focus();
  }

  #close(): void {
    this.focus();
    this.#hide();
  }

  #hide(): void {
    this.#list.hidden = true;
    this.#toggle.ariaExpanded = 'false';
  }
}
