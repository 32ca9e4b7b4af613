/** What most words are: nothing in them is special under any escape character. */
export const plainWord = /^[\w.:/=+,@[\]-]+$/;

/** Letters and digits as Go sees them, or one of the shell's special parameters. */
export const nameOfVariable = /\p{Nd}+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

const plainTexts = new Map<string, RegExp>();

/** A run of characters that mean nothing where a word ends at `stop`. */
export function plainText(escape: string, stop: string): RegExp {
  const key = escape + stop;
  const known = plainTexts.get(key);
  if (known !== undefined) return known;
  const special = Array.from(`$'"<${key}`, (character) => `\\${character}`).join('');
  const plain = new RegExp(`[^${special}]+`, 'y');
  plainTexts.set(key, plain);
  return plain;
}
