import { containerOf } from './change.ts';
import {
  composeFileName,
  composeFilesOf,
  type ComposeEdit,
  type ComposeWish,
} from './composeEdit.ts';
import { mappingChangeWords } from './describeChange.ts';
import type { PlanInput, PlanStep } from './plan.ts';
import { composeFacts, editFacts } from './planFacts.ts';
import { addedRules, takenRefusal } from './planTaken.ts';
import type { Refusal } from './recreate.ts';
import { refused } from './recreateRefusal.ts';

/** What the files of Compose projects are to say, by project. */
export function composeWishes({
  containers,
  changes,
}: Pick<PlanInput, 'containers' | 'changes'>): readonly ComposeWish[] {
  const wishes = new Map<string, ComposeWish>();
  for (const change of changes) {
    if (change.kind === 'run' || change.file === undefined) continue;
    const origin = containerOf(change, containers)?.compose;
    if (origin === undefined) continue;
    const { project } = origin;
    const before = wishes.get(project) ?? { origin, changes: [] };
    const own = { service: change.file.service, change };
    wishes.set(project, { ...before, changes: [...before.changes, own] });
  }
  return [...wishes.values()];
}

/** The edit of the files, then the step that makes it real. */
export function composeSteps(input: PlanInput, wish: ComposeWish): PlanStep[] {
  const { origin, changes } = wish;
  const edit = input.edits.get(origin.project);
  const refusal = editRefusal(wish, edit) ?? fileTakenRefusal(input, wish);
  const selected = refusal === undefined;
  const common = { selected, ...(refusal === undefined ? {} : { refusal }) };
  const services = [...new Set(changes.map(({ service }) => service))];
  const files = edit?.ok === true ? edit.files : [];
  const editId = `edit/${origin.project}`;
  return [
    {
      ...common,
      id: editId,
      title: composeFileName(origin),
      action: { kind: 'edit', files },
      changeIds: changes.map(({ change }) => change.id),
      changes: changes.map(({ service, change }) => `${service}: ${mappingChangeWords(change)}`),
      facts: editFacts(files),
    },
    {
      ...common,
      id: `up/${origin.project}`,
      title: `docker compose up -d ${services.join(' ')}`,
      action: { kind: 'compose', origin, services },
      changeIds: [],
      changes: [
        `recreate ${services.join(', ')} of ${origin.project} from ${composeFilesOf(origin).join(', ')}`,
      ],
      facts: composeFacts(services),
      needs: editId,
    },
  ];
}

function editRefusal({ origin }: ComposeWish, edit: ComposeEdit | undefined): Refusal | undefined {
  if (edit?.ok === true) return undefined;
  const name = composeFileName(origin);
  return refused(
    edit?.reason ?? `${name} could not be read.`,
    `Edit ${name} by hand, or stage the change for the container itself.`,
  );
}

function fileTakenRefusal(input: PlanInput, { origin, changes }: ComposeWish): Refusal | undefined {
  const own = new Set(changes.map(({ change }) => change.id));
  const ofProject = new Set(
    input.containers
      .filter(({ compose }) => compose?.project === origin.project)
      .map(({ id }) => id),
  );
  return takenRefusal(input, addedRules(changes.map(({ change }) => change)), (owner) =>
    owner.kind === 'container'
      ? ofProject.has(owner.containerId)
      : owner.kind === 'staged' && own.has(owner.changeId),
  );
}
