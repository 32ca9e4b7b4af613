import type { ComposeOrigin } from './container.ts';
import type { WantedEdit } from './plannedEdit.ts';

/** A Compose project, as `docker compose` is to be told of it. */
export type ComposeProject = Omit<ComposeOrigin, 'service'>;

/** What a Compose project's files are to say otherwise. */
export interface ComposeWish {
  /** Tells it from the wishes of other projects. */
  readonly id: string;
  readonly project: ComposeProject;
  readonly edits: readonly WantedEdit[];
}

/** The absolute paths of a project's files, in Compose's order. */
export function composeFilesOf({
  files,
  workingDirectory = '',
}: Pick<ComposeProject, 'files' | 'workingDirectory'>): readonly string[] {
  return files.map((file) =>
    /^(?:\/|[A-Za-z]:[\\/])/.test(file) ? file : `${workingDirectory.replace(/\/$/, '')}/${file}`,
  );
}

/** `compose.yaml`: the file with the last word, without its folder. */
export function composeFileName({ files }: Pick<ComposeProject, 'files'>): string {
  return files.at(-1)?.replace(/^.*[\\/]/, '') ?? 'the Compose file';
}
