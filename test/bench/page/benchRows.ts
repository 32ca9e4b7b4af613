import { createHash } from 'node:crypto';
import { rowsOf, type Row } from '../../../src/core/rows.ts';
import { publishing } from '../../unit/core/containers.ts';
import { shuffled } from '../statistics.ts';

const rowsPerContainer = 4;

/**
 * Rows as the extension makes them from running containers, in an order of chance but for the first,
 * which stands first in the table too.
 */
export function benchRows(count: number): readonly Row[] {
  const containers = Array.from({ length: Math.ceil(count / rowsPerContainer) }, (_, index) => {
    const first = 10_000 + index * rowsPerContainer;
    const rules = [
      `${first}:80`,
      `${first + 1}:443`,
      `127.0.0.1:${first + 2}:9229`,
      `${first + 3}:53/udp`,
    ];
    // As long as the engine's ids: they are much of what a row weighs.
    const id = createHash('sha256').update(String(index)).digest('hex');
    return publishing(rules, { id, name: `shop-service-${index}` });
  });
  const rows = rowsOf(containers).slice(0, count);
  return [...rows.slice(0, 1), ...shuffled(rows.slice(1))];
}
