import type { DeclaredChange, MappingChange, StagedChange } from './change.ts';
import { addressWords, counted } from './describe.ts';
import { mappingOfRule, type MappingReference } from './mappingRule.ts';
import type { PublishRule } from './portSpec.ts';
import { arrowText } from './render.ts';

/** `8081 → 80/tcp on this host only`. */
export function ruleWords(rule: PublishRule): string {
  const mapping = mappingOfRule(rule);
  const address = addressWords(mapping);
  const where = mapping.reach === 'specific' ? address : address.toLowerCase();
  return `${arrowText(mapping)} on ${where}`;
}

/** What the change does, without whose ports it is about: `add 8081 → 80/tcp on this host only`. */
export function stagedWords(change: MappingChange | DeclaredChange): string {
  const added = change.kind === 'remove' ? undefined : change.rule;
  const removed = removedWords(change);
  if (added === undefined) return `remove ${removed ?? 'a mapping'}`;
  return removed === undefined
    ? `add ${ruleWords(added)}`
    : `change ${removed} to ${ruleWords(added)}`;
}

function removedWords(change: MappingChange | DeclaredChange): string | undefined {
  switch (change.kind) {
    case 'add':
      return undefined;
    case 'remove':
    case 'replace':
      return referenceWords(change.was);
    case 'declared':
      return change.was && ruleWords(change.was);
  }
}

/** The change with what it is about, for lists: `web-1: add 8081 → 80/tcp …`. */
export function changeWords(change: StagedChange): string {
  if (change.kind !== 'run') return `${placeWords(change)}: ${stagedWords(change)}`;
  const name = change.name === undefined ? '' : ` as ${change.name}`;
  return `run ${change.image}${name}${runPortWords(change)}`;
}

/** `web-1`, or `compose.yaml, web` where the file is changed. */
function placeWords(change: MappingChange | DeclaredChange): string {
  if (change.kind === 'declared') return `${change.owner.file}, ${change.owner.name}`;
  const { file, container } = change;
  return file === undefined ? container.name : `${file.name}, ${file.service}`;
}

/** `3 staged changes`. */
export function stagedCount(changes: readonly StagedChange[]): string {
  return counted(changes.length, 'staged change', 'staged changes');
}

/** `2 containers and 1 file`. */
export function stagedPlaces(changes: readonly StagedChange[]): string {
  const containers = new Set<string>();
  const files = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'declared') files.add(change.owner.uri);
    else containers.add(change.kind === 'run' ? change.id : change.container.name);
  }
  return [
    ...(containers.size === 0 ? [] : [counted(containers.size, 'container', 'containers')]),
    ...(files.size === 0 ? [] : [counted(files.size, 'file', 'files')]),
  ].join(' and ');
}

function runPortWords({ rules, publishAll }: Extract<StagedChange, { kind: 'run' }>): string {
  const ports = rules.map((rule) => arrowText(mappingOfRule(rule)));
  if (publishAll) ports.push('every exposed port on a dynamic one');
  return ports.length === 0 ? '' : `: ${ports.join(', ')}`;
}

/** Two rules that differ in the address alone are one mapping on all interfaces. */
function referenceWords({ rules }: MappingReference): string {
  const [rule] = rules;
  if (rule === undefined) return 'a mapping';
  return ruleWords(rules.length > 1 ? { ...rule, hostIp: '' } : rule);
}
