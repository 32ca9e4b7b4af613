import { fileName, folderName } from './declaration.ts';
import type { PlanInput, PlanStep } from './plan.ts';
import { declaredEdit, editRefusal } from './planCompose.ts';
import type { WantedEdit } from './plannedEdit.ts';
import { editFacts, reloadFacts } from './planFacts.ts';
import type { Refusal } from './recreate.ts';
import { refused } from './recreateRefusal.ts';

/** What a Vagrantfile is to say otherwise. */
export interface VagrantWish {
  readonly uri: string;
  /** Absolute, with `/`. */
  readonly path: string;
  readonly edits: readonly WantedEdit[];
}

/**
 * Whether `vagrant` can be run here: not from inside the machine (`elsewhere`), and not where it is
 * not installed (`missing`).
 */
export type VagrantPlace = 'here' | 'elsewhere' | 'missing';

export function vagrantWishes({
  changes,
  files,
}: Pick<PlanInput, 'changes' | 'files'>): readonly VagrantWish[] {
  return files.flatMap(({ kind, uri, paths: [path] }) => {
    if (kind !== 'vagrantfile' || path === undefined) return [];
    const edits = changes.flatMap((change) =>
      change.kind === 'declared' && change.owner.uri === uri ? declaredEdit(change) : [],
    );
    return edits.length === 0 ? [] : { uri, path, edits };
  });
}

/** The edit of the file, then the step that makes it real. */
export function vagrantSteps(input: PlanInput, { uri, path, edits }: VagrantWish): PlanStep[] {
  const edit = input.edits.get(uri);
  const name = fileName(path);
  const unedited = editRefusal(name, edit, 'discard the change');
  const owners = input.files.find((file) => file.uri === uri)?.owners ?? [];
  const changed = [...new Set(edits.map(({ owner }) => owner))];
  // A file of one machine needs no name for it; so no name stands where it is not needed.
  const machines = owners.length > 1 ? changed : [];
  const unmade = unedited ?? placeRefusal(input.vagrant, path, machines);
  const files = edit?.ok === true ? edit.files : [];
  const editId = `edit/${uri}`;
  return [
    {
      id: editId,
      title: name,
      action: { kind: 'edit', files },
      changeIds: edits.map(({ changeId }) => changeId),
      changes: edits.map(({ owner, words }) => (owners.length > 1 ? `${owner}: ${words}` : words)),
      facts: editFacts(files),
      ...chosen(unedited),
    },
    {
      id: `reload/${uri}`,
      title: reloadLine(machines),
      action: { kind: 'reload', folder: folderName(path), machines },
      changeIds: [],
      changes: [`restart ${changed.join(', ')} with the forwards of ${path}`],
      facts: reloadFacts(changed),
      needs: editId,
      ...chosen(unmade),
    },
  ];
}

function chosen(refusal: Refusal | undefined): Pick<PlanStep, 'selected' | 'refusal'> {
  return refusal === undefined ? { selected: true } : { selected: false, refusal };
}

function reloadLine(machines: readonly string[]): string {
  return ['vagrant', 'reload', ...machines].join(' ');
}

/** What Vagrant takes for a machine: no option, and no pattern between slashes. */
const machineName = /^\w[\w.-]*$/;

function placeRefusal(
  place: VagrantPlace,
  path: string,
  machines: readonly string[],
): Refusal | undefined {
  const odd = machines.find((machine) => !machineName.test(machine));
  if (odd !== undefined) {
    return refused(
      `vagrant might take the machine name ${odd} for something else.`,
      'Run vagrant reload by hand.',
    );
  }
  const remedy = `Run ${reloadLine(machines)} in the folder of ${fileName(path)} there.`;
  switch (place) {
    case 'here':
      return undefined;
    case 'elsewhere':
      return refused('Vagrant runs on the machine that has the VM, not in it.', remedy);
    case 'missing':
      return refused(
        'vagrant was not found on this machine.',
        remedy.replace(' there.', ' where it is installed.'),
      );
  }
}
