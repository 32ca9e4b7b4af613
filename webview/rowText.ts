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

/** Whether the row has an address with a port that is known. */
export function canCopyAddress({ hostPorts, addresses }: Row): boolean {
  return hostPorts !== undefined && addresses.length > 0;
}

/** The file, and the project that it belongs to. */
export function sourceTitle({ project, source }: Row): string {
  return project === '' ? '' : `${source}, Compose project ${project}`;
}

/** What the row's context menu needs to know (`data-vscode-context`). */
export function rowContext(row: Row): string {
  return JSON.stringify({
    webviewSection: 'mapping',
    rowId: row.id,
    web: row.web,
    published: row.reach !== undefined,
    preventDefaultContextMenuItems: true,
  });
}

/** What the table shows only as tooltips, in one line, for the row that has the focus. */
export function rowDetails(row: Row): string {
  const addresses = row.addresses.length === 0 ? [] : [`on ${row.addresses.join(', ')}`];
  const origin = row.project === '' ? row.source : `${row.source} (${row.project})`;
  return [row.text, ...addresses, `${row.name} from ${row.image}`, origin, ...row.notes].join(
    ' · ',
  );
}
