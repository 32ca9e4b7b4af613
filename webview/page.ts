import type { Row } from '../src/core/rows.ts';
import { noFilter, type RowFilter } from '../src/core/rowFilter.ts';
import type { RowSort } from '../src/core/rowOrder.ts';
import type { PageStatus, ToPage } from '../src/protocol.ts';
import { commandActions } from './actionBar.ts';
import { Announcer } from './announcer.ts';
import { changeWords } from './changeWords.ts';
import { Details } from './details.ts';
import { element } from './element.ts';
import { Grid } from './grid.ts';
import { GridHeader } from './gridHeader.ts';
import { GridInput } from './gridInput.ts';
import { isFindKey } from './gridKeys.ts';
import { firstStop } from './gridStops.ts';
import { Header } from './header.ts';
import { Host } from './host.ts';
import { keepingFocus } from './keepingFocus.ts';
import { KeyboardHelp } from './keyboardHelp.ts';
import { Notice } from './notice.ts';
import { noticeFor } from './noticeFor.ts';
import type { PageState } from './pageState.ts';
import { RowFeed } from './rowFeed.ts';
import { RowModel } from './rowModel.ts';
import { Selection } from './selection.ts';
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
  readonly #notice = new Notice();
  readonly #details = new Details();
  readonly #header = new Header(() => {
    this.#host.run('selectConnection');
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
  readonly #toolbar = new Toolbar({
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
  #status: PageStatus | undefined;

  /** Builds the page and asks for its content. */
  start(body: HTMLElement): void {
    body.append(
      this.#header.element,
      this.#toolbar.element,
      element('main', {}, this.#notice.element, this.#grid.element, this.#details.element),
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
      if (document.activeElement === body && this.#grid.place !== undefined) this.#grid.focus();
    });
    this.#host.listen((message) => {
      keepingFocus(
        () => {
          this.#hear(message);
        },
        () => {
          if (this.#grid.element.hidden || !this.#grid.focus()) this.#toolbar.focusFilter();
        },
      );
    });
    this.#host.askForAll();
  }

  #hear(message: ToPage): void {
    switch (message.type) {
      case 'status':
        this.#takeStatus(message.status);
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
      case 'filter':
        this.#toolbar.showFilter({ ...this.#model.filter, text: message.text });
        this.#filterBy({ ...this.#model.filter, text: message.text });
        break;
    }
  }

  #takeStatus(status: PageStatus): void {
    const before = this.#status;
    this.#status = status;
    // The first connection is no news.
    if (before !== undefined && before.state !== status.state && before.state !== 'connecting') {
      this.#announcer.say(status.state === 'live' ? 'Connected again.' : status.text);
    }
    this.#showState();
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
    if (isFirst && isIdle && this.#grid.place !== undefined) this.#grid.focus();
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
    const isLoading = total === 0 && this.#isWaiting();
    this.#grid.table.ariaBusy = String(isLoading);
    this.#grid.element.hidden = total === 0 && !isLoading;
    this.#details.element.hidden = total === 0;
    const status = this.#status;
    if (status === undefined) return;
    document.body.classList.toggle('busy', status.busy);
    document.body.classList.toggle('stale', status.state === 'asOf');
    const actions = commandActions(status.actions, (command) => {
      this.#host.run(command);
    });
    this.#header.show(status, status.state === 'failed' ? [] : actions);
    this.#notice.show(
      noticeFor(status, { total, visible: visible.length, filter }, actions, () => {
        this.#clearFilter();
      }),
    );
  }

  /** Whether rows may come that have not come yet. */
  #isWaiting(): boolean {
    const state = this.#status?.state;
    return state === 'connecting' || (state !== 'failed' && !this.#feed.hasRows);
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
    };
  }
}
