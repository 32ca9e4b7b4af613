import type { PageStatus } from '../src/protocol.ts';
import { commandActions } from './actionBar.ts';
import { Header } from './header.ts';
import type { Host } from './host.ts';
import { Notice } from './notice.ts';
import { noticeFor, type RowCounts } from './noticeFor.ts';

/** How the engine stands: in the header, and in the notice that says why there are no rows. */
export class StatusView {
  readonly #host: Host;
  readonly #clearFilter: () => void;
  readonly #header: Header;
  readonly #notice = new Notice();
  #status: PageStatus | undefined;

  constructor(host: Host, clearFilter: () => void) {
    this.#host = host;
    this.#clearFilter = clearFilter;
    this.#header = new Header(() => {
      host.run('selectConnection');
    });
  }

  get header(): HTMLElement {
    return this.#header.element;
  }

  get notice(): HTMLElement {
    return this.#notice.element;
  }

  /** @returns what is worth saying aloud; the first connection is no news. */
  take(status: PageStatus): readonly string[] {
    const before = this.#status;
    this.#status = status;
    const isNews = before !== undefined && before.state !== 'connecting';
    if (!isNews || before.state === status.state) return [];
    return [status.state === 'live' ? 'Connected again.' : status.text];
  }

  /** Whether rows may come that have not come yet. */
  isWaiting(hasRows: boolean): boolean {
    const state = this.#status?.state;
    return state === 'connecting' || (state !== 'failed' && !hasRows);
  }

  show(counts: RowCounts): void {
    const status = this.#status;
    if (status === undefined) return;
    document.body.classList.toggle('busy', status.busy);
    document.body.classList.toggle('stale', status.state === 'asOf');
    const actions = commandActions(status.actions, (command) => {
      this.#host.run(command);
    });
    this.#header.show(status, status.state === 'failed' ? [] : actions);
    this.#notice.show(noticeFor(status, counts, actions, this.#clearFilter));
  }
}
