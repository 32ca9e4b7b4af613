import type { PublishRule } from './portSpec.ts';
import type { FileEdit } from './textEdit.ts';

/**
 * Changes of the `ports` of one service in a Compose file. `index` counts the entries of its list as
 * written, from 0: a range is one entry.
 */
export interface ComposeEditing {
  addPort(text: string, service: string, rule: PublishRule): FileEdit;
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
