/** A step of the grid's focus, as the ARIA Authoring Practices name the keys of a grid. */
export type Step =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'rowStart'
  | 'rowEnd'
  | 'gridStart'
  | 'gridEnd'
  | 'pageUp'
  | 'pageDown';

export type GridKey =
  | { readonly kind: 'step'; readonly step: Step; readonly extend: boolean }
  | { readonly kind: Intent };

type Intent = 'toggle' | 'selectAll' | 'copy' | 'open' | 'edit' | 'remove' | 'help';

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const steps: ReadonlyMap<string, Step> = new Map([
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['Home', 'rowStart'],
  ['End', 'rowEnd'],
  ['PageUp', 'pageUp'],
  ['PageDown', 'pageDown'],
]);

const controlSteps: ReadonlyMap<string, Step> = new Map([
  ['Home', 'gridStart'],
  ['End', 'gridEnd'],
]);

const controlKinds = new Map([
  ['a', 'selectAll'],
  ['c', 'copy'],
  ['enter', 'open'],
] as const);

const kinds: ReadonlyMap<string, Intent> = new Map<string, Intent>([
  ['?', 'help'],
  ['F2', 'edit'],
  ['Delete', 'remove'],
]);

/** Of keys that mean something else to a button or a checkbox. */
const cellKinds: ReadonlyMap<string, Intent> = new Map<string, Intent>([
  [' ', 'toggle'],
  ['Enter', 'edit'],
]);

/**
 * What a key means while the focus is in the grid; undefined when it is not the grid's to handle.
 *
 * @param onControl whether the focus is on a button or a checkbox, whose Enter and Space are its own.
 */
export function gridKey(pressed: Pressed, onControl: boolean): GridKey | undefined {
  const { key, shiftKey: extend } = pressed;
  if (pressed.altKey) return undefined;
  if (pressed.ctrlKey || pressed.metaKey) {
    const step = controlSteps.get(key);
    if (step !== undefined) return { kind: 'step', step, extend };
    const kind = [...controlKinds].find(([name]) => name === key.toLowerCase())?.[1];
    return kind === undefined || extend ? undefined : { kind };
  }
  const step = steps.get(key);
  if (step !== undefined) return { kind: 'step', step, extend };
  const kind = kinds.get(key) ?? (onControl ? undefined : cellKinds.get(key));
  return kind === undefined ? undefined : { kind };
}

/** The editor's key for finding. In a page of windowed rows it leads to the filter. */
export function isFindKey({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): boolean {
  return (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'f';
}
