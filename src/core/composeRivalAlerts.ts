import type { ComposeAlert } from './composeAlerts.ts';
import { entriesOf, type ComposeDocument } from './composeDocument.ts';
import type { ComposeLife } from './composeLive.ts';
import { composeRivals, type ComposeRival } from './composeRivals.ts';
import { placeText, type DeclaredFile } from './declaration.ts';
import { clashWords } from './describe.ts';

/** What to tell of host ports that other files of the workspace ask for as well. */
export function rivalAlerts(
  document: ComposeDocument,
  files: readonly DeclaredFile[],
): readonly ComposeAlert[] {
  return composeRivals(document, files).map((rival) => {
    const { entry, other, hostPort, project } = rival;
    const { start, end } = other.at;
    return {
      check: project === undefined ? 'PortConflict' : 'PortOfOtherProject',
      severity: project === undefined ? 'error' : 'info',
      start: entry.start,
      end: entry.end,
      message: rivalWords(rival),
      related: {
        start,
        end,
        message: `${other.owner.name} publishes ${hostPort} here`,
        elsewhere: other.at,
      },
    };
  });
}

function rivalWords({ entry: { service }, other, hostPort, project }: ComposeRival): string {
  const { name } = other.owner;
  const place = placeText(other.at);
  if (project !== undefined) {
    const owner = `${name} of the project ${project.project ?? project.name} (${place})`;
    return `${service} and ${owner} both publish host port ${hostPort}: only one of them can run at a time.`;
  }
  return name === service
    ? `${service} publishes host port ${hostPort} twice: also in ${place}.`
    : `${service} and ${name} both publish host port ${hostPort}: ${name} in ${place}.`;
}

/** What to tell of host ports that somebody outside the project has right now. */
export function inUseAlerts(
  document: ComposeDocument,
  life: ComposeLife | undefined,
): readonly ComposeAlert[] {
  if (life === undefined) return [];
  return entriesOf(document).flatMap((entry): ComposeAlert[] => {
    const { conflict, conflictInProject } = life(entry);
    if (conflict === undefined || conflictInProject) return [];
    const { start, end, service } = entry;
    const message = `Host port ${conflict.hostPort} of ${service} is ${clashWords(conflict)}.`;
    return [{ check: 'PortInUse', severity: 'warning', start, end, message }];
  });
}
