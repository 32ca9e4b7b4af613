import { element } from './element.ts';
import { button } from './toolkit.ts';

const keys: readonly (readonly [keys: string, action: string])[] = [
  ['Arrow keys', 'Move by cell'],
  ['Home, End', 'First or last cell of the row'],
  ['Page Up, Page Down', 'Move by page'],
  ['Ctrl+Home, Ctrl+End', 'First or last row'],
  ['Enter or F2', 'Edit the mapping of the row, or publish the port'],
  ['Delete', 'Stage the removal of the row, or of the selected rows; again: take it back'],
  ['Space', 'Select the row, or not'],
  ['Shift+arrow keys', 'Extend the selection'],
  ['Ctrl+A', 'Select all rows that the filter shows'],
  ['Ctrl+C', 'Copy the address of the row, or of the selected rows'],
  ['Ctrl+Enter', 'Open in browser'],
  ['Shift+F10', 'More actions'],
  ['Ctrl+F', 'Filter'],
  ['Escape', 'In the filter: clear it, then go back to the table; in the form: cancel'],
  ['?', 'This list'],
];

/** The keys of the table, as a plain list. */
export class KeyboardHelp {
  readonly element: HTMLDialogElement;

  constructor() {
    this.element = element(
      'dialog',
      { class: 'help', 'aria-labelledby': 'help-title' },
      element('h2', { id: 'help-title' }, 'Keyboard Help'),
      element('dl', {}, ...keys.flatMap(([key, action]) => helpLine(key, action))),
      button('primary', {
        label: 'Close',
        onPress: () => {
          this.element.close();
        },
      }),
    );
  }

  show(): void {
    this.element.showModal();
  }
}

function helpLine(keys: string, action: string): [HTMLElement, HTMLElement] {
  return [element('dt', {}, onThisPlatform(keys)), element('dd', {}, action)];
}

function onThisPlatform(keys: string): string {
  return /\bMac/.test(navigator.userAgent) ? keys.replaceAll('Ctrl+', 'Cmd+') : keys;
}
