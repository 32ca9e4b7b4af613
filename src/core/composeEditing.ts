import type { SourceText } from './declaration.ts';
import type { PublishRule } from './portSpec.ts';
import type { FileEdit, TextEdit } from './textEdit.ts';

/** The files of a Compose project. */
export interface ProjectTexts {
  /** Each over the ones before it. */
  readonly files: readonly SourceText[];
  /** The text of what they refer to, by its path; undefined where there is none. */
  readonly readFile: (path: string) => string | undefined;
}

/** What would change one file of a project as wanted, or why that cannot be done surely. */
export type ProjectEdit =
  | { readonly ok: true; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Changes of the `ports` of one service in a Compose file. `index` counts the entries of its list as
 * written, from 0: a range is one entry.
 */
export interface ComposeEditing {
  addPort(text: string, service: string, rule: PublishRule): FileEdit;
  /** The same in the file of a project that has the last word on the ports of the service. */
  addPortToProject(project: ProjectTexts, service: string, rule: PublishRule): ProjectEdit;
  changePort(text: string, service: string, index: number, rule: PublishRule): FileEdit;
  removePort(text: string, service: string, index: number): FileEdit;
  toLongForm(text: string, service: string, index: number): FileEdit;
  toShortForm(text: string, service: string, index: number): FileEdit;
  quotePort(text: string, service: string, index: number): FileEdit;
  /** What an entry publishes, a range as one rule; undefined where that cannot be told. */
  portRule(text: string, service: string, index: number): PublishRule | undefined;
  /** The `index` of the entry of the service's own list that is written at the offset. */
  portIndexAt(text: string, service: string, offset: number): number | undefined;
}
