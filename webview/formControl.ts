import { element, setOptional } from './element.ts';

/** What a field of the form is set with: a line of text, a choice, or both. */
export interface Control {
  readonly element: HTMLElement;
  /** To be set only when it stands in the page. */
  value: string;
  /** What a screen reader says of it, and whether it is wrong. */
  describe(description: string, invalid: boolean): void;
  focus(): void;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The browser's own list: nothing clips it. */
export class SelectControl implements Control {
  readonly #select = element('select', { class: 'select-control' });
  readonly element: HTMLElement;

  constructor(label: string, onChange: () => void) {
    this.element = element('label', { class: 'choice' }, label, this.#select);
    this.#select.addEventListener('change', onChange);
  }

  get value(): string {
    return this.#select.value;
  }

  set value(value: string) {
    this.#select.value = value;
  }

  show(choices: readonly Choice[]): void {
    this.#select.replaceChildren(
      ...choices.map(({ value, label }) => element('option', { value }, label)),
    );
  }

  describe(description: string, invalid: boolean): void {
    setOptional(this.#select, 'aria-description', description);
    setOptional(this.#select, 'aria-invalid', invalid ? 'true' : '');
  }

  focus(): void {
    this.#select.focus();
  }
}
