import type { MappingDraft } from '../src/core/mappingDraft.ts';
import type { Row } from '../src/core/rows.ts';
import {
  isRecord,
  type CopyForm,
  type FromPage,
  type PageCommand,
  type ToPage,
} from '../src/protocol.ts';
import { readPageState, type PageState } from './pageState.ts';

interface VsCodeApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** In milliseconds; scrolling stores the state once it pauses. */
const storingDelay = 200;

/** The other side: the extension, and the editor that keeps the page's state. */
export class Host {
  readonly #api = acquireVsCodeApi();
  readonly #takeState: () => PageState;
  #timer: number | undefined;
  /** What an earlier life of the page stored. */
  readonly restored = readPageState(this.#api.getState());

  /** @param takeState gives the state when it is time to store it. */
  constructor(takeState: () => PageState) {
    this.#takeState = takeState;
  }

  /** Says that the page wants the status and all rows. */
  askForAll(): void {
    this.#post({ type: 'ready' });
  }

  run(command: PageCommand): void {
    this.#post({ type: 'command', command });
  }

  open(row: Row): void {
    this.#post({ type: 'open', rowId: row.id });
  }

  /** Opens the line of the file that declares the mapping. */
  goToSource(row: Row): void {
    this.#post({ type: 'goToSource', rowId: row.id });
  }

  reveal(row: Row): void {
    this.#post({ type: 'reveal', rowId: row.id });
  }

  /** Wants the form for a new mapping, of this container if one is given. */
  add(containerId: string | undefined): void {
    this.#post({ type: 'add', ...(containerId === undefined ? {} : { containerId }) });
  }

  edit(row: Row): void {
    this.#post({ type: 'edit', rowId: row.id });
  }

  /** To a free host port. */
  move(row: Row): void {
    this.#post({ type: 'move', rowId: row.id });
  }

  remove(rows: readonly Row[]): void {
    this.#post({ type: 'remove', rowIds: rows.map(({ id }) => id) });
  }

  unstage(rows: readonly Row[]): void {
    this.#post({ type: 'unstage', rowIds: rows.map(({ id }) => id) });
  }

  check(serial: number, draft: MappingDraft, rowId: string | undefined): void {
    this.#post({ type: 'check', serial, draft, ...(rowId === undefined ? {} : { rowId }) });
  }

  stage(draft: MappingDraft, rowId: string | undefined): void {
    this.#post({ type: 'stage', draft, ...(rowId === undefined ? {} : { rowId }) });
  }

  /** Of the staged changes as a whole. */
  ask(intent: 'review' | 'discard' | 'restoreDiscarded' | 'closePlan'): void {
    this.#post({ type: intent });
  }

  apply(planId: string, stepIds: readonly string[]): void {
    this.#post({ type: 'apply', planId, stepIds });
  }

  cancelApply(planId: string): void {
    this.#post({ type: 'cancelApply', planId });
  }

  copy(rows: readonly Row[], form: CopyForm): void {
    this.#post({ type: 'copy', rowIds: rows.map(({ id }) => id), form });
  }

  /** Stores the state now: a window that closes gives no second chance. */
  remember(): void {
    clearTimeout(this.#timer);
    this.#api.setState(this.#takeState());
  }

  /** Stores the state soon, for what changes many times a second. */
  rememberSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.remember();
    }, storingDelay);
  }

  listen(hear: (message: ToPage) => void): void {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isToPage(data)) hear(data);
    });
  }

  #post(message: FromPage): void {
    this.#api.postMessage(message);
  }
}

/** Every field that a message must have. The extension made it, so their content is as declared. */
const fields: Readonly<Record<ToPage['type'], readonly string[]>> = {
  status: ['status'],
  rows: ['revision', 'rows'],
  change: ['base', 'revision', 'removed', 'changed'],
  showRow: ['rowId'],
  showContainer: ['containerId'],
  staged: ['staged'],
  form: ['form'],
  check: ['check'],
  stagedDraft: ['rowId', 'text'],
  // Without a plan there is none any more.
  plan: [],
  filter: ['text'],
};

function isToPage(data: unknown): data is ToPage {
  if (!isRecord(data)) return false;
  const wanted = Object.entries(fields).find(([type]) => type === data['type'])?.[1];
  return wanted?.every((field) => data[field] !== undefined) ?? false;
}
