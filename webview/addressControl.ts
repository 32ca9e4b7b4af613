import { element } from './element.ts';
import { SelectControl, type Choice, type Control } from './formControl.ts';
import { textField } from './toolkit.ts';

const other = 'other';

const choices: readonly Choice[] = [
  { value: '127.0.0.1', label: 'This host only (127.0.0.1)' },
  { value: '', label: 'All interfaces' },
  { value: '::1', label: 'This host only, IPv6 (::1)' },
  { value: other, label: 'Other…' },
];

/** The address: one of the usual ones, or any other as text. */
export class AddressControl implements Control {
  readonly #select: SelectControl;
  readonly #text;
  readonly element;
  /** The address before another one was chosen. */
  #last = '';

  constructor(onChange: () => void) {
    this.#text = textField('IP address', onChange);
    this.#select = new SelectControl('Address', () => {
      this.#choose();
      onChange();
      this.#last = this.value;
    });
    this.#select.show(choices);
    this.#text.element.hidden = true;
    this.element = element('div', { class: 'address-control' }, this.#select.element);
    this.element.append(this.#text.element);
  }

  get value(): string {
    return this.#isOther ? this.#text.value.trim() : this.#select.value;
  }

  set value(address: string) {
    this.#last = address;
    // While another one is typed it may well look like one of these.
    if (address === this.value) return;
    const isOther = !choices.some(({ value }) => value === address);
    this.#select.value = isOther ? other : address;
    this.#text.value = address;
    this.#text.element.hidden = !isOther;
  }

  /** Without it, "Other…" would stand for every address. */
  get isMissing(): boolean {
    return this.#isOther && this.#text.value.trim() === '';
  }

  describe(description: string, invalid: boolean): void {
    this.#select.describe(description, invalid && !this.#isOther);
    this.#text.describe(description, invalid);
  }

  focus(): void {
    if (this.#isOther) this.#text.focus();
    else this.#select.focus();
  }

  get #isOther(): boolean {
    return this.#select.value === other;
  }

  #choose(): void {
    this.#text.element.hidden = !this.#isOther;
    if (!this.#isOther) return;
    // Begins as what it was; empty it would stand for every address.
    this.#text.value = this.#last === '' ? '0.0.0.0' : this.#last;
    this.#text.focus();
    this.#text.select();
  }
}
