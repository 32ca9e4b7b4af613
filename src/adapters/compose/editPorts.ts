import type { ProjectTexts } from '../../core/composeEditing.ts';
import type { ComposeWish } from '../../core/composeEdit.ts';
import { ruleWords } from '../../core/describeChange.ts';
import type { EditedFile, PlannedEdit, WantedEdit } from '../../core/plannedEdit.ts';
import { formatPublish, type PublishRule } from '../../core/portSpec.ts';
import { applyEdits, type FileEdit } from '../../core/textEdit.ts';
import { addPort, changePort, portIndexAt, portRule, removePort } from './edits.ts';
import { editedProject, fileOfPorts } from './editProject.ts';
import { readComposePorts } from './ports.ts';

/** The text of a file; undefined where there is none that can be read. */
export type ReadText = (path: string) => string | undefined;

/**
 * The files of a Compose project with the wished ports, each change in the file that decides it: the
 * last one that has the entry, or for a new one the last that has ports of the service.
 *
 * @param paths the files in Compose's order.
 */
export function editComposePorts(
  { edits }: Pick<ComposeWish, 'edits'>,
  paths: readonly string[],
  readText: ReadText,
): PlannedEdit {
  const files: EditedFile[] = [];
  for (const path of paths) {
    const text = readText(path);
    if (text === undefined) return { ok: false, reason: `${path} cannot be read.` };
    files.push({ path, before: text, after: text });
  }
  let edited: readonly EditedFile[] = files;
  for (const edit of edits) {
    const next = withWanted(edited, edit, readText);
    if (typeof next === 'string') return { ok: false, reason: next };
    edited = next;
  }
  return { ok: true, files: edited.filter(({ before, after }) => before !== after) };
}

/** The files with one of the edits, or why not. */
function withWanted(
  files: readonly EditedFile[],
  { owner, was, rule }: WantedEdit,
  readText: ReadText,
): readonly EditedFile[] | string {
  let current = files;
  for (const [place, old] of was.entries()) {
    const next = withEntry(current, owner, old, place === 0 ? rule : undefined, readText);
    if (typeof next === 'string') return next;
    current = next;
  }
  const isAddition = was.length === 0 && rule !== undefined;
  return isAddition ? withAddition(current, owner, rule, readText) : current;
}

function withEntry(
  files: readonly EditedFile[],
  service: string,
  was: PublishRule,
  rule: PublishRule | undefined,
  readText: ReadText,
): readonly EditedFile[] | string {
  for (const file of [...files].reverse()) {
    const index = entryOf(file.after, service, was);
    if (index === undefined) continue;
    const project = editedProject(textsOf(files, readText), file.path);
    const edit =
      rule === undefined
        ? removePort(file.after, service, index, { project })
        : changePort(file.after, service, index, rule, { project });
    return withEdit(files, file, edit);
  }
  const elsewhere = files.findLast(({ after }) => publishes(after, service, was));
  return elsewhere === undefined
    ? `No file of the project has an entry of ${service} that is ${ruleWords(was)}.`
    : `${elsewhere.path}: ${ruleWords(was)} is not written in the list of ${service} itself, but where others take it from too.`;
}

/** Whether the service has the port, wherever it is written: in an anchor, or a service that it extends. */
function publishes(
  text: string,
  service: string,
  { containerPorts, hostPorts, protocol }: PublishRule,
): boolean {
  const { ports = [] } = readComposePorts(text, { profiles: ['*'] }).services[service] ?? {};
  return ports.some(
    (port) =>
      port.target === containerPorts.start &&
      port.published === (hostPorts === undefined ? undefined : String(hostPorts.start)) &&
      (port.protocol ?? 'tcp') === protocol,
  );
}

function withAddition(
  files: readonly EditedFile[],
  service: string,
  rule: PublishRule,
  readText: ReadText,
): readonly EditedFile[] | string {
  const texts = textsOf(files, readText);
  const { path } = fileOfPorts(texts, service) ?? {};
  const file = files.find((each) => each.path === path);
  if (file === undefined) return `No file of the project has a service ${service} to edit.`;
  const project = editedProject(texts, file.path);
  return withEdit(files, file, addPort(file.after, service, rule, { project }));
}

function withEdit(
  files: readonly EditedFile[],
  file: EditedFile,
  edit: FileEdit,
): readonly EditedFile[] | string {
  if (!edit.ok) return `${file.path}: ${edit.reason}`;
  const after = applyEdits(file.after, edit.edits);
  return files.map((each) => (each === file ? { ...file, after } : each));
}

/** The place among the entries as written of the one that says the rule. */
function entryOf(text: string, service: string, rule: PublishRule): number | undefined {
  const entries = readComposePorts(text, { profiles: ['*'] }).sources[service]?.ports ?? [];
  const wanted = formatPublish(rule);
  for (const start of new Set(entries.map(({ item }) => item.start))) {
    const index = portIndexAt(text, service, start);
    const found = index === undefined ? undefined : portRule(text, service, index);
    if (found !== undefined && formatPublish(found) === wanted) return index;
  }
  return undefined;
}

/** The project as it stands after the edits so far. */
function textsOf(files: readonly EditedFile[], readFile: ReadText): ProjectTexts {
  return { files: files.map(({ path, after }) => ({ path, text: after })), readFile };
}
