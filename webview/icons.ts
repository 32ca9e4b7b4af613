import { setAttributes } from './element.ts';

/** Drawn on a grid of 16; `filled` shapes have no outline, `dashed` ones a broken outline. */
interface Shape {
  readonly path: string;
  readonly style?: 'filled' | 'dashed';
}

const shapes = {
  check: { path: 'm3 8.5 3.5 3.5L13 4.5' },
  chevronDown: { path: 'M4.5 6.5 8 10l3.5-3.5' },
  chevronUp: { path: 'M4.5 9.5 8 6l3.5 3.5' },
  circleSlash: { path: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0ZM4.1 4.1l7.8 7.8' },
  close: { path: 'm4 4 8 8m0-8-8 8' },
  copy: { path: 'M5.5 5.5h7v8h-7ZM10.5 5.5v-3h-7v8h2' },
  dashedCircle: { path: 'M3.5 8a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0Z', style: 'dashed' },
  dashInCircle: { path: 'M3 8a5 5 0 1 0 10 0A5 5 0 1 0 3 8ZM5.5 8h5' },
  discard: { path: 'M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6' },
  dot: { path: 'M4 8a4 4 0 1 0 8 0 4 4 0 1 0-8 0Z', style: 'filled' },
  error: { path: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0ZM6 6l4 4m0-4-4 4' },
  file: { path: 'M4 2.5h5l3 3v8H4ZM9 2.5v3h3' },
  filter: { path: 'M2.5 3.5h11l-4 5v3.5l-3 1.5v-5Z' },
  globe: {
    path: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0ZM2.5 8h11M8 2.5c-2.9 3-2.9 8 0 11M8 2.5c2.9 3 2.9 8 0 11',
  },
  history: { path: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0ZM8 4.5V8l2.5 1.5' },
  info: { path: 'M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0ZM8 7.5V11M8 5v.5' },
  keyboard: { path: 'M1.5 4.5h13v7h-13ZM4 7h.5m2.25 0h.5M9.5 7h.5m1.75 0h.5M5 9.5h6' },
  lock: { path: 'M4 7.5h8v6H4ZM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5' },
  openExternal: { path: 'M6.5 3.5h-3v9h9v-3M9.5 2.5h4v4M13.5 2.5l-6 6' },
  pause: { path: 'M5 4h2v8H5ZM9 4h2v8H9Z', style: 'filled' },
  pencil: { path: 'm3 13 .8-3.2 7-7 2.4 2.4-7 7ZM9.2 4.4l2.4 2.4' },
  plug: { path: 'M6 2v3.5M10 2v3.5M4 5.5h8v2a4 4 0 0 1-8 0ZM8 11.5V14' },
  plus: { path: 'M8 3v10M3 8h10' },
  refresh: { path: 'M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5' },
  ring: { path: 'M4.5 8a3.5 3.5 0 1 0 7 0 3.5 3.5 0 1 0-7 0Z' },
  server: { path: 'M2.5 3h11v4h-11ZM2.5 9h11v4h-11ZM4.75 5h.5M4.75 11h.5' },
  trash: { path: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9M7 7v4m2-4v4' },
  wand: { path: 'm3 13 7-7M9 3.5v2M8 4.5h2M12.5 6v3M11 7.5h3M12 2v2M11 3h2' },
  warning: { path: 'M8 2.5l6 11H2ZM8 6.5V10M8 11.5v.5' },
} as const satisfies Record<string, Shape>;

export type IconName = keyof typeof shapes;

/** A picture beside words that say the same; screen readers do not hear of it. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  setAttributes(svg, { viewBox: '0 0 16 16', 'aria-hidden': 'true' });
  setIcon(svg, name);
  return svg;
}

/** Makes it another picture, in place. */
export function setIcon(svg: SVGSVGElement, name: IconName): void {
  const shape: Shape = shapes[name];
  svg.setAttribute('class', `icon ${shape.style ?? 'outlined'} icon-${name}`);
  svg.firstElementChild?.setAttribute('d', shape.path);
}
