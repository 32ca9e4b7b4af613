import type { Reach } from './address.ts';
import { conflictsOf, type Conflict, type ContainerMappings } from './conflicts.ts';
import { isActive, type Container } from './container.ts';
import { addressWords, conflictWords, requestWords, statusWords } from './describe.ts';
import { originalOf } from './keptOriginal.ts';
import { mappingsOf, type Mapping, type MappingOptions } from './mapping.ts';
import { portCount, type PortRange, type Protocol } from './portRange.ts';
import { arrowText, hostPortText } from './render.ts';
import { rowStatus, type RowStatus } from './rowStatus.ts';

/** One line of the table: plain JSON, complete in itself, as it goes to the page. */
export interface Row {
  /** The mapping's id. */
  readonly id: string;
  readonly containerId: string;
  readonly name: string;
  readonly image: string;
  /** The Compose project; empty for a standalone container. */
  readonly project: string;
  readonly status: RowStatus;
  readonly statusText: string;
  /** Missing when exposed only. */
  readonly reach?: Reach;
  readonly addressText: string;
  readonly addresses: readonly string[];
  readonly hostPorts?: PortRange;
  /** What the engine may choose the host port from. */
  readonly requestedRange?: PortRange;
  readonly hostPortText: string;
  /** The engine picks the host port anew at every start. */
  readonly dynamic: boolean;
  readonly containerPorts: PortRange;
  readonly protocol: Protocol;
  /** The file that decides the mapping, with the line where it is known; else `container`. */
  readonly source: string;
  /** The line of a file of the workspace that declares it. */
  readonly declared?: RowDeclaration;
  /** Can be opened in a browser: TCP, published, running. */
  readonly web: boolean;
  /** `8080 → 80/tcp`. */
  readonly text: string;
  /** Published in a virtual machine, and a forward is missing. */
  readonly unforwarded?: true;
  /** Further facts, one sentence each. */
  readonly notes: readonly string[];
  /** The change that is not applied, if one is about this mapping. */
  readonly staged?: StagedRow;
}

/** Where a row is declared. */
export interface RowDeclaration {
  /** Of the declaration. */
  readonly id: string;
  readonly uri: string;
  /** 1-based. */
  readonly line: number;
  /**
   * Nothing runs that has the mapping, so it is changed in the file alone: what that publishes, what
   * it exposes and could publish, and of an image what others publish.
   */
  readonly alone?: 'published' | 'exposed' | 'image';
}

/** What a staged change does to a row. An edited row shows what it is to be; `was`: what it is. */
export interface StagedRow {
  readonly kind: 'add' | 'edit' | 'remove';
  readonly changeId: string;
  /** Of an edit: `8444 → 443/tcp`, or the address where that alone changes. */
  readonly was?: string;
  readonly wasHostPort?: string;
}

export interface RowOptions extends MappingOptions {
  readonly showStopped: boolean;
  readonly showExposedOnly: boolean;
}

export const defaultRowOptions: RowOptions = {
  collapseRanges: true,
  mergeIpFamilies: true,
  showStopped: true,
  showExposedOnly: true,
};

/**
 * Turns containers into mappings and rows. Remembers both by container object: a container that did
 * not change costs nothing again and gives the same row objects again.
 */
export class RowReader {
  readonly #options: RowOptions;
  readonly #mappings = new WeakMap<Container, readonly Mapping[]>();
  readonly #rows = new WeakMap<Container, readonly Row[]>();
  readonly #conflicting = new WeakMap<Row, Row>();

  constructor(options: RowOptions = defaultRowOptions) {
    this.#options = options;
  }

  get showExposedOnly(): boolean {
    return this.#options.showExposedOnly;
  }

  /** The containers that the options show, each with the mappings that they show. */
  mappings(containers: readonly Container[]): readonly ContainerMappings[] {
    return this.everyMapping(
      containers.filter((container) => this.#options.showStopped || isActive(container)),
    );
  }

  /** The same of all containers, also of those that are not shown. */
  everyMapping(containers: readonly Container[]): readonly ContainerMappings[] {
    return containers.map((container) => ({ container, mappings: this.#mappingsOf(container) }));
  }

  /** All rows, in the engine's order of containers. */
  rows(containers: readonly Container[]): readonly Row[] {
    const all = this.mappings(containers);
    const conflicts = conflictsOf(all);
    return all.flatMap((item) => this.#rowsOf(item, conflicts));
  }

  #mappingsOf(container: Container): readonly Mapping[] {
    const known = this.#mappings.get(container);
    if (known !== undefined) return known;
    // Nobody is to publish more of what is only kept.
    const withExposed = this.#options.showExposedOnly && originalOf(container) === undefined;
    const mappings = mappingsOf(container, this.#options).filter(
      ({ kind }) => withExposed || kind !== 'exposed',
    );
    this.#mappings.set(container, mappings);
    return mappings;
  }

  #rowsOf(
    { container, mappings }: ContainerMappings,
    conflicts: ReadonlyMap<string, Conflict>,
  ): readonly Row[] {
    const known = this.#rows.get(container);
    const rows = known ?? mappings.map((mapping) => rowOf(container, mapping));
    if (known === undefined) this.#rows.set(container, rows);
    if (conflicts.size === 0) return rows;
    return rows.map((row) => {
      const conflict = conflicts.get(row.id);
      return conflict === undefined ? row : this.#inConflict(row, conflict);
    });
  }

  #inConflict(row: Row, conflict: Conflict): Row {
    const words = conflictWords(conflict);
    const known = this.#conflicting.get(row);
    if (known?.notes[0] === words) return known;
    const conflicting = inConflict(row, words);
    this.#conflicting.set(row, conflicting);
    return conflicting;
  }
}

/** All rows of these containers. */
export function rowsOf(
  containers: readonly Container[],
  options: RowOptions = defaultRowOptions,
): readonly Row[] {
  return new RowReader(options).rows(containers);
}

/** The row of one mapping. */
export function rowOf(container: Container, mapping: Mapping): Row {
  const status = rowStatus(container, mapping);
  return {
    id: mapping.id,
    containerId: container.id,
    name: container.name,
    image: container.image.reference,
    project: container.compose?.project ?? '',
    status,
    statusText: statusWords(status),
    ...(mapping.reach === undefined ? {} : { reach: mapping.reach }),
    addressText: addressWords(mapping),
    addresses: mapping.addresses,
    ...(mapping.hostPorts === undefined ? {} : { hostPorts: mapping.hostPorts }),
    ...(mapping.requestedRange === undefined ? {} : { requestedRange: mapping.requestedRange }),
    hostPortText: hostPortText(mapping),
    dynamic: mapping.request === 'dynamic',
    containerPorts: mapping.containerPorts,
    protocol: mapping.protocol,
    source: sourceOf(container),
    web: mapping.kind === 'published' && mapping.protocol === 'tcp' && status === 'running',
    text: arrowText(mapping),
    notes: requestWords(container, mapping),
  };
}

/** The row as one whose host port is taken. */
export function inConflict(row: Row, words: string): Row {
  return {
    ...row,
    status: 'conflict',
    statusText: statusWords('conflict'),
    notes: [words, ...row.notes],
  };
}

/** The last of the Compose files, without its folder: the one that has the last word. */
function sourceOf({ compose }: Container): string {
  return compose?.files.at(-1)?.replace(/^.*[\\/]/, '') ?? 'container';
}

/** How many ports the rows publish right now; each of a range, and those of both IP families once. */
export function publishedPortCount(rows: readonly Row[]): number {
  const counts = new Map<string, number>();
  for (const { status, containerId, protocol, hostPorts, containerPorts } of rows) {
    if (status !== 'running' && status !== 'paused') continue;
    const key = [containerId, protocol, containerPorts.start, hostPorts?.start].join(' ');
    counts.set(key, portCount(containerPorts));
  }
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
