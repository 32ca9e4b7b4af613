import {
  parseDraft,
  type DraftMessage,
  type DraftTarget,
  type MappingDraft,
} from './core/mappingDraft.ts';
import type { PlanFact } from './core/planFacts.ts';
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

/** The staged changes, as the bar below the table says them. */
export interface PageStaged {
  readonly count: number;
  /** `3 staged changes in 2 containers`. */
  readonly text: string;
  /** Why they cannot be applied now, although they can be reviewed. */
  readonly obstacle?: string;
  /** `Undo Discard` is offered. */
  readonly canRestore: boolean;
}

/** The form for a mapping. */
export interface PageForm {
  /** `Add Mapping`, `Edit Mapping`, `Run Image`. */
  readonly title: string;
  readonly kind: 'mapping' | 'run';
  /** The change or the row that is edited; a new mapping without it. */
  readonly editing?: { readonly rowId: string };
  readonly targets: readonly DraftTarget[];
  readonly draft: MappingDraft;
  /** Why the draft's address is that one. */
  readonly addressReason?: string;
}

/** What the host found about a draft. */
export interface PageCheck {
  /** Of the draft that was checked; an older one is of no use. */
  readonly serial: number;
  readonly messages: readonly DraftMessage[];
  /** `-p 127.0.0.1:8081:80`; empty while the draft is no rule. */
  readonly preview: string;
}

/** A plan as it is reviewed, applied and reported. */
export interface PagePlan {
  /** Made by the host; what is applied names it. */
  readonly id: string;
  readonly title: string;
  readonly phase: 'review' | 'applying' | 'done';
  readonly steps: readonly PagePlanStep[];
  /** `Recreate 2 Containers…` for these steps chosen; the page chooses by what is ticked. */
  readonly applyLabel: string;
  /** Why nothing of it can be applied now. */
  readonly obstacle?: string;
  /** Of a plan that is done: what became of it. */
  readonly report?: string;
}

export interface PagePlanStep {
  readonly id: string;
  readonly title: string;
  /** `add 8081 → 80/tcp on this host only`. */
  readonly changes: readonly string[];
  readonly facts: readonly PlanFact[];
  readonly selected: boolean;
  /** Why it cannot be done, with the next step; it cannot be ticked then. */
  readonly refusal?: string;
  readonly state: 'planned' | 'applying' | 'done' | 'failed' | 'skipped';
  /** While it is applied: `Stop the original (5 of 12)`; afterwards what became of it. */
  readonly message: string;
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
  | { readonly type: 'staged'; readonly staged: PageStaged }
  /** Opens the form, over one that may be open. */
  | { readonly type: 'form'; readonly form: PageForm }
  | { readonly type: 'check'; readonly check: PageCheck }
  /** The draft was staged: closes the form, and moves the focus to the row. */
  | { readonly type: 'stagedDraft'; readonly rowId: string; readonly text: string }
  /** Shows the plan; without one there is none (any more). */
  | { readonly type: 'plan'; readonly plan?: PagePlan }
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
  /** Opens the line of the file that declares the row's mapping. */
  | { readonly type: 'goToSource'; readonly rowId: string }
  | { readonly type: 'command'; readonly command: PageCommand }
  /** Wants the form for a new mapping, of this container if one is named. */
  | { readonly type: 'add'; readonly containerId?: string }
  /** Wants the form for the mapping of this row, or for publishing it. */
  | { readonly type: 'edit'; readonly rowId: string }
  /** Stages a free host port for the mapping of this row. */
  | { readonly type: 'move'; readonly rowId: string }
  /** Stages the removal of the mappings; takes staged changes of these rows back. */
  | { readonly type: 'remove' | 'unstage'; readonly rowIds: readonly string[] }
  /** Wants the draft checked; the row is the one that is edited. */
  | {
      readonly type: 'check';
      readonly serial: number;
      readonly draft: MappingDraft;
      readonly rowId?: string;
    }
  /** Stages the draft, in the place of the row's mapping if one is named. */
  | { readonly type: 'stage'; readonly draft: MappingDraft; readonly rowId?: string }
  /** `review`: wants a plan of the staged changes. */
  | { readonly type: 'review' | 'discard' | 'restoreDiscarded' | 'closePlan' }
  /** Asks for the steps of a plan to be applied; the host has the user confirm it. */
  | { readonly type: 'apply'; readonly planId: string; readonly stepIds: readonly string[] }
  /** Stops before the next step. */
  | { readonly type: 'cancelApply'; readonly planId: string };

/**
 * The longest id and the most ids that a message may hold; a page of ours sends far less. Ids hold
 * URIs, in which a letter beyond ASCII takes nine characters.
 */
const longestId = 10_000;
const mostIds = 100_000;

/**
 * The one reader of what comes from the page. Whatever else was said with a message is dropped.
 *
 * @returns undefined for anything that is not one of our messages.
 */
export function parseFromPage(message: unknown): FromPage | undefined {
  if (!isRecord(message)) return undefined;
  const { type, rowId, rowIds, form, command, containerId, planId, stepIds } = message;
  switch (type) {
    case 'ready':
      return { type };
    case 'open':
    case 'reveal':
    case 'goToSource':
    case 'edit':
    case 'move':
      return isId(rowId) ? { type, rowId } : undefined;
    case 'copy':
      return isIds(rowIds) && isOneOf(copyForms, form) ? { type, rowIds, form } : undefined;
    case 'command':
      return isOneOf(pageCommands, command) ? { type, command } : undefined;
    case 'add':
      if (containerId === undefined) return { type };
      return isId(containerId) ? { type, containerId } : undefined;
    case 'remove':
    case 'unstage':
      return isIds(rowIds) ? { type, rowIds } : undefined;
    case 'check':
    case 'stage':
      return parseDraftMessage(type, message);
    case 'review':
    case 'discard':
    case 'restoreDiscarded':
    case 'closePlan':
      return { type };
    case 'apply':
      return isId(planId) && isIds(stepIds) ? { type, planId, stepIds } : undefined;
    case 'cancelApply':
      return isId(planId) ? { type, planId } : undefined;
    default:
      return undefined;
  }
}

function parseDraftMessage(
  type: 'check' | 'stage',
  { serial, rowId, draft: sent }: Readonly<Record<string, unknown>>,
): FromPage | undefined {
  const draft = parseDraft(sent);
  if (draft === undefined) return undefined;
  if (rowId !== undefined && !isId(rowId)) return undefined;
  const common = rowId === undefined ? { draft } : { draft, rowId };
  if (type === 'stage') return { type, ...common };
  return Number.isSafeInteger(serial) ? { type, serial: Number(serial), ...common } : undefined;
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
