import { containerOf, isOfContainer, type DeclaredChange, type MappingChange } from './change.ts';
import {
  composeFileName,
  composeFilesOf,
  type ComposeProject,
  type ComposeWish,
} from './composeEdit.ts';
import type { Container } from './container.ts';
import { folderName, type DeclaredFile } from './declaration.ts';
import { stagedWords } from './describeChange.ts';
import type { PlanInput, PlanStep } from './plan.ts';
import type { PlannedEdit, WantedEdit } from './plannedEdit.ts';
import { composeFacts, editFacts } from './planFacts.ts';
import { takenRefusal } from './planTaken.ts';
import type { Refusal } from './recreate.ts';
import { refused } from './recreateRefusal.ts';
import { composeMembers } from './serviceContainers.ts';

/** What decides which files are to be edited. */
type Wishes = Pick<PlanInput, 'containers' | 'changes' | 'files'>;

/** What the files of Compose projects are to say: of the containers' projects, and of the workspace's. */
export function composeWishes({ containers, changes, files }: Wishes): readonly ComposeWish[] {
  const wishes = new Map<string, ComposeWish>();
  const add = (project: ComposeProject, edit: WantedEdit): void => {
    // Two folders may well have projects of one name.
    const id = `${project.project} ${project.workingDirectory ?? ''}`;
    const before = wishes.get(id) ?? { id, project, edits: [] };
    wishes.set(id, { ...before, edits: [...before.edits, edit] });
  };
  for (const change of changes) {
    if (change.kind === 'declared') {
      const project = projectOf(change, files, containers);
      if (project !== undefined) add(project, declaredEdit(change));
    } else if (isOfContainer(change) && change.file !== undefined) {
      const project = containerOf(change, containers)?.compose;
      if (project !== undefined) add(project, mappingEdit(change, change.file.service));
    }
  }
  return [...wishes.values()];
}

/** As its containers have it, if there are some; else as Compose would be called in its folder. */
function projectOf(
  { owner }: DeclaredChange,
  files: readonly DeclaredFile[],
  containers: readonly Container[],
): ComposeProject | undefined {
  const file = files.find(({ uri, kind }) => uri === owner.uri && kind === 'compose');
  if (file === undefined) return undefined;
  const [member] = composeMembers([file], containers).get(file.uri) ?? [];
  const { paths, project = '' } = file;
  const workingDirectory = folderName(paths[0] ?? '');
  return member?.container.compose ?? { project, files: paths, workingDirectory };
}

function mappingEdit(change: MappingChange, service: string): WantedEdit {
  return {
    changeId: change.id,
    owner: service,
    was: change.kind === 'add' ? [] : change.was.rules,
    ...(change.kind === 'remove' ? {} : { rule: change.rule }),
    words: stagedWords(change),
  };
}

/** What a change of a declaration asks of its file. */
export function declaredEdit(change: DeclaredChange): WantedEdit {
  const { id, owner, was, rule, autoCorrect } = change;
  return {
    changeId: id,
    owner: owner.name,
    was: was === undefined ? [] : [was],
    ...(rule === undefined ? {} : { rule }),
    ...(autoCorrect === undefined ? {} : { autoCorrect }),
    words: stagedWords(change),
  };
}

/** The edit of the files, then the step that makes it real. */
export function composeSteps(input: PlanInput, wish: ComposeWish): PlanStep[] {
  const { id, project, edits } = wish;
  const edit = input.edits.get(id);
  const name = composeFileName(project);
  const services = [...new Set(edits.map(({ owner }) => owner))];
  const made = services.filter((service) => isMade(input, project, service));
  const otherwise =
    made.length === 0 ? 'discard the change' : 'stage the change for the container itself';
  const taken = editRefusal(name, edit, otherwise) ?? fileTakenRefusal(input, wish);
  const common = {
    selected: taken === undefined,
    ...(taken === undefined ? {} : { refusal: taken }),
  };
  const files = edit?.ok === true ? edit.files : [];
  const editId = `edit/${id}`;
  const of = project.project === '' ? '' : ` of ${project.project}`;
  const verb = made.length === 0 ? 'start' : 'recreate';
  return [
    {
      ...common,
      id: editId,
      title: name,
      action: { kind: 'edit', files },
      changeIds: edits.map(({ changeId }) => changeId),
      changes: edits.map(({ owner, words }) => `${owner}: ${words}`),
      facts: editFacts(files),
    },
    {
      ...common,
      id: `up/${id}`,
      title: `docker compose up -d ${services.join(' ')}`,
      action: { kind: 'compose', project, services },
      changeIds: [],
      changes: [`${verb} ${services.join(', ')}${of} from ${composeFilesOf(project).join(', ')}`],
      facts: composeFacts(made),
      needs: editId,
    },
  ];
}

/** A container of the service is there, whose place another one takes. */
function isMade({ containers }: PlanInput, { project }: ComposeProject, service: string): boolean {
  return containers.some(
    ({ compose }) => compose?.project === project && compose.service === service,
  );
}

/** Why a file cannot be edited, if so. */
export function editRefusal(
  name: string,
  edit: PlannedEdit | undefined,
  otherwise: string,
): Refusal | undefined {
  if (edit?.ok === true) return undefined;
  const remedy = `Edit ${name} by hand, or ${otherwise}.`;
  return refused(edit?.reason ?? `${name} could not be read.`, remedy);
}

function fileTakenRefusal(input: PlanInput, { project, edits }: ComposeWish): Refusal | undefined {
  const own = new Set(edits.map(({ changeId }) => changeId));
  const ofProject = new Set(
    input.containers
      .filter(({ compose }) => compose?.project === project.project)
      .map(({ id }) => id),
  );
  return takenRefusal(
    input,
    edits.flatMap(({ rule }) => rule ?? []),
    (owner) =>
      owner.kind === 'container'
        ? ofProject.has(owner.containerId)
        : owner.kind === 'staged' && own.has(owner.changeId),
  );
}
