import type { Row } from '../../../src/core/rows.ts';

/** A grid in a page of its own, as the probe drives it. */
export interface GridUnderTest {
  /** What scrolls. */
  readonly scroller: Element;
  show(rows: readonly Row[]): void;
  /** Replaces the first row. */
  replaceFirst(row: Row): void;
  /** Whether this many rows can be seen or scrolled to. */
  isShowing(count: number): boolean;
  /** Whether this text is in the first row. */
  isInFirst(text: string): boolean;
}

declare global {
  interface Window {
    gridUnderTest: GridUnderTest;
  }
}
