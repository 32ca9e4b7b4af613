/**
 * Other people's text for labels in which VS Code reads `$(name)` as an icon: quick picks, the
 * status bar. A space without width between the two signs leaves the text as it looks.
 */
export function literalLabel(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
