import { formatPortRange } from '../src/core/portRange.ts';
import type { Row } from '../src/core/rows.ts';

/** `80/tcp`. */
export function insideText({ containerPorts, protocol }: Row): string {
  return `${formatPortRange(containerPorts)}/${protocol}`;
}

/** The mapping as it is spoken: `8080 to 80/tcp`. */
export function rowLabel({ text }: Row): string {
  return text.replace(' → ', ' to ');
}

/** The mapping and how it stands, for announcements. */
export function rowSentence(row: Row): string {
  return `${rowLabel(row)}, ${row.name}: ${row.statusText}.`;
}

/** The word of the status cell; what a staged change does has no room there. */
export function statusWord({ staged, statusText }: Row): string {
  return staged === undefined ? statusText : 'Staged';
}

/** What the status cell says besides its word: what a staged change does, and the notes. */
export function statusRest(row: Row): readonly string[] {
  return row.staged === undefined ? row.notes : [`${row.statusText}.`, ...row.notes];
}

/** The host port that a staged change takes away from the row; empty if there is none. */
export function formerHostPort({ staged, hostPortText }: Row): string {
  const was = staged?.wasHostPort ?? '';
  return was === hostPortText ? '' : was;
}

/** Neither edited nor removed here: an image publishes nothing, and a kept original nothing more. */
function isFixed({ status, declared }: Row): boolean {
  return status === 'kept' || declared?.alone === 'image';
}

/** Nothing publishes it, and that can be staged. */
function isExposed({ status, declared }: Row): boolean {
  return status === 'exposed' || declared?.alone === 'exposed';
}

/** What the button before Edit does; undefined when it has nothing to do. */
export function openAction({ web, status, staged }: Row): 'open' | 'move' | undefined {
  if (web) return 'open';
  return status === 'conflict' && staged === undefined ? 'move' : undefined;
}

/** What Edit means for the row; undefined when there is nothing to edit. */
export function editAction(row: Row): 'edit' | 'publish' | undefined {
  if (row.staged?.kind === 'remove' || isFixed(row)) return undefined;
  return isExposed(row) && row.staged === undefined ? 'publish' : 'edit';
}

/** What Remove means for the row; undefined when there is nothing to remove. */
export function removeAction(row: Row): 'remove' | 'unstage' | undefined {
  if (row.staged !== undefined) return 'unstage';
  return isExposed(row) || isFixed(row) ? undefined : 'remove';
}

/** Whether the row has an address with a port that is known. */
export function canCopyAddress({ hostPorts, addresses }: Row): boolean {
  return hostPorts !== undefined && addresses.length > 0;
}

/** The file, and the project that it belongs to. */
export function sourceTitle({ project, source }: Row): string {
  return project === '' ? source : `${source}, Compose project ${project}`;
}

/** What the row's context menu needs to know (`data-vscode-context`). */
export function rowContext(row: Row): string {
  return JSON.stringify({
    webviewSection: 'mapping',
    rowId: row.id,
    web: row.web,
    published: row.reach !== undefined,
    staged: row.staged !== undefined,
    editable: editAction(row) === 'edit',
    exposed: editAction(row) === 'publish',
    removable: removeAction(row) === 'remove',
    inFile: row.declared !== undefined,
    unforwarded: row.unforwarded === true,
    preventDefaultContextMenuItems: true,
  });
}

/** What the table shows only as tooltips, in one line, for the row that has the focus. */
export function rowDetails(row: Row): string {
  const addresses = row.addresses.length === 0 ? [] : [`on ${row.addresses.join(', ')}`];
  const origin = row.project === '' ? row.source : `${row.source} (${row.project})`;
  const staged = row.staged === undefined ? [] : [row.statusText];
  const name = row.image === '' ? row.name : `${row.name} from ${row.image}`;
  const facts = [...addresses, name, origin, ...row.notes];
  return [row.text, ...staged, ...facts].join(' · ');
}
