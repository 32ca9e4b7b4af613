import type { RangeStyle, WantedForward } from './forwardLine.ts';
import type { Span } from './parsed.ts';
import type { PortRange } from './portRange.ts';
import type { FileEdit } from './textEdit.ts';
import type { VagrantReading } from './vagrantReading.ts';

/** What a call is to declare instead; what is missing stays. */
export interface ForwardChanges {
  readonly host?: PortRange;
  readonly protocol?: 'tcp' | 'udp';
  readonly hostIp?: string;
  readonly autoCorrect?: boolean;
}

/** What reads and edits the text of a Vagrantfile; a forward is named by the place of its call. */
export interface VagrantTools {
  read(text: string): VagrantReading;
  add(text: string, wanted: WantedForward, rangeStyle: RangeStyle): FileEdit;
  change(text: string, call: Span, changes: ForwardChanges): FileEdit;
  /** With all that its loop declares, and all that Vagrant merges with it. */
  remove(text: string, call: Span): FileEdit;
  /** Gives it an id that no other has. */
  giveId(text: string, call: Span): FileEdit;
}
