import type { MappingChange } from './change.ts';
import type { ComposeOrigin } from './container.ts';

/** What a Compose project's files are to say otherwise. */
export interface ComposeWish {
  /** Of the container that Compose made. */
  readonly origin: ComposeOrigin;
  /** In the order of their staging. */
  readonly changes: readonly { readonly service: string; readonly change: MappingChange }[];
}

/** A file with its text before and after. */
export interface EditedFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The files that fulfil a wish, or why they cannot be edited surely. */
export type ComposeEdit =
  | { readonly ok: true; readonly files: readonly EditedFile[] }
  | { readonly ok: false; readonly reason: string };

/** The absolute paths of a project's files, in Compose's order. */
export function composeFilesOf({ files, workingDirectory = '' }: ComposeOrigin): readonly string[] {
  return files.map((file) =>
    /^(?:\/|[A-Za-z]:[\\/])/.test(file) ? file : `${workingDirectory.replace(/\/$/, '')}/${file}`,
  );
}

/** `compose.yaml`: the file with the last word, without its folder. */
export function composeFileName({ files }: ComposeOrigin): string {
  return files.at(-1)?.replace(/^.*[\\/]/, '') ?? 'the Compose file';
}
