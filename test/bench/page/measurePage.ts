/** G11 to G13: the panel's table, to the toolkit's data grid with all rows. */
import type { Effort, Measured } from '../bench.ts';
import { ensureInstalled } from '../../lab/installs.ts';
import { against, boundFinding, ratioFinding, significant, type Finding } from '../finding.ts';
import { median, shuffled } from '../statistics.ts';
import { benchRows } from './benchRows.ts';
import { openGridLab, type GridLab, type GridName } from './gridLab.ts';
import { sampleGrid, type GridSample } from './gridSample.ts';

/** Milliseconds, at 60 frames a second. */
const frameTime = 1000 / 60;

export async function measurePage(effort: Effort): Promise<Measured> {
  await ensureInstalled(['chromium']);
  const lab = await openGridLab();
  try {
    const results: Result[] = [];
    for (const count of effort.rows) {
      console.log(`${count} rows in the panel and in the toolkit's data grid`);
      results.push(await compareGrids(lab, count, Math.ceil(effort.runs / 3)));
    }
    return { findings: findingsOf(results), programs: [lab.browser] };
  } finally {
    await lab.close();
  }
}

/** Samples with one number of rows. */
interface Result extends Readonly<Record<GridName, readonly GridSample[]>> {
  readonly count: number;
}

async function compareGrids(lab: GridLab, count: number, runs: number): Promise<Result> {
  const rows = benchRows(count);
  const samples: Record<GridName, GridSample[]> = { own: [], toolkit: [] };
  for (let run = 0; run < runs; run += 1) {
    // Ours is quick, so it can be looked at more often: its times are few frames, and waver by one.
    for (const name of shuffled(['own', 'own', 'own', 'toolkit'] as const)) {
      const page = await lab.open(name);
      samples[name].push(await sampleGrid(page, rows));
      await page.close();
    }
  }
  return { count, ...samples };
}

/** @param results by number of rows, rising. */
function findingsOf(results: readonly Result[]): readonly Finding[] {
  const [fewest, most] = [results[0], results.at(-1)];
  if (fewest === undefined || most === undefined) return [];
  /** The goals are for the longest of tables; what is shorter stands for itself. */
  const goalFor = ({ count }: Result, bound: number): number | undefined =>
    count < 10_000 ? undefined : bound;
  return [
    ...results.map((result) =>
      toToolkit('G11', 'First paint', result, 'firstPaint', 'ms', goalFor(result, 1 / 100)),
    ),
    growth(fewest, most),
    ...results.map((result) =>
      toToolkit('G11', 'Heap', result, 'heap', 'MB', goalFor(result, 1 / 30)),
    ),
    ...results.map((result) =>
      toToolkit(
        'G12',
        'Processor time of a changed row',
        result,
        'update',
        'ms',
        goalFor(result, 1 / 25),
      ),
    ),
    oneFrame(most),
    ...results.map((result) => scrolling(result, goalFor(result, 1.3))),
  ];
}

function toToolkit(
  goal: string,
  what: string,
  { count, own, toolkit }: Result,
  key: keyof GridSample,
  unit: string,
  bound: number | undefined,
): Finding {
  const [ours, theirs] = [middle(own, key), middle(toolkit, key)];
  const subject = `${what}, ${count} rows, to the toolkit's data grid`;
  const details = against(ours, theirs, unit);
  return ratioFinding(goal, subject, { ratio: ours / theirs, details }, bound);
}

function growth(fewest: Result, most: Result): Finding {
  const [few, many] = [middle(fewest.own, 'firstPaint'), middle(most.own, 'firstPaint')];
  return ratioFinding(
    'G11',
    `First paint, ${most.count} rows, to its own of ${fewest.count}`,
    { ratio: many / few, details: against(many, few, 'ms') },
    1.3,
  );
}

function oneFrame({ count, own }: Result): Finding {
  const value = middle(own, 'update');
  return boundFinding(
    'G12',
    `Processor time of a changed row, ${count} rows`,
    { value, text: `${significant(value)} ms` },
    { value: frameTime, text: 'one frame, 16.7 ms' },
  );
}

function scrolling({ count, own, toolkit }: Result, bound: number | undefined): Finding {
  const [ours, theirs] = [middle(own, 'scrolling'), middle(toolkit, 'scrolling')];
  return ratioFinding(
    'G13',
    `Slowest frames (p95) while scrolling ${count} rows, to idle ones`,
    { ratio: ours, details: `the toolkit's data grid ${significant(theirs)} ×` },
    bound,
  );
}

function middle(samples: readonly GridSample[], key: keyof GridSample): number {
  return median(samples.map((sample) => sample[key]));
}
