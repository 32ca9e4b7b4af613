import type { ProjectEdit, ProjectTexts } from '../../core/composeEditing.ts';
import type { PublishRule } from '../../core/portSpec.ts';
import type { FileEdit } from '../../core/textEdit.ts';
import { appendEntry } from './editAppend.ts';
import { differenceOf } from './editDifference.ts';
import { inLongForm, inQuotes, inShortForm } from './editForm.ts';
import { changedLong } from './editLong.ts';
import { aliasOf, readingOf, type Quote } from './editNodes.ts';
import { editedProject, fileOfPorts, type EditedProject } from './editProject.ts';
import { alreadyPublished, faultOf, unreadable, type Intent } from './editProof.ts';
import { withoutEntry } from './editRemove.ts';
import { ruleOf } from './editRule.ts';
import { replaceScalar } from './editScalar.ts';
import { changedShort } from './editShort.ts';
import { siblingQuote } from './editStyle.ts';
import { findEntry, findService, refuse, type Edited, type EntryTarget } from './editTarget.ts';
import { lookUpIn, type Environment } from './environment.ts';
import { readComposePorts } from './ports.ts';

/**
 * The edits below change the `ports` of one service in one compose file, with as few bytes as
 * that takes. Each is tried before it is given: the text after it has to be read as the ports
 * before it with just what was wanted, every other service as it was, and no new error. So what
 * anchors, merge keys, `extends` and other files do to an edit need not be foreseen here.
 *
 * `index` counts the entries of the service's list as written, from 0: a range is one entry.
 */

export interface ComposeEditOptions {
  /** What variables stand for. */
  readonly env?: Environment;
  /** The quotes of an entry that has no neighbours to follow; double ones otherwise. */
  readonly quote?: Exclude<Quote, ''>;
  /** The project that the file is part of; the file alone otherwise. */
  readonly project?: EditedProject;
}

/** Publishes the rule: one more entry, in the style of its neighbours; a range is one entry. */
export function addPort(
  text: string,
  service: string,
  rule: PublishRule,
  options: ComposeEditOptions = {},
): FileEdit {
  const target = findService(text, service);
  if (!target.ok) return target;
  const after = (): readonly Edited[] => [appendEntry(target.value, rule, options.quote ?? '"')];
  return proven(text, { service, added: rule }, after, options);
}

/** The same in the file of a project that has the last word on the ports of the service. */
export function addPortToProject(
  project: ProjectTexts,
  service: string,
  rule: PublishRule,
): ProjectEdit {
  const file = fileOfPorts(project, service);
  if (file === undefined) return refuse(`No file of the project has a service ${service} to edit.`);
  const { path, text } = file;
  const edit = addPort(text, service, rule, { project: editedProject(project, path) });
  return edit.ok ? { ...edit, path } : edit;
}

/** Makes one entry say the rule; its form, its quotes and what is the same already stay. */
export function changePort(
  text: string,
  service: string,
  index: number,
  rule: PublishRule,
  options: ComposeEditOptions = {},
): FileEdit {
  return editEntry(text, service, index, options, (entry) => ({
    intent: { ...replacing(entry, options), added: rule },
    after: () => [changedEntry(entry, rule, options)],
  }));
}

/**
 * Takes one entry out, with its line and the comment at the end of that. An earlier entry that it
 * hid, because both have the same ports, is published again.
 */
export function removePort(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions = {},
): FileEdit {
  return editEntry(text, service, index, options, (entry) => ({
    intent: replacing(entry, options),
    after: () => withoutEntry(entry),
  }));
}

/** `"8080:80"` as `target: 80` and `published: "8080"`. */
export function toLongForm(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions = {},
): FileEdit {
  return rewriteEntry(text, service, index, options, inLongForm);
}

/** `target: 80` and `published: "8080"` as `"8080:80"`. */
export function toShortForm(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions = {},
): FileEdit {
  return rewriteEntry(text, service, index, options, inShortForm);
}

/** `22:22` as `"22:22"`, which every reader of YAML takes for a text. */
export function quotePort(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions = {},
): FileEdit {
  return rewriteEntry(text, service, index, options, inQuotes);
}

/** The `index` of the entry that stands at an offset of the text. */
export function portIndexAt(text: string, service: string, offset: number): number | undefined {
  const target = findService(text, service);
  const elements = target.ok ? target.value.list?.elements : undefined;
  const index = elements?.findIndex(({ start, end }) => start <= offset && offset <= end);
  return index === -1 ? undefined : index;
}

/** What an entry publishes, a range as one rule; undefined where it is not, or no, rule. */
export function portRule(
  text: string,
  service: string,
  index: number,
  { env = {} }: ComposeEditOptions = {},
): PublishRule | undefined {
  const entry = findEntry(text, service, index);
  if (!entry.ok) return undefined;
  const rule = ruleOf(entry.value, lookUpIn(env));
  return rule.ok ? rule.value : undefined;
}

interface Change {
  readonly intent: Intent;
  /** What the text could be afterwards, the best first. */
  readonly after: () => readonly Edited[];
}

function editEntry(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions,
  changeOf: (entry: EntryTarget) => Change,
): FileEdit {
  const entry = findEntry(text, service, index);
  if (!entry.ok) return entry;
  const { intent, after } = changeOf(entry.value);
  return proven(text, intent, after, options);
}

/** The entry in another spelling: what is published stays. */
function rewriteEntry(
  text: string,
  service: string,
  index: number,
  options: ComposeEditOptions,
  rewrite: (entry: EntryTarget, quote: Exclude<Quote, ''>) => Edited,
): FileEdit {
  return editEntry(text, service, index, options, (entry) => ({
    intent: { service },
    after: () => [rewrite(entry, options.quote ?? '"')],
  }));
}

function changedEntry(
  entry: EntryTarget,
  rule: PublishRule,
  { env = {}, quote = '"' }: ComposeEditOptions,
): Edited {
  const { target, list, item } = entry;
  const alias = aliasOf(item.value);
  if (alias !== undefined) return refuse(`The entry is the alias *${alias}.`);
  const lookUp = lookUpIn(env);
  const written = readingOf(item.value);
  if (written === undefined) return changedLong(entry, rule, lookUp);
  const short = changedShort(written, rule, lookUp);
  if (!short.ok) return short;
  const siblings = siblingQuote(target.text, list, quote);
  return replaceScalar(target.text, item.value, short.value, siblings);
}

function replacing({ target, item }: EntryTarget, { project }: ComposeEditOptions): Intent {
  const file = project?.file ?? defaultName;
  const { start, end } = item.value;
  return { service: target.name, replaced: { file, start, end } };
}

/** What `readComposePorts` calls its only file. */
const defaultName = 'compose.yaml';

/** The first outcome that Compose reads as intended; else why the first one is not. */
function proven(
  text: string,
  intent: Intent,
  after: () => readonly Edited[],
  { env = {}, project }: ComposeEditOptions,
): FileEdit {
  if (/\r(?!\n)/.test(text)) return refuse('A line of the file ends with a carriage return alone.');
  const read = project?.read ?? ((one: string) => readComposePorts(one, { env, profiles: ['*'] }));
  const before = read(text);
  const hindrance = unreadable(before) ?? alreadyPublished(before, intent);
  if (hindrance !== undefined) return hindrance;
  const tried = after().map((outcome): FileEdit => {
    if (!outcome.ok) return outcome;
    const fault = faultOf(before, read(outcome.text), intent);
    return fault ?? { ok: true, edits: differenceOf(text, outcome.text) };
  });
  return tried.find(({ ok }) => ok) ?? tried[0] ?? refuse('There is nothing to change.');
}
