/** Whether the arguments are a JSON array of strings: the exec form, in which `<<` begins nothing. */
export function isExecForm(args: string): boolean {
  if (!args.startsWith('[') || !args.endsWith(']')) return false;
  const last = args.length - 1;
  let isEmpty = true;
  let expected: '"' | ',' = '"';
  for (let at = 1; at < last; at += 1) {
    const character = args.charAt(at);
    if (' \t\r\n'.includes(character)) continue;
    if (character !== expected) return false;
    if (character === '"') at = closingQuote(args, at);
    if (at >= last) return false;
    expected = character === '"' ? ',' : '"';
    isEmpty = false;
  }
  return isEmpty || expected === ',';
}

/** Where the string that begins there ends; the length of the text if it does not. */
function closingQuote(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
