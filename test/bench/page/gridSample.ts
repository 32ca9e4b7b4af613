import type { CDPSession, Page } from 'playwright-core';
import type { Row } from '../../../src/core/rows.ts';
import { median, quantile } from '../statistics.ts';

/** What one page with one number of rows showed. */
export interface GridSample {
  /** Milliseconds from the rows to the frame that shows them. */
  readonly firstPaint: number;
  /** Megabytes that the page grew by, the rows included. */
  readonly heap: number;
  /** Milliseconds of processor time of the page's thread for another first row. */
  readonly update: number;
  /** 95 of 100 frames while scrolling were no further apart; in frames of the idle page. */
  readonly scrolling: number;
}

const framesAtATime = 60;
/** A quick turn of the wheel. */
const pixelsPerFrame = 120;

/** Takes the sample in a page that has been shown no rows yet. */
export async function sampleGrid(page: Page, rows: readonly Row[]): Promise<GridSample> {
  const session = await page.context().newCDPSession(page);
  const before = await heap(session);
  const firstPaint = await page.evaluate((json) => window.probe.show(json), JSON.stringify(rows));
  const after = await heap(session);
  const update = await threadTime(session, () => replaceFirst(page, rows));
  const idle = await page.evaluate((count) => window.probe.idleFrames(count), framesAtATime);
  const scrolling = await page.evaluate(
    ([count, pixels]) => window.probe.scrollingFrames(count, pixels),
    [framesAtATime, pixelsPerFrame] as const,
  );
  await session.detach();
  return {
    firstPaint,
    heap: (after - before) / 2 ** 20,
    update,
    scrolling: quantile(scrolling, 0.95) / median(idle),
  };
}

async function replaceFirst(page: Page, [first]: readonly Row[]): Promise<void> {
  const text = 'another-name';
  const row = JSON.stringify({ ...first, name: text });
  await page.evaluate(([json, name]) => window.probe.replaceFirst(json, name), [
    row,
    text,
  ] as const);
}

async function heap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** What the work costs the page's main thread, in milliseconds. */
async function threadTime(session: CDPSession, work: () => Promise<void>): Promise<number> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskTime(session);
  await work();
  const after = await taskTime(session);
  await session.send('Performance.disable');
  return after - before;
}

async function taskTime(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const task = metrics.find(({ name }) => name === 'TaskDuration');
  if (task === undefined) throw new Error('Chromium tells no TaskDuration.');
  return task.value * 1000;
}
