import type { Anchor, Value } from './value.ts';

/** A place in a document: keys and indexes from the root on. */
export type Path = readonly (string | number)[];

/** What an alias repeats; without a value while the node with the anchor is still being read. */
export interface AnchoredNode {
  readonly anchor: Anchor;
  readonly path: Path;
  /** The aliases to it in the document that is read. */
  readonly usedAt: Path[];
  value?: Value;
}

/**
 * How compose-go decides that an anchor holds itself: an alias to it stands within the place of an
 * earlier alias to it, in one service. It errs on the side of refusing (loader/reset.go).
 */
export function cycleFault(target: AnchoredNode, path: Path): string | undefined {
  const { value, usedAt } = target;
  const inside = value === undefined ? [...path, ...path.slice(target.path.length)] : undefined;
  const earlier = inside === undefined ? usedAt.find((used) => overlap(used, path)) : path;
  usedAt.push(path);
  if (earlier === undefined) return undefined;
  const later = inside ?? path;
  return `cycle detected: node at path ${later.join('.')} references node at path ${earlier.join('.')}`;
}

function overlap(left: Path, right: Path): boolean {
  if (left.length === right.length || left.includes('<<') || right.includes('<<')) return false;
  const shared = Math.min(left.length, right.length);
  return left.slice(0, shared).every((part, index) => part === right[index]);
}

/** go-yaml's and Compose's bounds on what a document may grow to. */
export interface NodeBudget {
  /** Counts a node as written; false, once, where there are too many. */
  visit(): boolean;
  /** Counts what an alias repeats; false where aliases make most of a large document. */
  repeat(size: number): boolean;
}

const maximumVisits = 100_000;
export const tooManyVisits = `compose file exceeds maximum node visit limit (${maximumVisits})`;

export function nodeBudget(): NodeBudget {
  let visited = 0;
  let constructed = 0;
  let repeated = 0;
  return {
    visit: () => {
      visited++;
      constructed++;
      return visited !== maximumVisits + 1;
    },
    repeat: (size) => {
      constructed += size;
      repeated += size;
      if (repeated <= 100 || constructed <= 1_000) return true;
      if (repeated / constructed <= allowedRatio(constructed)) return true;
      constructed -= size;
      repeated -= size;
      return false;
    },
  };
}

/** 99 % of up to 400,000 nodes may come from aliases, 10 % of 4,000,000 (go-yaml constructor.go). */
function allowedRatio(constructed: number): number {
  const low = 400_000;
  const high = 4_000_000;
  const share = Math.min(Math.max((constructed - low) / (high - low), 0), 1);
  return 0.99 - 0.89 * share;
}

/** `services.web.ports[0]`. */
export function keyPrefix(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`,
    )
    .join('');
}
