import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeTextField,
  type Button,
  type TextField as TextFieldElement,
} from '@vscode/webview-ui-toolkit';
import { element, hiddenText, setOptional } from './element.ts';
import { icon, type IconName } from './icons.ts';

/**
 * The only file that knows the component library, which is archived upstream: another one would
 * change this file and nothing else. It registers what is used here and no more.
 */
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeTextField());

declare global {
  interface HTMLElementTagNameMap {
    'vscode-button': Button;
    'vscode-text-field': TextFieldElement;
  }
}

interface ButtonOptions {
  readonly label: string;
  readonly onPress: () => void;
}

/** `primary`: the one thing to do. */
export function button(
  appearance: 'primary' | 'secondary',
  { label, onPress }: ButtonOptions,
  picture?: IconName,
): HTMLElement {
  const made = element('vscode-button', { appearance }, label);
  if (picture !== undefined) {
    const start = icon(picture);
    start.setAttribute('slot', 'start');
    made.prepend(start);
  }
  return pressable(made, onPress);
}

/** A picture without words; its label is its name and its tooltip. */
export function iconButton(name: IconName, { label, onPress }: ButtonOptions): HTMLElement {
  // The name first: with the appearance the toolkit gives a nameless button the name "Icon Button".
  const attributes = { 'aria-label': label, title: label, appearance: 'icon' };
  return pressable(element('vscode-button', attributes, icon(name)), onPress);
}

/** Text without a frame, between a picture and a sign that there is a choice. */
export function quietButton(name: IconName, onPress: () => void): QuietButton {
  const words = element('span');
  const made = element(
    'vscode-button',
    { 'aria-label': '', appearance: 'icon', class: 'quiet' },
    icon(name),
    words,
    icon('chevronDown'),
  );
  return {
    element: pressable(made, onPress),
    show: (text, label, title) => {
      words.textContent = text;
      made.setAttribute('aria-label', label);
      made.title = title;
    },
  };
}

export interface QuietButton {
  readonly element: HTMLElement;
  show(text: string, label: string, title: string): void;
}

/** A button that is on or off. */
export interface ToggleButton {
  readonly element: HTMLElement;
  /** Only when it stands in the page. */
  show(pressed: boolean): void;
}

export function toggleButton({ label, onPress }: ButtonOptions): ToggleButton {
  const made = element('vscode-button', { appearance: 'secondary', class: 'toggle' }, label);
  return {
    element: pressable(made, onPress),
    show: (pressed) => {
      made.classList.toggle('pressed', pressed);
      // Not on the element around it, which has no role that could be pressed.
      made.control.setAttribute('aria-pressed', String(pressed));
    },
  };
}

/** A line of text with its label above it. */
export interface TextField {
  readonly element: HTMLElement;
  /** To be set only when it stands in the page. */
  value: string;
  /** What a screen reader says of it, and whether it is wrong. */
  describe(description: string, invalid: boolean): void;
  focus(): void;
  /** Marks its text, so that typing starts anew. */
  select(): void;
  /** @param placeholder what it says while it is empty. */
  rename(label: string, placeholder?: string): void;
}

export function textField(label: string, onInput: () => void, placeholder = ''): TextField {
  const words = new Text(label);
  const field = element('vscode-text-field', { class: 'text-field', placeholder }, words);
  field.addEventListener('input', onInput);
  return {
    element: field,
    get value() {
      return field.value;
    },
    set value(text: string) {
      setText(field, text);
    },
    describe: (description, invalid) => {
      // What is outside cannot be referred to from the control, which stands in a shadow.
      setOptional(field.control, 'aria-description', description);
      setOptional(field.control, 'aria-invalid', invalid ? 'true' : '');
      field.classList.toggle('invalid', invalid);
    },
    focus: () => {
      field.focus();
    },
    select: () => {
      field.control.select();
    },
    rename: (text, hint = '') => {
      words.data = text;
      // The toolkit takes the name from the words when it is connected, and then no more.
      field.setAttribute('aria-label', text);
      field.placeholder = hint;
    },
  };
}

export interface FilterField {
  readonly element: HTMLElement;
  value: string;
  /** Moves the focus to it and marks its text, so that typing starts anew. */
  select(): void;
}

/** A line of text with a picture before it and, once there is text, a button that empties it. */
export function filterField(label: string, onInput: (text: string) => void): FilterField {
  const clear = element(
    'button',
    { type: 'button', slot: 'end', class: 'action', 'aria-label': 'Clear', title: 'Clear' },
    icon('close'),
  );
  const field = element(
    'vscode-text-field',
    { class: 'filter', placeholder: `${label}…` },
    element('span', { slot: 'start', class: 'fieldIcon' }, icon('filter')),
    // The toolkit takes the text inside for the name, and knows no other way.
    hiddenText(label),
    clear,
  );
  const show = (text: string): void => {
    setText(field, text);
    clear.hidden = text === '';
  };
  show('');
  field.addEventListener('input', () => {
    clear.hidden = field.value === '';
    onInput(field.value);
  });
  clear.addEventListener('click', () => {
    show('');
    field.focus();
    onInput('');
  });
  return {
    element: field,
    get value() {
      return field.value;
    },
    set value(text: string) {
      show(text);
    },
    select: () => {
      field.focus();
      field.control.select();
    },
  };
}

function setText(field: TextFieldElement, text: string): void {
  // The same text anew would move the caret.
  if (field.value === text) return;
  field.value = text;
  // By itself the toolkit does so a frame later, when more may have been typed.
  if (field.isConnected) field.control.value = text;
}

function pressable(made: Button, onPress: () => void): HTMLElement {
  made.addEventListener('click', onPress);
  return made;
}
