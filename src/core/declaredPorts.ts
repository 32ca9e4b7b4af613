import type { DeclaredChange, StagedChange } from './change.ts';
import { placeText, type Declaration, type DeclaredFile } from './declaration.ts';
import { isSameOwner, ownerIn, ownerOfKey, type FileOwner } from './fileOwner.ts';
import { portsOfRule, type TakenPort } from './portOwners.ts';
import { formatPublish } from './portSpec.ts';

/**
 * The host ports that the file of a service or a machine asks for: as declared but for what staged
 * changes remove, and as they add.
 */
export function declaredPorts(
  file: DeclaredFile,
  owner: Omit<FileOwner, 'file'>,
  changes: readonly StagedChange[],
): readonly TakenPort[] {
  const own = changes
    .filter((change) => change.kind === 'declared')
    .filter((change) => change.owner.uri === file.uri);
  const declared = file.declarations.filter(
    (each) => isInWay(each, owner) && !own.some((change) => replaces(change, file, each)),
  );
  return [
    ...declared.flatMap(({ rule, owner: { name }, at }) =>
      portsOfRule(rule, { kind: 'declared', name, place: placeText(at) }),
    ),
    ...own.flatMap(stagedForwards),
  ];
}

/** The same for the target of a draft; nothing where that is a container or an image. */
export function declaredBeside(
  target: string,
  files: readonly DeclaredFile[],
  changes: readonly StagedChange[],
): readonly TakenPort[] {
  const owner = ownerOfKey(target);
  const file = files.find(({ uri }) => uri === owner?.uri);
  return owner === undefined || file === undefined ? [] : declaredPorts(file, owner, changes);
}

/** Vagrant moves a TCP forward with auto_correct away from another machine's. */
function isInWay(
  { kind, owner, forward, rule }: Declaration,
  of: Omit<FileOwner, 'file'>,
): boolean {
  if (kind === 'expose' || forward?.disabled === true) return false;
  const yields = forward?.autoCorrect === true && rule.protocol === 'tcp';
  return owner.name === of.name || !yields;
}

/** Whether the change takes the place of the declaration. */
export function replaces(
  { owner, was }: DeclaredChange,
  file: DeclaredFile,
  declaration: Declaration,
): boolean {
  const of = ownerIn(file, declaration.owner);
  return (
    was !== undefined &&
    of !== undefined &&
    declaration.kind !== 'expose' &&
    isSameOwner(of, owner) &&
    formatPublish(declaration.rule) === formatPublish(was)
  );
}

/** What is staged for services is among the ports that containers take. */
function stagedForwards({ id, owner, rule }: DeclaredChange): readonly TakenPort[] {
  if (rule === undefined || owner.kind === 'service') return [];
  return portsOfRule(rule, { kind: 'staged', changeId: id, name: owner.name });
}
