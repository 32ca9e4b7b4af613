import type { Row } from '../src/core/rows.ts';
import { noFilter, type RowFilter } from '../src/core/rowFilter.ts';
import type { RowSort } from '../src/core/rowOrder.ts';
import type { ToPage } from '../src/protocol.ts';
import { Announcer } from './announcer.ts';
import { changeWords } from './changeWords.ts';
import { Details } from './details.ts';
import { Dock } from './dock.ts';
import { element } from './element.ts';
import { Grid } from './grid.ts';
import { GridHeader } from './gridHeader.ts';
import { GridInput } from './gridInput.ts';
import { isFindKey } from './gridKeys.ts';
import { firstStop } from './gridStops.ts';
import { Host } from './host.ts';
import { keepingFocus } from './keepingFocus.ts';
import { KeyboardHelp } from './keyboardHelp.ts';
import type { PageState } from './pageState.ts';
import { RowFeed } from './rowFeed.ts';
import { RowModel } from './rowModel.ts';
import { Selection } from './selection.ts';
import { StatusView } from './statusView.ts';
import { Toolbar } from './toolbar.ts';

/** The whole page: what comes from the extension goes to the parts, what the user does goes back. */
export class Page {
  readonly #host = new Host(() => this.#state());
  readonly #restored = this.#host.restored;
  readonly #model = new RowModel(this.#restored.filter, this.#restored.sort);
  readonly #selection = new Selection(this.#restored.selected);
  readonly #feed = new RowFeed(this.#model, () => {
    this.#host.askForAll();
  });
  readonly #announcer = new Announcer();
  readonly #help = new KeyboardHelp();
  readonly #details = new Details();
  readonly #status = new StatusView(this.#host, () => {
    this.#clearFilter();
  });
  readonly #gridHeader = new GridHeader({
    sort: (sort) => {
      this.#sortBy(sort);
    },
    selectAll: (selected) => {
      this.#input.selectAll(selected);
    },
  });
  readonly #grid = new Grid(
    { model: this.#model, selection: this.#selection, header: this.#gridHeader },
    this.#restored.place,
    this.#restored.scroll,
  );
  readonly #input = new GridInput(
    { grid: this.#grid, model: this.#model, selection: this.#selection, host: this.#host },
    {
      help: () => {
        this.#help.show();
      },
      changed: () => {
        this.#showPlace();
        this.#host.remember();
      },
    },
  );
  readonly #dock = new Dock(
    { host: this.#host, announcer: this.#announcer },
    {
      leave: () => {
        this.#leaveDock();
      },
      showRow: (rowId) => {
        this.#awaitRow(rowId);
      },
      showContainer: (containerId) => {
        this.#showRow(this.#model.rowsOfContainer(containerId)[0]);
      },
    },
  );
  readonly #toolbar = new Toolbar({
    add: () => {
      this.#host.add(this.#grid.row?.containerId);
    },
    refresh: () => {
      this.#host.run('refresh');
    },
    copyTable: () => {
      this.#copyTable();
    },
    help: () => {
      this.#help.show();
    },
    filter: (filter) => {
      this.#filterBy(filter);
    },
    leave: () => {
      this.#grid.focus();
    },
  });
  /** The row of what was staged, until it is there. */
  #awaited: string | undefined;

  /** Builds the page and asks for its content. */
  start(body: HTMLElement): void {
    body.append(
      this.#status.header,
      this.#toolbar.element,
      element('main', {}, this.#status.notice, this.#grid.element, this.#details.element),
      this.#dock.element,
      this.#announcer.element,
      this.#help.element,
    );
    this.#toolbar.showFilter(this.#model.filter);
    this.#gridHeader.showSort(this.#model.sort);
    this.#showState();
    this.#grid.element.addEventListener('scroll', () => {
      this.#host.rememberSoon();
    });
    document.addEventListener('keydown', (event) => {
      if (!isFindKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#toolbar.focusFilter();
    });
    window.addEventListener('focus', () => {
      if (document.activeElement !== body || this.#dock.focus()) return;
      if (this.#grid.place !== undefined) this.#grid.focus();
    });
    this.#host.listen((message) => {
      keepingFocus(
        () => {
          this.#hear(message);
        },
        () => {
          this.#leaveDock();
        },
      );
    });
    this.#host.askForAll();
    if (this.#restored.form !== undefined) this.#dock.restore(this.#restored.form);
  }

  #hear(message: ToPage): void {
    switch (message.type) {
      case 'status':
        this.#announcer.say(...this.#status.take(message.status));
        this.#showState();
        break;
      case 'rows':
      case 'change':
        this.#takeRows(message);
        break;
      case 'showRow':
        this.#showRow(this.#model.row(message.rowId));
        break;
      case 'showContainer':
        this.#showRow(this.#model.rowsOfContainer(message.containerId)[0]);
        break;
      case 'staged':
      case 'form':
      case 'check':
      case 'stagedDraft':
      case 'plan':
        this.#dock.hear(message);
        break;
      case 'filter':
        this.#toolbar.showFilter({ ...this.#model.filter, text: message.text });
        this.#filterBy({ ...this.#model.filter, text: message.text });
        break;
    }
  }

  #takeRows(message: Extract<ToPage, { type: 'rows' | 'change' }>): void {
    const isFirst = !this.#feed.hasRows;
    const focusedId = this.#grid.hasFocus ? this.#grid.row?.id : undefined;
    const update = this.#feed.take(message);
    if (update !== undefined) this.#announcer.say(...changeWords(update, focusedId));
    this.#selection.keep((id) => this.#model.row(id) !== undefined);
    this.#grid.follow();
    this.#showState();
    this.#showPlace();
    this.#host.rememberSoon();
    // A page that was hidden is a new one when it shows again; the user left it with the focus here.
    const isIdle = document.hasFocus() && document.activeElement === document.body;
    if (isFirst && isIdle && !this.#dock.focus() && this.#grid.place !== undefined) {
      this.#grid.focus();
    }
    if (this.#awaited !== undefined) this.#awaitRow(this.#awaited);
  }

  /** Goes to a row now, or when it comes, unless the user has gone elsewhere by then. */
  #awaitRow(rowId: string): void {
    const row = this.#model.row(rowId);
    const isElsewhere = this.#awaited !== undefined && !this.#grid.hasFocus;
    this.#awaited = row === undefined && !isElsewhere ? rowId : undefined;
    if (isElsewhere) return;
    if (row === undefined) this.#leaveDock();
    else this.#showRow(row);
  }

  #leaveDock(): void {
    if (this.#grid.element.hidden || !this.#grid.focus()) this.#toolbar.focusFilter();
  }

  #showRow(row: Row | undefined): void {
    if (row === undefined) return;
    if (this.#model.indexOf(row.id) < 0) {
      this.#toolbar.showFilter(noFilter);
      this.#filterBy(noFilter);
    }
    this.#grid.moveTo({ rowId: row.id, stop: firstStop });
  }

  #filterBy(filter: RowFilter): void {
    this.#model.filterBy(filter);
    this.#grid.restart();
    this.#showState(true);
    this.#showPlace();
    this.#host.remember();
  }

  #clearFilter(): void {
    this.#toolbar.showFilter(noFilter);
    this.#filterBy(noFilter);
    this.#toolbar.focusFilter();
  }

  #sortBy(sort: RowSort): void {
    this.#model.sortBy(sort);
    this.#gridHeader.showSort(sort);
    this.#grid.restart();
    this.#host.remember();
  }

  /** @param byUser whether the number of rows is another one because of what the user did. */
  #showState(byUser = false): void {
    const { total, visible, filter } = this.#model;
    this.#toolbar.showCount(visible.length, total, byUser);
    const isLoading = total === 0 && this.#status.isWaiting(this.#feed.hasRows);
    this.#grid.table.ariaBusy = String(isLoading);
    this.#grid.element.hidden = total === 0 && !isLoading;
    this.#details.element.hidden = total === 0;
    this.#status.show({ total, visible: visible.length, filter });
  }

  #showPlace(): void {
    this.#details.show(this.#grid.row);
    this.#toolbar.showSelected(this.#selection.among(this.#model.visible).length);
  }

  #copyTable(): void {
    const selected = this.#selection.among(this.#model.visible);
    this.#host.copy(selected.length > 0 ? selected : this.#model.visible, 'markdown');
  }

  #state(): PageState {
    const { place, scroll } = this.#grid;
    const { filter, sort } = this.#model;
    return {
      filter,
      sort,
      ...(place === undefined ? {} : { place }),
      scroll,
      selected: this.#selection.ids,
      ...(this.#dock.stored === undefined ? {} : { form: this.#dock.stored }),
    };
  }
}
