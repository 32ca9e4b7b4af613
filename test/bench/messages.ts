/** G12: what goes to the page when one container changes, to all that is there. */
import type { Container } from '../../src/core/container.ts';
import { RowReader } from '../../src/core/rows.ts';
import { rowDifference } from '../../src/core/rowDifference.ts';
import type { ToPage } from '../../src/protocol.ts';
import type { Bench } from './bench.ts';
import { against, ratioFinding, type Finding } from './finding.ts';
import { sourceOf } from './following.ts';
import { median } from './statistics.ts';

export async function measureMessages({ dockerHost }: Bench): Promise<Finding> {
  const source = sourceOf(dockerHost);
  const { signal } = new AbortController();
  const { containers } = await source.read(undefined, () => undefined, signal);
  source.dispose();
  const reader = new RowReader();
  const rows = reader.rows(containers);
  const whole = kilobytes({ type: 'rows', revision: 1, rows });
  const known = new Map(rows.map((row) => [row.id, row]));
  const changes = containers.map((changed) => {
    const next = reader.rows(containers.map((each) => (each === changed ? renamed(each) : each)));
    return kilobytes({ type: 'change', base: 1, revision: 2, ...rowDifference(known, next) });
  });
  const change = median(changes);
  return ratioFinding(
    'G12',
    `Message for one renamed container, to that for all ${rows.length} rows of ${containers.length}`,
    { ratio: change / whole, details: against(change, whole, 'KB') },
    containers.length < 500 ? undefined : 1 / 300,
  );
}

/** A change that every row of the container shows. */
function renamed(container: Container): Container {
  return { ...container, name: `${container.name}-2` };
}

/** As JSON, which is close to what the editor makes of a message on its way. */
function kilobytes(message: ToPage): number {
  return Buffer.byteLength(JSON.stringify(message)) / 1024;
}
