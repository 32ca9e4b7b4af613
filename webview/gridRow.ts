import type { Reach } from '../src/core/address.ts';
import type { Row, StagedRow } from '../src/core/rows.ts';
import type { RowStatus } from '../src/core/rowStatus.ts';
import { element, hiddenText, setOptional } from './element.ts';
import type { StopElements } from './gridStops.ts';
import { icon, setIcon, type IconName } from './icons.ts';
import {
  canCopyAddress,
  editAction,
  formerHostPort,
  insideText,
  openAction,
  removeAction,
  rowContext,
  rowLabel,
  sourceTitle,
  statusRest,
  statusWord,
} from './rowText.ts';

const statusIcons: Readonly<Record<RowStatus, IconName>> = {
  running: 'dot',
  paused: 'pause',
  restarting: 'refresh',
  stopped: 'ring',
  exposed: 'dashedCircle',
  discarded: 'dashInCircle',
  conflict: 'warning',
  staged: 'pencil',
  kept: 'history',
  declared: 'file',
};

const stagedIcons: Readonly<Record<StagedRow['kind'], IconName>> = {
  add: 'plus',
  edit: 'pencil',
  remove: 'trash',
};

const reachIcons: Readonly<Record<Reach, IconName>> = {
  allInterfaces: 'globe',
  thisHost: 'lock',
  specific: 'server',
};

/** The elements of one line of the table. They are used again for other rows as these scroll by. */
export class RowView {
  readonly #checkbox = element('input', { type: 'checkbox', class: 'checkbox', tabindex: '-1' });
  readonly #status = picture();
  readonly #notes = hiddenText();
  readonly #address = picture();
  readonly #dynamic = element('span', { class: 'tag' }, 'dynamic');
  readonly #hostPort = element('span', { class: 'numerals' });
  readonly #formerHostPort = element('span', { class: 'former', 'aria-hidden': 'true' });
  readonly #formerWords = hiddenText();
  readonly #noHostPort = hiddenText('No host port');
  readonly #name = element('button', { type: 'button', class: 'link', tabindex: '-1' });
  readonly #copy = actionButton('copy', 'Copy Address');
  readonly #open = actionButton('openExternal', 'Open in Browser');
  readonly #edit = actionButton('pencil', 'Edit');
  readonly #remove = actionButton('trash', 'Remove');

  readonly #statusCell = cell('status', 2, this.#status.icon, this.#status.text, this.#notes);
  readonly #addressCell = cell('address', 3, this.#address.icon, this.#address.text);
  readonly #hostPortCell = element(
    'th',
    { role: 'rowheader', class: 'hostPort', 'aria-colindex': '4', tabindex: '-1' },
    this.#dynamic,
    this.#hostPort,
    this.#formerHostPort,
    this.#formerWords,
    this.#noHostPort,
  );
  readonly #containerPortCell = cell('containerPort', 5);
  readonly #source = element('button', { type: 'button', tabindex: '-1' });

  readonly element = element(
    'tr',
    { role: 'row' },
    holder('select', 1, this.#checkbox),
    this.#statusCell,
    this.#addressCell,
    this.#hostPortCell,
    this.#containerPortCell,
    holder('name', 6, this.#name),
    holder('source', 7, this.#source),
    holder('actions', 8, this.#copy, this.#open, this.#edit, this.#remove),
  );

  /** Everything in the row that can hold the focus; some of it may be hidden. */
  readonly stops: StopElements = {
    select: this.#checkbox,
    status: this.#statusCell,
    address: this.#addressCell,
    hostPort: this.#hostPortCell,
    containerPort: this.#containerPortCell,
    name: this.#name,
    source: this.#source,
    copy: this.#copy,
    open: this.#open,
    edit: this.#edit,
    remove: this.#remove,
  };

  #row: Row | undefined;

  get row(): Row | undefined {
    return this.#row;
  }

  /** @param index of the row among the visible ones; the header is the grid's first row. */
  show(row: Row, index: number, selected: boolean): void {
    if (row !== this.#row) this.#fill(row);
    this.#row = row;
    this.element.setAttribute('aria-rowindex', String(index + 2));
    this.element.setAttribute('aria-selected', String(selected));
    this.#checkbox.checked = selected;
  }

  #fill(row: Row): void {
    const label = rowLabel(row);
    this.element.dataset['vscodeContext'] = rowContext(row);
    this.element.dataset['status'] = row.status;
    this.element.dataset['reach'] = row.reach ?? 'none';
    setOptional(this.element, 'data-staged', row.staged?.kind ?? '');
    this.#checkbox.setAttribute('aria-label', `Select ${label}, ${row.name}`);
    this.#fillStatus(row);
    setIcon(this.#address.icon, row.reach === undefined ? 'circleSlash' : reachIcons[row.reach]);
    this.#address.text.textContent = row.addressText;
    setOptional(this.#addressCell, 'title', row.addresses.join(', '));
    this.#fillHostPort(row);
    this.#containerPortCell.textContent = insideText(row);
    this.#name.textContent = row.name;
    this.#name.title = [row.name, row.image].filter(Boolean).join(' · ');
    this.#fillSource(row);
    this.#fillActions(row, label);
  }

  /** A link where a file of the workspace declares the mapping. */
  #fillSource(row: Row): void {
    const isLink = row.declared !== undefined;
    this.#source.textContent = row.source;
    this.#source.className = isLink ? 'link' : 'plain';
    setOptional(this.#source, 'aria-disabled', isLink ? '' : 'true');
    setOptional(this.#source, 'title', sourceTitle(row));
  }

  #fillStatus(row: Row): void {
    const rest = statusRest(row);
    const { staged, status } = row;
    setIcon(
      this.#status.icon,
      staged === undefined ? statusIcons[status] : stagedIcons[staged.kind],
    );
    this.#status.text.textContent = statusWord(row);
    this.#notes.textContent = rest.join(' ');
    setOptional(this.#statusCell, 'title', rest.join('\n'));
  }

  #fillHostPort(row: Row): void {
    const { hostPortText, hostPorts, dynamic } = row;
    const former = formerHostPort(row);
    this.#hostPort.textContent = hostPortText;
    this.#formerHostPort.textContent = former === '' ? '' : ` ⟵ ${former}`;
    this.#formerWords.textContent = former === '' ? '' : ` was ${former}`;
    setOptional(this.#hostPortCell, 'title', former === '' ? '' : `${hostPortText}, was ${former}`);
    this.#noHostPort.hidden = hostPortText !== '';
    // Before the engine has picked a port, the text says `dynamic` itself.
    this.#dynamic.hidden = !dynamic || hostPorts === undefined;
  }

  #fillActions(row: Row, label: string): void {
    this.#copy.setAttribute('aria-label', `Copy address of ${label}`);
    this.#copy.hidden = !canCopyAddress(row);
    showAction(this.#open, openActions, openAction(row), label);
    showAction(this.#edit, editActions, editAction(row), label);
    showAction(this.#remove, removeActions, removeAction(row), label);
  }
}

interface ActionLook {
  readonly icon: IconName;
  readonly title: string;
  /** What a screen reader says before the mapping; the title otherwise. */
  readonly spoken?: string;
}

const openActions = {
  open: { icon: 'openExternal', title: 'Open in Browser' },
  move: { icon: 'wand', title: 'Use Free Host Port', spoken: 'Use free host port for' },
} as const satisfies Record<string, ActionLook>;

const editActions = {
  edit: { icon: 'pencil', title: 'Edit' },
  publish: { icon: 'plus', title: 'Publish…' },
} as const satisfies Record<string, ActionLook>;

const removeActions = {
  remove: { icon: 'trash', title: 'Remove' },
  unstage: { icon: 'discard', title: 'Unstage' },
} as const satisfies Record<string, ActionLook>;

/** One button whatever it means now, so that the focus stays on it when that changes. */
function showAction<Name extends string>(
  button: HTMLButtonElement,
  looks: Readonly<Record<Name, ActionLook>>,
  action: Name | undefined,
  label: string,
): void {
  button.hidden = action === undefined;
  if (action === undefined) return;
  const { icon: name, title, spoken }: ActionLook = looks[action];
  button.title = title;
  button.setAttribute('aria-label', `${spoken ?? title.replace('…', '')} ${label}`);
  if (button.firstElementChild instanceof SVGSVGElement) setIcon(button.firstElementChild, name);
}

function picture(): { readonly icon: SVGSVGElement; readonly text: HTMLSpanElement } {
  return { icon: icon('dot'), text: element('span', { class: 'text' }) };
}

/** A cell that holds the focus itself. */
function cell(name: string, column: number, ...children: readonly Node[]): HTMLTableCellElement {
  const made = holder(name, column, ...children);
  made.tabIndex = -1;
  return made;
}

/** A cell whose controls hold the focus. */
function holder(name: string, column: number, ...children: readonly Node[]): HTMLTableCellElement {
  return element(
    'td',
    { role: 'gridcell', class: name, 'aria-colindex': String(column) },
    ...children,
  );
}

function actionButton(name: IconName, title: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'action', tabindex: '-1', title }, icon(name));
}
