import type { ExposeToken } from './exposeReading.ts';
import type { Span } from './parsed.ts';
import type { FileEdit } from './textEdit.ts';

export type ExposeEditKind =
  | 'fixHostMapping'
  | 'lowerCaseProtocol'
  | 'removeDuplicate'
  | 'swapRange'
  | 'expandRange'
  | 'compressPorts'
  | 'addUdpTwin';

/** A change of a word of EXPOSE that makes sense there, whether or not it can be made. */
export interface OfferedEdit {
  readonly kind: ExposeEditKind;
  /** What a menu says. */
  readonly title: string;
  readonly edit: FileEdit;
}

/** What is edited, and looked at, in the text of a Dockerfile. */
export interface ExposeEditing {
  /** The changes that fit the word. */
  offered(text: string, token: ExposeToken): readonly OfferedEdit[];
  /** @param keys `["9000/tcp", …]` */
  addExpose(text: string, keys: readonly string[]): FileEdit;
  /** The 0-based line of the instruction that the word belongs to. */
  instructionLine(text: string, token: ExposeToken): number;
  /** The word of EXPOSE that is written at the offset, empty between two; undefined elsewhere. */
  wordAt(text: string, offset: number): Span | undefined;
}
