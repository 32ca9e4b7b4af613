import type { Span } from '../../../../src/core/parsed.ts';
import { applyEdits, type FileEdit } from '../../../../src/core/textEdit.ts';
import type { VagrantfileReader } from '../../../../src/adapters/vagrant/vagrantfile.ts';

/** The text after an edit, or why there is none, behind `refused: `. */
export function edited(text: string, edit: FileEdit): string {
  return edit.ok ? applyEdits(text, edit.edits) : `refused: ${edit.reason}`;
}

/** The call that forwards a port and holds the words. */
export function callWith(read: VagrantfileReader, text: string, words: string): Span {
  const call = read.layout(text)?.calls.find(({ start, end }) => {
    return text.slice(start, end).includes(words);
  });
  if (call === undefined) throw new Error(`no call with ${words}`);
  return call;
}

/** `Vagrant.configure` around lines, which are indented. */
export function configure(...lines: readonly string[]): string {
  return ['Vagrant.configure("2") do |config|', ...lines, 'end', ''].join('\n');
}
