/** Makes several controls one tab stop: arrows, Home and End move between them. */
export function roving(group: HTMLElement, controls: readonly HTMLElement[]): void {
  const makeTabStop = (wanted: HTMLElement): void => {
    for (const control of controls) {
      // A toolkit control holds the focus inside; to be the tab stop it needs no tabindex.
      if (control === wanted) control.removeAttribute('tabindex');
      else control.tabIndex = -1;
    }
  };
  const [first] = controls;
  if (first !== undefined) makeTabStop(first);
  group.addEventListener('focusin', ({ target }) => {
    const control = controls.find((each) => each === target);
    if (control !== undefined) makeTabStop(control);
  });
  group.addEventListener('keydown', (event) => {
    const place = controls.findIndex((each) => each === event.target);
    const next = place < 0 ? undefined : controls.at(nextPlace(event.key, place, controls.length));
    if (next === undefined || next === controls[place]) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  });
}

function nextPlace(key: string, place: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
      return (place + 1) % count;
    case 'ArrowLeft':
      return place - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return place;
  }
}
