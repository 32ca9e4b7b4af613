const collator = new Intl.Collator('en', { numeric: true });

/** Numbers by value, case and accents only where nothing else differs. */
export function compareNames(left: string, right: string): number {
  return collator.compare(left, right);
}

export function byName(
  left: { readonly label: string; readonly id: string },
  right: { readonly label: string; readonly id: string },
): number {
  return compareNames(left.label, right.label) || compareNames(left.id, right.id);
}
