import { noFilter, type RowChip, type RowFilter } from '../src/core/rowFilter.ts';
import { element } from './element.ts';
import { roving } from './roving.ts';
import { isFilterOn } from './rowModel.ts';
import { button, filterField, iconButton, toggleButton } from './toolkit.ts';

interface ToolbarEvents {
  add(): void;
  refresh(): void;
  copyTable(): void;
  help(): void;
  filter(filter: RowFilter): void;
  /** Out of the filter and back to the table. */
  leave(): void;
}

const chips: readonly { readonly chip: RowChip; readonly label: string }[] = [
  { chip: 'conflicts', label: 'Conflicts' },
  { chip: 'staged', label: 'Staged' },
  { chip: 'allInterfaces', label: 'All interfaces' },
  { chip: 'exposedOnly', label: 'Exposed only' },
];

/** What acts on the whole table, the filter, and how much of the table it lets through. */
export class Toolbar {
  readonly #events: ToolbarEvents;
  readonly #counter = element('span', { class: 'counter', role: 'status' });
  readonly #selected = element('span', { class: 'selected' });
  readonly #field = filterField('Filter mappings', (text) => {
    this.#filterBy({ ...this.#filter, text });
  });
  readonly #chips = chips.map(({ chip, label }) => ({
    chip,
    button: toggleButton({
      label,
      onPress: () => {
        this.#toggle(chip);
      },
    }),
  }));
  #filter: RowFilter = noFilter;
  readonly element: HTMLElement;

  constructor(events: ToolbarEvents) {
    this.#events = events;
    this.element = element(
      'div',
      { class: 'toolbar' },
      actionGroup(events),
      this.#field.element,
      this.#chipGroup(),
      element('span', { class: 'counts' }, this.#counter, this.#selected),
    );
    this.#field.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#escape(event);
    });
  }

  /** Shows a filter that was set elsewhere. */
  showFilter(filter: RowFilter): void {
    this.#filter = filter;
    // Setting the text that is there already would move the caret.
    if (this.#field.value !== filter.text) this.#field.value = filter.text;
    for (const { chip, button } of this.#chips) button.show(filter.chips.includes(chip));
  }

  /** @param announced whether a screen reader is to say it: what the user did, not what came by itself. */
  showCount(visible: number, total: number, announced: boolean): void {
    this.#counter.setAttribute('aria-live', announced ? 'polite' : 'off');
    const text = countWords(visible, total, isFilterOn(this.#filter));
    if (this.#counter.textContent !== text) this.#counter.textContent = text;
  }

  showSelected(count: number): void {
    this.#selected.textContent = count === 0 ? '' : `${count} selected`;
  }

  focusFilter(): void {
    this.#field.select();
  }

  #filterBy(filter: RowFilter): void {
    this.showFilter(filter);
    this.#events.filter(filter);
  }

  #toggle(chip: RowChip): void {
    const on = this.#filter.chips;
    const next = on.includes(chip) ? on.filter((each) => each !== chip) : [...on, chip];
    this.#filterBy({ ...this.#filter, chips: next });
  }

  #escape(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (this.#field.value === '') this.#events.leave();
    else this.#filterBy({ ...this.#filter, text: '' });
  }

  #chipGroup(): HTMLElement {
    const buttons = this.#chips.map(({ button }) => button.element);
    const group = element(
      'div',
      { class: 'chips', role: 'group', 'aria-label': 'Show only' },
      ...buttons,
    );
    roving(group, buttons);
    return group;
  }
}

function countWords(visible: number, total: number, filtered: boolean): string {
  if (total === 0) return '';
  if (filtered) return `${visible} of ${total}`;
  return total === 1 ? '1 mapping' : `${total} mappings`;
}

function actionGroup(events: ToolbarEvents): HTMLElement {
  const buttons = [
    button(
      'primary',
      {
        label: 'Add Mapping',
        onPress: () => {
          events.add();
        },
      },
      'plus',
    ),
    iconButton('refresh', {
      label: 'Refresh',
      onPress: () => {
        events.refresh();
      },
    }),
    iconButton('copy', {
      label: 'Copy Table as Markdown',
      onPress: () => {
        events.copyTable();
      },
    }),
    iconButton('keyboard', {
      label: 'Keyboard Help',
      onPress: () => {
        events.help();
      },
    }),
  ];
  const attributes = { class: 'actions', role: 'toolbar', 'aria-label': 'Table' };
  const group = element('div', attributes, ...buttons);
  roving(group, buttons);
  return group;
}
