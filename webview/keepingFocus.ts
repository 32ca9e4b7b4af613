/**
 * Does work that may take away the element with the focus. If it does, the focus goes elsewhere
 * rather than nowhere; but only where the document has it, or it would be taken from the editor.
 */
export function keepingFocus(work: () => void, goElsewhere: () => void): void {
  const hadFocus = document.hasFocus() && document.activeElement !== document.body;
  work();
  const now = document.activeElement;
  const isLost = now === null || now === document.body || !now.checkVisibility();
  if (hadFocus && isLost) goElsewhere();
}
