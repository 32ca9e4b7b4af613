import { containerOf, type MappingChange, type RunImage, type StagedChange } from './change.ts';
import type { Container } from './container.ts';
import { statusWords } from './describe.ts';
import { mappingOfRule, referenceOf, type MappingReference } from './mappingRule.ts';
import type { Mapping } from './mapping.ts';
import { bindingsOf, type PublishRule } from './portSpec.ts';
import { portKey } from './recreateBindings.ts';
import { rowOf, type Row, type StagedRow } from './rows.ts';
import { bindingKey } from './wantedPorts.ts';

/** A mapping of a container with its row. */
export interface ShownMapping {
  readonly container: Container;
  readonly mapping: Mapping;
  readonly row: Row;
}

/** What staged changes add to what the containers have, and what they make of it. */
export interface StagedView {
  /** Rows that a change is about, by their ids. */
  readonly marked: ReadonlyMap<string, Row>;
  readonly additions: readonly ShownMapping[];
  /** Containers that are yet to be made from an image. */
  readonly containers: readonly Container[];
}

export const nothingStaged: StagedView = { marked: new Map(), additions: [], containers: [] };

/** Shows staged changes in the rows. A row that no change is about stays the same object. */
export function stagedView(
  shown: readonly ShownMapping[],
  containers: readonly Container[],
  changes: readonly StagedChange[],
): StagedView {
  const marked = new Map<string, Row>();
  const additions: ShownMapping[] = [];
  const runs = changes.filter((change) => change.kind === 'run').map(containerOfRun);
  for (const change of changes) {
    if (change.kind === 'run') {
      const container = runs.find(({ id }) => id === runId(change));
      if (container !== undefined) additions.push(...runAdditions(container, change));
      continue;
    }
    if (change.kind === 'declared') continue;
    const container = containerOf(change, containers);
    if (container === undefined) continue;
    if (change.kind === 'add') additions.push(addition(container, change.id, change.rule));
    else mark(marked, shown, container, change);
  }
  return { marked, additions, containers: runs };
}

/** All rows, with those that staged changes add. */
export function withStaged(rows: readonly Row[], view: StagedView): readonly Row[] {
  if (view.marked.size === 0 && view.additions.length === 0) return rows;
  return [
    ...rows.map((row) => view.marked.get(row.id) ?? row),
    ...view.additions.map(({ row }) => row),
  ];
}

/** The first row shows what an edit makes of them all; the others go. */
function mark(
  marked: Map<string, Row>,
  shown: readonly ShownMapping[],
  container: Container,
  change: Exclude<MappingChange, { kind: 'add' }>,
): void {
  const isTouched = touchedBy(change.was);
  let edited = false;
  for (const each of shown) {
    if (each.container !== container || !isTouched(each)) continue;
    const { row } = each;
    if (change.kind === 'replace' && !edited) {
      edited = true;
      marked.set(row.id, editedRow(each, change.id, change.rule));
    } else {
      marked.set(row.id, stagedRow(row, { kind: 'remove', changeId: change.id }, 'removal'));
    }
  }
}

/** By the bindings: whether ranges are joined is a matter of the view. */
function touchedBy(was: MappingReference): (shown: ShownMapping) => boolean {
  const bindings = new Set(bindingKeys(was));
  return ({ container, mapping }) => {
    const reference = referenceOf(container, mapping);
    return reference !== undefined && bindingKeys(reference).some((key) => bindings.has(key));
  };
}

function bindingKeys({ rules, byPublishAll }: MappingReference): string[] {
  return rules.flatMap(bindingsOf).map(byPublishAll ? portKey : bindingKey);
}

function editedRow({ container, row }: ShownMapping, changeId: string, rule: PublishRule): Row {
  const wanted = rowOf(container, { ...mappingOfRule(rule), id: row.id });
  return becoming(row, { ...wanted, notes: row.notes }, changeId);
}

/** The row as it is to be, which says what it is. */
export function becoming(row: Row, wanted: Row, changeId: string): Row {
  const was = row.text === wanted.text ? row.addressText : row.text;
  const staged = { kind: 'edit', changeId, was, wasHostPort: row.hostPortText } as const;
  return stagedRow(wanted, staged, `was ${was}`);
}

/** @param words what becomes of it: `new`, `was 8444 → 443/tcp`, `removal`. */
export function stagedRow(row: Row, staged: StagedRow, words: string): Row {
  return {
    ...row,
    status: 'staged',
    statusText: `${statusWords('staged')}: ${words}`,
    web: false,
    staged,
  };
}

function addition(
  container: Container,
  changeId: string,
  rule: PublishRule,
  index = 0,
): ShownMapping {
  const mapping = { ...mappingOfRule(rule), id: `staged/${changeId}/${index}` };
  const row = stagedRow(rowOf(container, mapping), { kind: 'add', changeId }, 'new');
  return { container, mapping, row };
}

function runAdditions(container: Container, change: RunImage): ShownMapping[] {
  return change.rules.map((rule, index) => addition(container, change.id, rule, index));
}

function runId({ id }: RunImage): string {
  return `staged/${id}`;
}

function containerOfRun(change: RunImage): Container {
  return {
    id: runId(change),
    name: change.name ?? change.image,
    image: { reference: change.image, id: '' },
    state: 'created',
    network: { kind: 'bridge' },
    networks: [],
    links: [],
    publishAll: change.publishAll,
    ports: [],
    unreadablePorts: [],
    knowledge: 'staged',
  };
}
