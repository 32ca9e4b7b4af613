import type { VagrantTools } from '../../core/vagrantEditing.ts';
import { loadVagrantfileReader, type VagrantfileReader } from './vagrantfile.ts';

/** Texts whose reading is kept: the file, and those that an edit of it is checked by. */
const mostTexts = 3;

/** What the editor does with Vagrantfiles; the Ruby parser loads with it. */
export async function loadVagrantTools(): Promise<VagrantTools> {
  const [reader, edits] = await Promise.all([loadVagrantfileReader(), import('./edits.ts')]);
  const read = remembering(reader);
  return {
    read: (text) => read(text),
    add: (text, wanted, rangeStyle) => edits.addForward(text, read, wanted, { rangeStyle }),
    change: (text, call, changes) => edits.changeForward(text, read, call, changes),
    remove: (text, call) => edits.removeForward(text, read, call, { isWhole: true }),
    giveId: (text, call) => edits.giveId(text, read, call),
  };
}

/** Each of several edits that are offered for one text reads it; once is enough. */
function remembering(reader: VagrantfileReader): VagrantfileReader {
  const read = lastOnes(reader);
  return Object.assign((text: string) => read(text), { layout: lastOnes(reader.layout) });
}

function lastOnes<Result>(make: (text: string) => Result): (text: string) => Result {
  const kept = new Map<string, Result>();
  return (text) => {
    const result = kept.has(text) ? (kept.get(text) as Result) : make(text);
    kept.delete(text);
    kept.set(text, result);
    const [oldest] = kept.keys();
    if (kept.size > mostTexts && oldest !== undefined) kept.delete(oldest);
    return result;
  };
}
