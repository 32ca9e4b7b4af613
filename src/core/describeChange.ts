import type { MappingChange, StagedChange } from './change.ts';
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

/** What the change does to its container: `add 8081 → 80/tcp on this host only`. */
export function mappingChangeWords(change: MappingChange): string {
  switch (change.kind) {
    case 'add':
      return `add ${ruleWords(change.rule)}`;
    case 'remove':
      return `remove ${referenceWords(change.was)}`;
    case 'replace':
      return `change ${referenceWords(change.was)} to ${ruleWords(change.rule)}`;
  }
}

/** The change with the container that it is about, for lists: `web-1: add 8081 → 80/tcp …`. */
export function changeWords(change: StagedChange): string {
  if (change.kind !== 'run') {
    const { file, container } = change;
    const where = file === undefined ? container.name : `${file.name}, ${file.service}`;
    return `${where}: ${mappingChangeWords(change)}`;
  }
  const name = change.name === undefined ? '' : ` as ${change.name}`;
  return `run ${change.image}${name}${runPortWords(change)}`;
}

/** `3 staged changes`. */
export function stagedCount(changes: readonly StagedChange[]): string {
  return counted(changes.length, 'staged change', 'staged changes');
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
