import type { Row } from './core/rows.ts';

/**
 * Every message between the extension host and the page of the panel. The page sends intents, with
 * ids and never with addresses or paths; the answer to an intent is the next state.
 */

/** How the engine stands, as the panel's header and banner say it. */
export interface PageStatus {
  /** The engine's short name and, as a tooltip, which it is and why. */
  readonly engine: { readonly name: string; readonly detail: string };
  /**
   * `connecting`: nothing known yet. `live`: rows follow the engine. `asOf`: rows are of an earlier
   * moment. `failed`: there are no rows to show.
   */
  readonly state: 'connecting' | 'live' | 'asOf' | 'failed';
  /** A sentence: `Live`, `As of 14:02, reconnecting…`, or the cause of the failure. */
  readonly text: string;
  readonly actions: readonly PageAction[];
  /** Rows may still be completed. */
  readonly busy: boolean;
  /** Why there is no row although the engine answers. */
  readonly empty?: { readonly text: string };
}

/** A button whose press the page reports by id. */
export interface PageAction {
  readonly id: PageCommand;
  readonly label: string;
}

export type ToPage =
  | { readonly type: 'status'; readonly status: PageStatus }
  /** All rows; sent when the page is ready and when it fell out of step. */
  | { readonly type: 'rows'; readonly revision: number; readonly rows: readonly Row[] }
  /** Turns the rows of `base` into those of `revision`. */
  | {
      readonly type: 'change';
      readonly base: number;
      readonly revision: number;
      readonly removed: readonly string[];
      readonly changed: readonly Row[];
    }
  /** Moves the focus to a row, lifting a filter that hides it. */
  | { readonly type: 'showRow'; readonly rowId: string }
  | { readonly type: 'showContainer'; readonly containerId: string }
  /** Sets the filter's text, as the Filter command does. */
  | { readonly type: 'filter'; readonly text: string };

/** Commands of the extension that the page may ask for; none changes anything outside VS Code. */
export const pageCommands = [
  'refresh',
  'retry',
  'install',
  'selectConnection',
  'copyFixCommand',
  'diagnose',
  'showLog',
] as const;
export type PageCommand = (typeof pageCommands)[number];

export const copyForms = ['address', 'publish', 'run', 'markdown'] as const;
export type CopyForm = (typeof copyForms)[number];

export type FromPage =
  /** The page is loaded, or lost its place: it wants the status and all rows. */
  | { readonly type: 'ready' }
  | { readonly type: 'open'; readonly rowId: string }
  | { readonly type: 'copy'; readonly rowIds: readonly string[]; readonly form: CopyForm }
  /** Shows the row's mapping in the tree. */
  | { readonly type: 'reveal'; readonly rowId: string }
  | { readonly type: 'command'; readonly command: PageCommand };

/** The longest id and the most ids that a message may hold; a page of ours sends far less. */
const longestId = 1_000;
const mostIds = 100_000;

/**
 * The one reader of what comes from the page. Whatever else was said with a message is dropped.
 *
 * @returns undefined for anything that is not one of our messages.
 */
export function parseFromPage(message: unknown): FromPage | undefined {
  if (!isRecord(message)) return undefined;
  const { type, rowId, rowIds, form, command } = message;
  switch (type) {
    case 'ready':
      return { type };
    case 'open':
    case 'reveal':
      return isId(rowId) ? { type, rowId } : undefined;
    case 'copy':
      return isIds(rowIds) && isOneOf(copyForms, form) ? { type, rowIds, form } : undefined;
    case 'command':
      return isOneOf(pageCommands, command) ? { type, command } : undefined;
    default:
      return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestId;
}

function isIds(value: unknown): value is readonly string[] {
  // `every` alone would pass over holes.
  return Array.isArray(value) && value.length <= mostIds && [...(value as unknown[])].every(isId);
}

function isOneOf<T extends string>(values: readonly T[], value: unknown): value is T {
  return values.some((known) => known === value);
}
