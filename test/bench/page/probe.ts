/** Runs in both pages: does one thing to the grid and says how long it took. Times in milliseconds. */
import type { Row } from '../../../src/core/rows.ts';

export interface Probe {
  /** From the rows to the end of the frame that shows them. */
  show(rows: string): Promise<number>;
  /** From another first row to the end of the frame that shows it. */
  replaceFirst(row: string, text: string): Promise<number>;
  /** Between one frame and the next while nothing happens. */
  idleFrames(count: number): Promise<readonly number[]>;
  /** The same while the grid is scrolled by this many pixels at each frame. */
  scrollingFrames(count: number, pixels: number): Promise<readonly number[]>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

const frame = (): Promise<number> =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

/** A message that is sent in a frame is heard once the frame has been laid out and painted. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      resolve();
    };
    port2.postMessage('');
  });

async function timeUntil(isDone: () => boolean, start: number): Promise<number> {
  do {
    await frame();
    await painted();
  } while (!isDone());
  return performance.now() - start;
}

async function frames(count: number, work: () => void): Promise<readonly number[]> {
  const times = [await frame()];
  while (times.length <= count) {
    work();
    times.push(await frame());
  }
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}

window.probe = {
  async show(json) {
    // As the editor's message makes them.
    const rows = structuredClone(JSON.parse(json) as Row[]);
    const { length } = rows;
    const start = performance.now();
    window.gridUnderTest.show(rows);
    return timeUntil(() => window.gridUnderTest.isShowing(length), start);
  },
  async replaceFirst(json, text) {
    const row = JSON.parse(json) as Row;
    const start = performance.now();
    window.gridUnderTest.replaceFirst(row);
    return timeUntil(() => window.gridUnderTest.isInFirst(text), start);
  },
  idleFrames: (count) => frames(count, () => undefined),
  scrollingFrames: (count, pixels) =>
    frames(count, () => {
      window.gridUnderTest.scroller.scrollBy(0, pixels);
    }),
};
