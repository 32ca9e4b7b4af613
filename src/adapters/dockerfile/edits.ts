import type { ExposeEditing } from '../../core/exposeEditing.ts';
import type { FileEdit } from '../../core/textEdit.ts';
import { addExposeEdit } from './editing/addExpose.ts';
import { refused } from './editing/checkedEdit.ts';
import { layoutOf, wordOf } from './editing/exposeLayout.ts';
import { offeredEdits } from './editing/offeredEdits.ts';
import { removePortEdit } from './editing/removePort.ts';
import * as wordEdits from './editing/wordEdits.ts';
import { exposeWordAt } from './editing/writingPlace.ts';
import type { ExposeToken } from './exposes.ts';
import { textRangesOf } from './textRanges.ts';

/** Where a word of EXPOSE begins, as `readExposes` says it. */
export type TokenPlace = Pick<ExposeToken, 'line' | 'start'>;

/**
 * Changes of one word of EXPOSE: `8080:80` to `80`, `8000-8002` to single ports and back, a UDP port
 * beside a TCP one, a duplicate out, a protocol in lower case, a range the right way round. What has
 * a variable in it is refused: its text is not the port.
 */
export const fixHostMapping = onWord(wordEdits.fixHostMapping);
export const expandRange = onWord(wordEdits.expandRange);
export const compressPorts = onWord(wordEdits.compressPorts);
export const addUdpTwin = onWord(wordEdits.addUdpTwin);
export const removeDuplicate = onWord(wordEdits.removeDuplicate);
export const lowerCaseProtocol = onWord(wordEdits.lowerCaseProtocol);
export const swapRange = onWord(wordEdits.swapRange);

/** Makes the image expose these ports too, `["9000/tcp", …]`. */
export function addExpose(text: string, keys: readonly string[]): FileEdit {
  return addExposeEdit(layoutOf(text), keys);
}

/** Makes this file no longer expose a port, `80/tcp`; a range that holds it is split. */
export function removePort(text: string, key: string): FileEdit {
  return removePortEdit(layoutOf(text), key);
}

/** What the editor asks for at a word of EXPOSE. */
export const exposeEditing: ExposeEditing = {
  offered: (text, token) => {
    const layout = layoutOf(text);
    const word = wordOf(layout, token);
    return word === undefined ? [] : offeredEdits(layout, word);
  },
  addExpose,
  instructionLine: (text, token) => {
    const word = wordOf(layoutOf(text), token);
    return word === undefined ? token.line : textRangesOf(text)(word.expose.whole).line;
  },
  wordAt: exposeWordAt,
};

function onWord(edit: wordEdits.WordEdit): (text: string, place: TokenPlace) => FileEdit {
  return (text, place) => {
    const layout = layoutOf(text);
    const word = wordOf(layout, place);
    return word === undefined ? refused('No port of EXPOSE begins there.') : edit(layout, word);
  };
}
