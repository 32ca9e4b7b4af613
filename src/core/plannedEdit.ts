import type { PublishRule } from './portSpec.ts';

/** What a staged change asks of a file. */
export interface WantedEdit {
  readonly changeId: string;
  /** The service, or the machine. */
  readonly owner: string;
  /** The rules that go; none for an addition. */
  readonly was: readonly PublishRule[];
  /** The one that comes; missing for a removal. */
  readonly rule?: PublishRule;
  /** Of a forward. */
  readonly autoCorrect?: boolean;
  /** What is done, for lists: `add 8081 → 80/tcp on this host only`. */
  readonly words: string;
}

/** A file with its text before and after. */
export interface EditedFile {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The files that fulfil a wish, or why they cannot be edited surely. */
export type PlannedEdit =
  | { readonly ok: true; readonly files: readonly EditedFile[] }
  | { readonly ok: false; readonly reason: string };
