import type { Conflict } from './conflicts.ts';
import { isActive, type Container } from './container.ts';
import { clashWords, counted, spokenMapping, stateWords } from './describe.ts';
import { originalOf } from './keptOriginal.ts';
import type { Mapping } from './mapping.ts';
import type { ContainerNode, MappingNode, OutlineIcon } from './outlineNode.ts';
import type { Row } from './rows.ts';

/** What is said of a mapping besides its row. */
interface MappingFacts {
  readonly conflict?: Conflict | undefined;
  /** A file of the workspace says otherwise. */
  readonly drift: boolean;
  /** Published in a virtual machine, and a forward is missing. */
  readonly unforwarded: boolean;
}

export function mappingNode(
  container: Container,
  mapping: Mapping,
  row: Row,
  { conflict, drift, unforwarded }: MappingFacts,
): MappingNode {
  const clash = conflict && clashWords(conflict);
  return {
    kind: 'mapping',
    id: mapping.id,
    label: row.text,
    description:
      clash === undefined || row.staged !== undefined
        ? mappingDescription(container, row, drift)
        : `conflict: ${clash}`,
    icon: iconOf(mappingIcon(row)),
    flags: [
      'mapping',
      mapping.kind,
      mapping.protocol,
      ...(row.web ? ['web'] : []),
      ...(mapping.reach === undefined ? [] : [mapping.reach]),
      ...(conflict === undefined ? [] : ['conflict']),
      ...(row.dynamic ? ['dynamic'] : []),
      ...(row.status === 'kept' ? ['kept'] : []),
      ...(row.staged === undefined ? [] : ['staged']),
      ...(row.declared === undefined ? [] : ['inFile']),
      ...(drift ? ['drift'] : []),
      ...(unforwarded ? ['unforwarded'] : []),
    ],
    spoken: spokenMapping(container, mapping, noteOf(row, clash, drift)),
    container,
    mapping,
    row,
  };
}

/** What a screen reader hears of a mapping besides its ports. */
export function noteOf(
  { staged, text }: Row,
  clash: string | undefined,
  drift: boolean,
): string | undefined {
  switch (staged?.kind) {
    case undefined:
      if (clash !== undefined) return `conflict: ${clash}`;
      return drift ? 'otherwise than declared' : undefined;
    case 'add':
      return 'staged, to be added';
    case 'remove':
      return 'staged for removal';
    case 'edit':
      return `staged, to become ${text}`;
  }
}

/** Undefined where no change is staged. */
export function stagedDescription({ staged, addressText }: Row): string | undefined {
  switch (staged?.kind) {
    case undefined:
      return undefined;
    case 'add':
      return `${addressText} · staged: add`;
    case 'remove':
      return `${addressText} · staged: remove`;
    case 'edit':
      return `${addressText} · staged: was ${staged.was ?? ''}`;
  }
}

function mappingDescription({ network }: Container, row: Row, drift: boolean): string {
  const staged = stagedDescription(row);
  if (staged !== undefined) return staged;
  // Nothing need publish it there: it is reached if something listens.
  if (row.status === 'exposed') return network.kind === 'host' ? 'host network' : 'exposed only';
  const words = [row.addressText];
  if (row.dynamic) words.push('dynamic');
  if (row.status === 'stopped') words.push('reserved');
  if (row.status === 'kept') words.push('kept');
  if (row.status === 'discarded') words.push('no effect');
  if (drift) words.push('drift');
  return words.join(' · ');
}

/** A shape for every state, so that nothing hangs on colour. */
export function mappingIcon({
  status,
  reach,
  staged,
}: Pick<Row, 'status' | 'reach' | 'staged'>): string {
  if (staged !== undefined) return stagedIcons[staged.kind];
  if (status === 'conflict') return 'warning';
  if (status === 'exposed') return 'circle-slash';
  if (status === 'discarded') return 'debug-disconnect';
  if (status === 'stopped' || status === 'kept') return 'circle-outline';
  if (reach === 'allInterfaces') return 'globe';
  return reach === 'thisHost' ? 'lock' : 'server-environment';
}

/** A warning has its usual colour besides its shape. */
export function iconOf(name: string): OutlineIcon {
  return name === 'warning' ? { name, color: 'problemsWarningIcon.foreground' } : { name };
}

const stagedIcons = { add: 'add', edit: 'edit', remove: 'trash' } as const;

export function containerNode(
  container: Container,
  mappings: ContainerNode['mappings'],
): ContainerNode {
  const isStaged = container.knowledge === 'staged';
  const original = originalOf(container);
  const state = containerWords(container, original);
  const unfinished = container.knowledge === 'unreadable' ? ' · details could not be read' : '';
  return {
    kind: 'container',
    id: container.id,
    label: container.name,
    description: `${container.image.reference} · ${state}${unfinished}`,
    icon: isStaged ? { name: 'add' } : containerIcon(container),
    flags: [
      'container',
      isActive(container) ? 'running' : 'stopped',
      ...(container.knowledge === 'staged' ? ['staged'] : []),
      ...(original === undefined ? [] : ['kept']),
      ...(container.compose === undefined ? [] : ['compose']),
    ],
    spoken: `${container.name}, ${container.image.reference}, ${state}, ${counted(mappings.length, 'mapping', 'mappings')}`,
    container,
    mappings,
  };
}

function containerWords(container: Container, original: string | undefined): string {
  if (container.knowledge === 'staged') return 'staged: run';
  return original === undefined ? stateWords(container) : `original of ${original}, kept`;
}

function containerIcon({ state, health }: Container): OutlineIcon {
  if (health === 'unhealthy') return { name: 'warning', color: 'problemsWarningIcon.foreground' };
  switch (state) {
    case 'running':
      return { name: 'circle-filled', color: 'charts.green' };
    case 'paused':
      return { name: 'debug-pause' };
    case 'restarting':
      return { name: 'debug-restart' };
    case 'created':
    case 'removing':
    case 'exited':
    case 'dead':
      return { name: 'circle-outline' };
  }
}
